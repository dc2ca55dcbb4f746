package syslog_test

import (
	"crypto/tls"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

// changes are of what a receiver shows and wants.
type changes []func(*tls.Config, *receivertest.Authority)

func TestCertificates(t *testing.T) {
	t.Parallel()
	other := receivertest.NewAuthority(t)
	clients := func(c *tls.Config, a *receivertest.Authority) {
		c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, a.Pool()
	}
	only12 := func(c *tls.Config, _ *receivertest.Authority) { c.MaxVersion = tls.VersionTLS12 }
	for name, tc := range map[string]struct {
		server changes
		client func(o *syslog.Options, a *receivertest.Authority)
		want   string // empty: it goes well
	}{
		"expired": {server: changes{func(c *tls.Config, a *receivertest.Authority) {
			c.Certificates = []tls.Certificate{a.Issue(receivertest.Expired, "127.0.0.1")}
		}}, want: "the receiver's certificate is not trusted: x509: certificate has expired"},
		"of another authority": {client: func(o *syslog.Options, _ *receivertest.Authority) { o.TLS.CAFile = other.File },
			want: "the receiver's certificate is not trusted: x509: certificate signed by unknown authority"},
		"not of the system's authorities": {client: func(o *syslog.Options, _ *receivertest.Authority) { o.TLS.CAFile = "" },
			want: "the receiver's certificate is not trusted: x509: certificate signed by unknown authority"},
		"of another name": {server: changes{func(c *tls.Config, a *receivertest.Authority) {
			c.Certificates = []tls.Certificate{a.Issue(receivertest.ValidUntil, "evil.example\x1b[2J")}
		}}, want: "the receiver's certificate is not trusted: x509: cannot validate certificate for 127.0.0.1"},
		"of the name that is wanted": {server: changes{func(c *tls.Config, a *receivertest.Authority) {
			c.Certificates = []tls.Certificate{a.Issue(receivertest.ValidUntil, "siem.example")}
		}}, client: func(o *syslog.Options, _ *receivertest.Authority) { o.TLS.ServerName = "siem.example" }},
		"a client's in its place": {server: changes{func(c *tls.Config, a *receivertest.Authority) {
			p := a.Client(receivertest.ValidUntil, "127.0.0.1")
			own, err := tls.LoadX509KeyPair(p.CertFile, p.KeyFile)
			require.NoError(t, err)
			c.Certificates = []tls.Certificate{own}
		}}, want: "the receiver's certificate is not trusted: x509: certificate specifies an incompatible key usage"},
		"TLS 1.1": {server: changes{func(c *tls.Config, _ *receivertest.Authority) {
			c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		}}, want: "the receiver refused the connection: tls: protocol version not supported"},
		"ours is missing":          {server: changes{clients}, want: "the receiver refused the connection: tls: certificate required"},
		"ours is missing, TLS 1.2": {server: changes{clients, only12}, want: "the receiver refused the connection: tls: "},
		"ours is unknown": {server: changes{clients}, client: func(o *syslog.Options, _ *receivertest.Authority) {
			p := other.Client(receivertest.ValidUntil, "clinic")
			o.TLS.CertFile, o.TLS.KeyFile = p.CertFile, p.KeyFile
		}, want: "the receiver refused the connection: tls: "},
		"ours is good":          {server: changes{clients}, client: ours},
		"ours is good, TLS 1.2": {server: changes{clients, only12}, client: ours},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := listenTLS(t, func(c *tls.Config, a *receivertest.Authority) {
				for _, change := range tc.server {
					change(c, a)
				}
			})
			o := r.options()
			if tc.client != nil {
				tc.client(&o, r.authority)
			}
			s, err := syslog.New(o)
			require.NoError(t, err)
			b := corpus(t)
			_, err = s.Send(t.Context(), b)
			if tc.want == "" {
				require.NoError(t, err)
				require.Equal(t, payloads(b), bodies(r.taken()))
				return
			}
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), "\x1b")
			kind, _ := sink.KindOf(err)
			require.Equal(t, sink.Permanent, kind, "%v", err)
			require.Empty(t, r.taken())
		})
	}
}

func ours(o *syslog.Options, a *receivertest.Authority) {
	o.TLS = a.Client(receivertest.ValidUntil, "clinic")
}
