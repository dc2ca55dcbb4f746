package splunk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Every line of the table, with the text of the product and a canary in it.
func TestCodes(t *testing.T) {
	t.Parallel()
	require.Len(t, codes, len(receivertest.SplunkCodes))
	for code, want := range map[int]struct {
		kind  sink.ErrorKind
		words string // empty: taken
	}{
		0:  {},
		1:  {sink.Permanent, "the token is disabled"},
		2:  {sink.Permanent, "no token arrived"},
		3:  {sink.Permanent, "not written as it should be"},
		4:  {sink.Permanent, "the token is not valid"},
		5:  {sink.Permanent, "no event arrived"},
		7:  {sink.Permanent, "does not allow this index"},
		8:  {sink.Passing, "internal error"},
		9:  {sink.Passing, "busy"},
		10: {sink.Permanent, "may not be off"},
		11: {sink.Permanent, "channel is not valid"},
		14: {sink.Permanent, "turned off"},
		15: {sink.Permanent, "indexed fields"},
		16: {sink.Permanent, "tokens in the address"},
		17: {sink.Permanent, "health endpoint"},
		18: {sink.Passing, "queues are full"},
		19: {sink.Passing, "acknowledgement service"},
		20: {sink.Passing, "queues are full"},
		21: {sink.Permanent, "the token is not valid"},
		22: {sink.Permanent, "the token is disabled"},
		23: {sink.Passing, "shutting down"},
		24: {},
		25: {},
		26: {sink.Passing, "queue is full"},
		27: {sink.Passing, "acknowledgement channel is full"},
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			c := receivertest.SplunkCodes[code]
			require.Equal(t, c.Status, codes[code].status)
			text := c.Text
			if want.words != "" {
				text += " " + canary
			}
			body, err := json.Marshal(map[string]any{"text": text, "code": code})
			require.NoError(t, err)
			s := saying(t, Options{}, post.Answer{Status: c.Status, Body: body, Header: http.Header{"Retry-After": {"9"}}})
			result, err := s.Send(t.Context(), receivertest.Batch(events(3)))
			if want.words == "" {
				require.NoError(t, err)
				after := time.Duration(0)
				if code != 0 {
					after = 9 * time.Second
				}
				require.Equal(t, sink.Result{After: after}, result)
				return
			}
			fails(t, err, want.kind, want.words)
			fails(t, err, want.kind, fmt.Sprintf("Splunk answered %d %s, code %d", c.Status, http.StatusText(c.Status), code))
			require.Empty(t, result)
			if _, after := sink.KindOf(err); want.kind == sink.Passing {
				require.Equal(t, 9*time.Second, after)
			}
		})
	}
}

func TestStatusAndCodeDisagree(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		body   string
		kind   sink.ErrorKind
		want   string
	}{
		"success that is busy":         {200, `{"text":"Server is busy","code":9}`, sink.Passing, "code 9"},
		"success without a token":      {200, `{"text":"x","code":4}`, sink.Permanent, "nothing counts as delivered"},
		"success of a broken event":    {200, `{"text":"x","code":6,"invalid-event-number":0}`, sink.Permanent, "nothing counts as delivered"},
		"success with another text":    {200, `{"text":"` + canary + `","code":0}`, sink.Permanent, "not the HTTP Event Collector"},
		"success without a text":       {200, `{"code":0}`, sink.Permanent, "not the HTTP Event Collector"},
		"success without a code":       {200, `{"text":"Success"}`, sink.Permanent, "not the HTTP Event Collector"},
		"success with no code":         {200, `{"text":"Success","code":null}`, sink.Permanent, "not the HTTP Event Collector"},
		"a code that is a text":        {200, `{"text":"Success","code":"0"}`, sink.Permanent, "not the HTTP Event Collector"},
		"a code with a fraction":       {200, `{"text":"Success","code":0.5}`, sink.Permanent, "not the HTTP Event Collector"},
		"more after it":                {200, `{"text":"Success","code":0}{}`, sink.Permanent, "not the HTTP Event Collector"},
		"cut":                          {200, `{"text":"Success","code":0`, sink.Permanent, "not the HTTP Event Collector"},
		"a list":                       {200, `[{"text":"Success","code":0}]`, sink.Permanent, "not the HTTP Event Collector"},
		"nothing":                      {200, ``, sink.Permanent, "not the HTTP Event Collector"},
		"a page":                       {200, `<html>` + canary, sink.Permanent, "not the HTTP Event Collector"},
		"accepted by something":        {202, `{"text":"Success","code":0}`, sink.Permanent, "nothing counts as delivered"},
		"no content":                   {204, ``, sink.Permanent, "not the HTTP Event Collector"},
		"an unknown code with success": {200, `{"text":"Success","code":28}`, sink.Permanent, "code 28"},
		"an unknown code":              {400, `{"text":"x","code":28}`, sink.Permanent, "code 28"},
		"an unknown code, unavailable": {503, `{"text":"x","code":28}`, sink.Passing, "code 28"},
		"a negative code":              {400, `{"text":"x","code":-1}`, sink.Permanent, "code -1"},
		"a failure that says success":  {503, `{"text":"Success","code":0}`, sink.Passing, "503"},
		"a refusal that says success":  {400, `{"text":"Success","code":0}`, sink.Permanent, "nothing counts as delivered"},
		"a busy refusal":               {400, `{"text":"x","code":9}`, sink.Passing, "code 9"},
		"unavailable and a bad token":  {503, `{"text":"x","code":4}`, sink.Passing, "code 4"},
		"forbidden and a broken event": {403, `{"text":"x","code":6}`, sink.Permanent, "code 6"},
		"a page of a balancer":         {503, `<html>` + canary, sink.Passing, "503 Service Unavailable"},
		"a page that forbids":          {403, `<html>` + canary, sink.Permanent, "403 Forbidden"},
		"a page that knows nothing":    {404, `<html>` + canary, sink.Permanent, "no HTTP Event Collector at this address"},
		"404 in its own words":         {404, `{"text":"The requested URL was not found on this server.","code":404}`, sink.Permanent, "404"},
		"a page elsewhere":             {302, canary, sink.Permanent, "redirects are not followed"},
		"too large":                    {413, canary, sink.TooLarge, "413"},
		"too large in words":           {413, `{"text":"x","code":6}`, sink.TooLarge, "413"},
		"too many":                     {429, canary, sink.Passing, "429"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := saying(t, Options{}, post.Answer{Status: tc.status, Body: []byte(tc.body)})
			result, err := s.Send(t.Context(), receivertest.Batch(events(3)))
			fails(t, err, tc.kind, tc.want)
			require.Empty(t, result)
		})
	}
}

func TestAnAnswerThatIsNotAllThereIsNone(t *testing.T) {
	t.Parallel()
	s := saying(t, Options{}, post.Answer{})
	_, err := s.judge(&post.Answer{Status: 200, Body: []byte(`{"text":"Success","code":0}`)})
	fails(t, err, sink.Permanent, "not the HTTP Event Collector")
}

func FuzzAnswer(f *testing.F) {
	for code, c := range receivertest.SplunkCodes {
		f.Add(c.Status, fmt.Sprintf(`{"text":%q,"code":%d,"invalid-event-number":1,"ackId":3}`, c.Text, code))
	}
	f.Add(200, `<html>`)
	f.Add(200, `{"text":"success","code":0,"ackId":9223372036854775807}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		s := saying(t, Options{Acknowledgement: Off}, post.Answer{Status: status, Body: []byte(body)})
		all := events(4)
		result, err := s.Send(t.Context(), receivertest.Batch(all))
		if err != nil {
			require.Empty(t, result)
			require.Less(t, len(err.Error()), 400)
			return
		}
		if len(result.Rejected) == len(all) {
			require.Equal(t, 400, status)
			return
		}
		require.Empty(t, result.Rejected)
		require.Equal(t, 200, status)
		var said struct {
			Text string
			Code *int
		}
		require.NoError(t, json.Unmarshal([]byte(body), &said))
		require.Contains(t, []int{0, 24, 25}, *said.Code)
	})
}

func FuzzAcknowledgement(f *testing.F) {
	for _, s := range []string{`{"acks":{"7":true}}`, `{"acks":{"7":false,"8":true}}`, `{"acks":{"7":1}}`, `{"text":"Success","code":0}`, `<html>`, ``} {
		f.Add(200, s)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		s := saying(t, Options{}, post.Answer{Status: status, Body: []byte(body)})
		indexed, err := s.ask(t.Context(), 7)
		if !indexed {
			return
		}
		require.NoError(t, err)
		require.Equal(t, 200, status)
		require.Contains(t, body, "true")
		require.True(t, json.Valid([]byte(body)))
	})
}
