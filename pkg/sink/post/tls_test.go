package post_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

func TestTLS(t *testing.T) {
	t.Parallel()
	ours, other := receivertest.NewAuthority(t), receivertest.NewAuthority(t)
	start := func(cert tls.Certificate, more ...func(*tls.Config)) string {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
		for _, m := range more {
			m(s.TLS)
		}
		s.Config.ErrorLog = quiet()
		s.StartTLS()
		t.Cleanup(s.Close)
		return s.URL + "/?token=" + canary
	}
	wantClient := func(c *tls.Config) { c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, ours.Pool() }
	old := func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }
	ancient := func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 }
	good := ours.Issue(receivertest.ValidUntil, "127.0.0.1")
	trust := sink.TLS{CAFile: ours.File}
	mine, late := ours.Client(receivertest.ValidUntil, "client"), ours.Client(receivertest.Expired, "client")
	foreign := other.Client(receivertest.ValidUntil, "client")
	foreign.CAFile = ours.File

	for name, tc := range map[string]struct {
		url  string
		tls  sink.TLS
		want string // empty: it works
	}{
		"trusted":                    {start(good), trust, ""},
		"our certificate":            {start(good, wantClient), mine, ""},
		"our certificate in TLS 1.2": {start(good, wantClient, old), mine, ""},
		"another name, expected":     {start(ours.Issue(receivertest.ValidUntil, "siem.example")), sink.TLS{CAFile: ours.File, ServerName: "siem.example"}, ""},
		"the system's authorities":   {start(good), sink.TLS{}, "unknown authority; the option ca_file"},
		"another authority":          {start(good), sink.TLS{CAFile: other.File}, "unknown authority; the option ca_file"},
		"another name":               {start(ours.Issue(receivertest.ValidUntil, canary+".example")), trust, "for another name"},
		"expired":                    {start(ours.Issue(receivertest.Expired, "127.0.0.1")), trust, "has expired or is not valid yet"},
		"no client certificate":      {start(good, wantClient, old), trust, "the receiver ended the TLS handshake"},
		"an expired one":             {start(good, wantClient, old), late, "does it want another client certificate?"},
		"a foreign one":              {start(good, wantClient, old), foreign, "does it want another client certificate?"},
		"TLS 1.1":                    {start(good, ancient), trust, "the receiver"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, err := client(t, post.Options{URL: tc.url, TLS: tc.tls}).Do(t.Context(), request())
			if tc.want == "" {
				require.NoError(t, err)
				require.Equal(t, 200, answer.Status)
				return
			}
			fails(t, err, sink.Permanent, tc.want)
		})
	}

	// In TLS 1.3 the refusal comes after the handshake, and the request may have met
	// a closed connection before it was read.
	_, err := client(t, post.Options{URL: start(good, wantClient), TLS: trust}).Do(t.Context(), request())
	require.Error(t, err)
	require.NotContains(t, err.Error(), canary)
}

func TestTheFilesOfTLSMustBeThere(t *testing.T) {
	t.Parallel()
	_, err := post.New(post.Options{URL: "https://siem.example", TLS: sink.TLS{CAFile: "no-such.pem"}})
	require.ErrorContains(t, err, "no-such.pem")
}
