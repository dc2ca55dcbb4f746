package elastic

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
)

func TestOptions(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		o    Options
		want string // empty: it works
	}{
		"a key":                    {Options{APIKey: sink.NewSecret(key)}, ""},
		"a certificate alone":      {Options{}, ""},
		"a key and a name":         {Options{APIKey: sink.NewSecret(key), Username: "a"}, "only one of them"},
		"a key and a password":     {Options{APIKey: sink.NewSecret(key), Password: sink.NewSecret(canary)}, "only one of them"},
		"a key in the clear":       {Options{APIKey: sink.NewSecret("id:" + canary)}, "encoded form"},
		"a key with its word":      {Options{APIKey: sink.NewSecret("ApiKey " + key)}, "encoded form"},
		"no password":              {Options{Username: canary}, "needed together"},
		"no name":                  {Options{Password: sink.NewSecret(canary)}, "needed together"},
		"a password with a line":   {Options{Username: "a", Password: sink.NewSecret(canary + "\n")}, "line break"},
		"plain http":               {Options{URL: "http://siem.example/" + canary}, "https://"},
		"a stream in capitals":     {Options{DataStream: "Logs"}, "no name for a data stream"},
		"a stream that climbs":     {Options{DataStream: "../x"}, "no name for a data stream"},
		"a stream with a question": {Options{DataStream: "x?y"}, "no name for a data stream"},
		"a hidden stream":          {Options{DataStream: ".ds-x"}, "no name for a data stream"},
		"a stream too long":        {Options{DataStream: strings.Repeat("x", 256)}, "no name for a data stream"},
		"two streams":              {Options{URL: "https://siem.example/logs-x/_bulk", DataStream: "logs-y"}, "in one of them"},
		"no file":                  {Options{TLS: sink.TLS{CAFile: "no-such.pem"}}, "no-such.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.o.URL == "" {
				tc.o.URL = "https://siem.example"
			}
			_, err := New(tc.o)
			if tc.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), canary)
		})
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ url, stream, want string }{
		{"https://h:9200", "", "https://h:9200/logs-wxaudit.findings-default/_bulk"},
		{"https://h:9200/", "logs-a-b", "https://h:9200/logs-a-b/_bulk"},
		{"https://h/elastic/", "", "https://h/elastic/logs-wxaudit.findings-default/_bulk"},
		{"https://h/logs-a-b/_bulk", "", "https://h/logs-a-b/_bulk"},
		{"https://h/logs-a-b/_bulk/?pipeline=p", "", "https://h/logs-a-b/_bulk?pipeline=p"},
		{"https://h?pipeline=p", "logs-a-b", "https://h/logs-a-b/_bulk?pipeline=p"},
	} {
		got, err := endpoint(tc.url, tc.stream)
		require.NoError(t, err)
		require.Equal(t, tc.want, got)
	}
}

func TestNoSecretIsPrinted(t *testing.T) {
	t.Parallel()
	o := Options{URL: "https://siem.example", Username: "a", Password: sink.NewSecret(canary)}
	s := open(t, o)
	for _, value := range []any{o, o.Password, s.auth} {
		receivertest.Hides(t, value, canary, strings.TrimPrefix(s.auth.Reveal(), "Basic "))
	}
}
