package otlp_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/otlp"
)

func read(t *testing.T, r *http.Request, data *logspb.LogsData) {
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Error(err)
		return
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Error(err)
	}
	if err := proto.Unmarshal(text, data); err != nil {
		t.Error(err)
	}
}

const (
	asProtobuf = "application/x-protobuf"
	asJSON     = "application/json; charset=utf-8"
)

// Only a response of the protocol acknowledges anything.
func TestAnswersOf200(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind, body string
		taken      bool
		wrong      string
	}{
		"nothing":                  {"", "", true, ""},
		"nothing, as text":         {"text/plain", "", true, ""},
		"nothing, as protobuf":     {asProtobuf, "", true, ""},
		"nothing, as a page":       {"text/html", "", false, "acknowledges nothing"},
		"partial success of none":  {asProtobuf, "\x0a\x00", true, ""},
		"a warning":                {asProtobuf, "\x0a\x06\x12\x04warn", true, ""},
		"a later field":            {asProtobuf, "\x0a\x00\x52\x01a", true, ""},
		"a page":                   {"text/html; charset=utf-8", "<html>", false, "acknowledges nothing"},
		"a page as protobuf":       {asProtobuf, "\n<!DOCTYPE html><html><body>Please sign in to the network</body></html>", false, "acknowledges nothing"},
		"a page without a type":    {"x", "<html>", false, "acknowledges nothing"},
		"cut off":                  {asProtobuf, "\x0a\x06\x12\x04wa", false, "acknowledges nothing"},
		"a number in place of it":  {asProtobuf, "\x08\x01", false, "acknowledges nothing"},
		"a text in place of count": {asProtobuf, "\x0a\x03\x0a\x01a", false, "acknowledges nothing"},
		"more than there were":     {asProtobuf, "\x0a\x02\x08\x04", false, "4 of 3 records were refused"},
		"less than none":           {asProtobuf, "\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", false, "-1 of 3 records"},
		"json":                     {asJSON, "{}\n", true, ""},
		"json of none":             {asJSON, `{"partialSuccess":{}}`, true, ""},
		"json of zero":             {asJSON, `{"partialSuccess":{"rejectedLogRecords":"0","errorMessage":"warn"}}`, true, ""},
		"json of null":             {asJSON, `{"partialSuccess":{"rejectedLogRecords":null}}`, true, ""},
		"json of a number":         {asJSON, `{"partialSuccess":{"rejectedLogRecords":0}}`, true, ""},
		"json of something else":   {asJSON, `{"status":"please sign in"}`, false, "acknowledges nothing"},
		"json null":                {asJSON, `null`, false, "acknowledges nothing"},
		"json array":               {asJSON, `[]`, false, "acknowledges nothing"},
		"json of no number":        {asJSON, `{"partialSuccess":{"rejectedLogRecords":"many"}}`, false, "acknowledges nothing"},
		"json and more":            {asJSON, `{}{}`, false, "acknowledges nothing"},
		"json of too many":         {asJSON, `{"partialSuccess":{"rejectedLogRecords":"99"}}`, false, "99 of 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Content-Type"] = nil
				if tc.kind != "" {
					w.Header().Set("Content-Type", tc.kind)
				}
				_, _ = io.WriteString(w, tc.body)
			}))
			defer server.Close()
			got, err := open(t, otlp.Options{URL: server.URL}).Send(t.Context(), receivertest.Batch(events(t, reporttest.Big(1))[:1:1]))
			if strings.Contains(tc.wrong, "of 3") {
				got, err = open(t, otlp.Options{URL: server.URL}).Send(t.Context(), receivertest.Batch(events(t, reporttest.Big(3))[:3]))
			}
			require.Empty(t, got)
			if tc.taken {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tc.wrong)
			kind, _ := sink.KindOf(err)
			require.Equal(t, sink.Passing, kind)
		})
	}
}

func TestAnswersOfAnotherStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]sink.ErrorKind{
		307: sink.Permanent, 401: sink.Permanent, 403: sink.Permanent, 404: sink.Permanent, 415: sink.Permanent,
		413: sink.TooLarge, 429: sink.Passing, 500: sink.Passing, 502: sink.Passing, 503: sink.Passing, 504: sink.Passing,
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "9")
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(status)
				_, _ = fmt.Fprint(w, r.Header, "hostile \x1b[2J")
			}))
			defer server.Close()
			s := open(t, otlp.Options{URL: server.URL, SecretHeaders: map[string]sink.Secret{"Authorization": sink.NewSecret(canary)}})
			_, err := s.Send(t.Context(), receivertest.Batch(events(t, reporttest.Big(2))))
			require.ErrorContains(t, err, fmt.Sprint(status))
			kind, after := sink.KindOf(err)
			require.Equal(t, want, kind)
			if want == sink.Passing {
				require.Equal(t, 9*time.Second, after)
			}
			receivertest.Hides(t, err, canary, "hostile")
			receivertest.Hides(t, s, canary, "hostile")
		})
	}
}

// However a receiver refuses, exactly what it refuses is rejected.
func TestPoison(t *testing.T) {
	t.Parallel()
	all := events(t, reporttest.Big(60))
	poison := map[string]bool{all[0].ID: true, all[27].ID: true, all[28].ID: true, all[len(all)-1].ID: true}
	for name, o := range map[string]receivertest.OTLPOptions{
		"counted": {}, "counted in JSON": {JSON: true}, "by 400": {RefuseWhole: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.Poison = func(id string) bool { return poison[id] }
			receiver := receivertest.NewOTLP(t, o)
			s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS()})
			got, err := s.Send(t.Context(), receivertest.Batch(all))
			require.NoError(t, err)
			require.Empty(t, got.Again)
			var indexes []int
			for _, r := range got.Rejected {
				indexes = append(indexes, r.Index)
				require.Contains(t, r.Reason, "the receiver refuses it")
			}
			require.Equal(t, []int{0, 27, 28, len(all) - 1}, indexes)
			require.Len(t, receiver.Arrived(), len(all)-4)
			require.Empty(t, receiver.Complaints())
		})
	}
}

// All refused by count needs one request; all refused by 400 is a wrong setting.
func TestEverythingIsRefused(t *testing.T) {
	t.Parallel()
	all := events(t, reporttest.Big(40))
	for _, whole := range []bool{false, true} {
		receiver := receivertest.NewOTLP(t, receivertest.OTLPOptions{RefuseWhole: whole, Poison: func(string) bool { return true }})
		got, err := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS()}).Send(t.Context(), receivertest.Batch(all))
		if whole {
			require.ErrorContains(t, err, "matter of the settings")
			continue
		}
		require.NoError(t, err)
		require.Len(t, got.Rejected, len(all))
		require.Equal(t, 1, receiver.Requests())
	}
}

// Whatever the network does, a batch without an error has arrived.
func TestFaults(t *testing.T) {
	t.Parallel()
	receiver := receivertest.NewOTLP(t, receivertest.OTLPOptions{})
	all := events(t, reporttest.Big(5))
	for fault := receivertest.Busy; int(fault) < receivertest.Faults; fault++ {
		receiver.Plan(func(int) receivertest.Fault { return fault })
		s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS(), Timeout: 300 * time.Millisecond})
		_, err := s.Send(t.Context(), receivertest.Batch(all))
		require.Error(t, err, "%d", fault)
		kind, _ := sink.KindOf(err)
		require.Equal(t, sink.Passing, kind, "%d: %v", fault, err)
	}
	receiver.Plan(nil)
	s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS()})
	receiver.Kill()
	_, err := s.Send(t.Context(), receivertest.Batch(all))
	require.Error(t, err)
	receiver.Restart()
	_, err = s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Len(t, receiver.Arrived(), len(all))
	require.Empty(t, receiver.Complaints())
}
