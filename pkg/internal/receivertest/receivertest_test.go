package receivertest_test

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
)

// A fake that overlooks mistakes proves nothing: each of these must show.

func client(a *receivertest.Authority) *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.Pool()}, DisableKeepAlives: true}}
}

func ask(t *testing.T, c *http.Client, url string, header map[string]string, body string) (int, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range header {
		req.Header.Set(name, value)
	}
	resp, err := c.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(got), err
}

func squeezed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

const event = `{"time":1772366400.123,"source":"s","sourcetype":"t","event":{"a":1},"fields":{"event_uid":"e1","finding_uid":"f","run_id":"r","finding_severity":"low","kind":"finding"}}`

func TestSplunkIsStrict(t *testing.T) {
	t.Parallel()
	const channel = "0b5e1a52-6f3c-4f0e-9a59-6d7c3f6a1f11"
	for name, tc := range map[string]struct {
		fake       receivertest.SplunkOptions
		path, body string
		header     map[string]string
		want       string
		complains  string
	}{
		"good":              {body: event, want: `"code":0`},
		"two":               {body: event + "\n" + event, want: `"code":0`},
		"no token":          {header: map[string]string{"Authorization": ""}, body: event, want: `"code":2`},
		"another scheme":    {header: map[string]string{"Authorization": "Bearer token"}, body: event, want: `"code":3`},
		"another token":     {header: map[string]string{"Authorization": "Splunk x"}, body: event, want: `"code":4`},
		"a token in a url":  {path: "/services/collector/event?token=x", body: event, want: `"code":0`, complains: "a token in the address"},
		"nothing":           {want: `"code":5`},
		"a list":            {body: "[" + event + "]", want: `"code":6,"invalid-event-number":0`},
		"the second broken": {body: event + `{"event`, want: `"code":6,"invalid-event-number":1`},
		"an unknown field":  {body: strings.Replace(event, `"source"`, `"origin"`, 1), want: `"code":6`},
		"nested fields":     {body: strings.Replace(event, `"f"`, `{}`, 1), want: `"code":6`},
		"no event":          {body: strings.Replace(event, `"event":{"a":1},`, ``, 1), want: `"code":12`},
		"a blank event":     {body: strings.Replace(event, `{"a":1}`, `""`, 1), want: `"code":13`},
		"another index":     {body: strings.Replace(event, `"source"`, `"index":"i","source"`, 1), want: `"code":7`},
		"milliseconds":      {body: strings.Replace(event, `1772366400.123`, `1772366400123`, 1), want: `"code":0`, complains: "not in seconds"},
		"no field":          {body: strings.Replace(event, `"run_id":"r",`, ``, 1), want: `"code":0`, complains: "no field run_id"},
		"too many":          {body: strings.Repeat(event, 513), want: `"code":0`, complains: "513 events"},
		"too much":          {body: strings.Repeat(event+strings.Repeat(" ", 3000), 400), want: `"code":0`, complains: "bytes in one batch"},
		"no kind of text":   {header: map[string]string{"Content-Type": "text/plain"}, body: event, want: `"code":0`, complains: "content type"},
		"no gzip":           {header: map[string]string{"Content-Encoding": "gzip"}, body: event, want: `"code":6`, complains: "the body"},
		"another encoding":  {header: map[string]string{"Content-Encoding": "br"}, body: event, want: `"code":6`, complains: "the body"},
		"gzip":              {header: map[string]string{"Content-Encoding": "gzip"}, body: squeezed(t, event), want: `"code":0`},
		"no channel":        {fake: receivertest.SplunkOptions{Acknowledge: true}, body: event, want: `"code":10`},
		"a wrong channel":   {header: map[string]string{"X-Splunk-Request-Channel": "x"}, body: event, want: `"code":11`, complains: "channel"},
		"a channel":         {fake: receivertest.SplunkOptions{Acknowledge: true}, header: map[string]string{"X-Splunk-Request-Channel": channel}, body: event, want: `"ackId":0`},
		"no acks":           {path: "/services/collector/ack?channel=" + channel, body: `{"acks":[0]}`, want: `"code":14`},
		"no such ack":       {fake: receivertest.SplunkOptions{Acknowledge: true}, path: "/services/collector/ack?channel=" + channel, body: `{"acks":[0]}`, want: `{"acks":{"0":false}}`},
		"no question":       {fake: receivertest.SplunkOptions{Acknowledge: true}, path: "/services/collector/ack?channel=" + channel, body: `{}`, want: `"code":6`, complains: "that is none"},
		"elsewhere":         {path: "/services/collector/raw", body: event, want: `404`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.fake.Authority = receivertest.NewAuthority(t)
			tc.fake.Token = "token"
			s := receivertest.NewSplunk(t, tc.fake)
			header := map[string]string{"Authorization": "Splunk token", "Content-Type": "application/json"}
			for name, value := range tc.header {
				header[name] = value
			}
			if header["Authorization"] == "" {
				delete(header, "Authorization")
			}
			if tc.path == "" {
				tc.path = "/services/collector/event"
			}
			_, got, err := ask(t, client(tc.fake.Authority), s.URL()+tc.path, header, tc.body)
			require.NoError(t, err)
			require.Contains(t, got, tc.want)
			require.Equal(t, tc.want == `"code":0`, s.Arrived()["e1"] > 0)
			if tc.complains == "" {
				require.Empty(t, s.Complaints())
			} else {
				require.Contains(t, strings.Join(s.Complaints(), "\n"), tc.complains)
			}
		})
	}
}

func TestElasticIsStrict(t *testing.T) {
	t.Parallel()
	const action, doc = `{"create":{"_id":"e1"}}`, `{"@timestamp":"2026-03-01T12:00:00Z"}`
	const good = action + "\n" + doc + "\n"
	for name, tc := range map[string]struct {
		path, body string
		header     map[string]string
		want       string
		complains  string
	}{
		"good":            {body: good, want: `"status":201`},
		"twice":           {body: good + good, want: `"status":409`},
		"no newline":      {body: action + "\n" + doc, want: "terminated by a newline", complains: "no final newline"},
		"half":            {body: action + "\n", want: "Malformed", complains: "1 lines"},
		"another action":  {body: `{"index":{"_id":"e1"}}` + "\n" + doc + "\n", want: "Malformed", complains: "action"},
		"no id":           {body: `{"create":{}}` + "\n" + doc + "\n", want: "Malformed", complains: "action"},
		"no timestamp":    {body: action + "\n{}\n", want: `"status":400`},
		"no document":     {body: action + "\n[]\n", want: `"status":400`},
		"another stream":  {path: "/other/_bulk", body: good, want: `"status":404`},
		"another path":    {path: "/logs/_doc", body: good, want: "no handler", complains: "/logs/_doc"},
		"no key":          {header: map[string]string{"Authorization": "ApiKey x"}, body: good, want: "security_exception"},
		"no kind of text": {header: map[string]string{"Content-Type": "text/plain"}, body: good, want: "not supported", complains: "content type"},
		"gzip":            {header: map[string]string{"Content-Encoding": "gzip"}, body: squeezed(t, good), want: `"status":201`},
		"no gzip":         {header: map[string]string{"Content-Encoding": "gzip"}, body: good, want: "not in GZIP", complains: "the body"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ca := receivertest.NewAuthority(t)
			s := receivertest.NewElastic(t, receivertest.ElasticOptions{Authority: ca, APIKey: "key", DataStream: "logs"})
			header := map[string]string{"Authorization": "ApiKey key", "Content-Type": "application/x-ndjson"}
			for name, value := range tc.header {
				header[name] = value
			}
			if tc.path == "" {
				tc.path = "/logs/_bulk"
			}
			_, got, err := ask(t, client(ca), s.URL()+tc.path, header, tc.body)
			require.NoError(t, err)
			require.Contains(t, got, tc.want)
			require.Equal(t, strings.HasPrefix(tc.want, `"status":201`) || name == "twice", s.Arrived()["e1"] > 0)
			if tc.complains == "" {
				require.Empty(t, s.Complaints())
			} else {
				require.Contains(t, strings.Join(s.Complaints(), "\n"), tc.complains)
			}
		})
	}
}

// What a fault does to the client, and whether the events are there afterwards.
func TestFaults(t *testing.T) {
	t.Parallel()
	ca := receivertest.NewAuthority(t)
	s := receivertest.NewSplunk(t, receivertest.SplunkOptions{Authority: ca, Token: "token"})
	header := map[string]string{"Authorization": "Splunk token", "Content-Type": "application/json"}
	now := receivertest.None
	s.Plan(func(int) receivertest.Fault { return now })
	c := client(ca)
	for _, tc := range []struct {
		fault  receivertest.Fault
		status int // 0: no answer
		stored bool
	}{
		{receivertest.None, 200, true}, {receivertest.Busy, 503, false}, {receivertest.Unavailable, 503, false},
		{receivertest.Portal, 200, false}, {receivertest.CutRequest, 0, false}, {receivertest.Drop, 0, false},
		{receivertest.LoseAnswer, 0, true}, {receivertest.CutAnswer, 0, true},
	} {
		before := s.Arrived()["e1"]
		now = tc.fault
		status, _, err := ask(t, c, s.URL()+"/services/collector/event", header, event)
		if tc.status == 0 {
			require.Error(t, err, tc.fault)
		} else {
			require.NoError(t, err, tc.fault)
			require.Equal(t, tc.status, status)
		}
		require.Equal(t, tc.stored, s.Arrived()["e1"] > before, tc.fault)
	}

	now = receivertest.Stall
	ended := make(chan error)
	go func() {
		_, _, err := ask(t, c, s.URL()+"/services/collector/event", header, event)
		ended <- err
	}()
	for s.Requests() < 9 {
		runtime.Gosched()
	}
	s.Kill()
	require.Error(t, <-ended)
	_, _, err := ask(t, c, s.URL(), header, event)
	require.Error(t, err)
	now = receivertest.None
	url := s.URL()
	s.Restart()
	require.Equal(t, url, s.URL())
	_, _, err = ask(t, c, s.URL()+"/services/collector/event", header, event)
	require.NoError(t, err)
	require.Empty(t, s.Complaints())
}

// Killed a moment after it was started, it gives the port back at once.
func TestKilledAtOnce(t *testing.T) {
	t.Parallel()
	s := receivertest.NewWebhook(t, receivertest.WebhookOptions{})
	for range 100 {
		s.Kill()
		s.Restart()
	}
}
