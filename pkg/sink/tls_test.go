package sink_test

import (
	"crypto/tls"
	"net"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
)

func TestTLSHandshakes(t *testing.T) {
	t.Parallel()
	authority, other := receivertest.NewAuthority(t), receivertest.NewAuthority(t)
	cert := authority.Issue(receivertest.ValidUntil, "siem.example")
	trusting, mutual := sink.TLS{CAFile: authority.File, ServerName: "siem.example"}, authority.Client(receivertest.ValidUntil, "wxaudit")
	foreign := other.Client(receivertest.ValidUntil, "wxaudit")
	mutual.ServerName, foreign.ServerName = "siem.example", "siem.example"
	foreign.CAFile = authority.File
	for name, tc := range map[string]struct {
		tls     sink.TLS
		most    uint16 // of the receiver; 0 is all
		mutual  bool
		refusal string
	}{
		"its authority and name":     {tls: trusting},
		"mutual":                     {tls: mutual, mutual: true},
		"without our certificate":    {tls: trusting, mutual: true, refusal: "certificate"},
		"a certificate of another":   {tls: foreign, mutual: true, refusal: "tls: "},
		"an authority of another":    {tls: sink.TLS{CAFile: other.File, ServerName: "siem.example"}, refusal: "unknown authority"},
		"the system's authorities":   {tls: sink.TLS{ServerName: "siem.example"}, refusal: "x509"},
		"another name":               {tls: sink.TLS{CAFile: authority.File, ServerName: "other.example"}, refusal: "not other.example"},
		"a receiver that is too old": {tls: trusting, most: tls.VersionTLS11, refusal: "version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, err := tc.tls.Client()
			require.NoError(t, err)
			require.False(t, config.InsecureSkipVerify)
			receiver := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS10, MaxVersion: tc.most}
			if tc.mutual {
				receiver.ClientAuth, receiver.ClientCAs = tls.RequireAndVerifyClientCert, authority.Pool()
			}
			err = handshake(t, config, receiver)
			if tc.refusal == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tc.refusal)
			}
		})
	}
}

// handshake connects and exchanges a byte, because TLS 1.3 refuses a client's
// certificate behind the handshake.
func handshake(t *testing.T, ours, receiver *tls.Config) error {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", receiver)
	require.NoError(t, err)
	defer l.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c, err := l.Accept(); err == nil {
			b := make([]byte, 1)
			if _, err := c.Read(b); err == nil {
				_, _ = c.Write(b) // the other side tells
			}
			_ = c.Close()
		}
	}()
	defer func() { <-done }()
	d := tls.Dialer{NetDialer: &net.Dialer{Timeout: 10 * time.Second}, Config: ours}
	c, err := d.DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.Write([]byte("x")); err != nil {
		return err
	}
	_, err = c.Read(make([]byte, 1))
	return err
}

func TestTLSFiles(t *testing.T) {
	t.Parallel()
	authority := receivertest.NewAuthority(t)
	p, other := authority.Client(receivertest.ValidUntil, "a"), authority.Client(receivertest.ValidUntil, "b")
	none := filepath.Join(t.TempDir(), "none.pem")
	for name, tc := range map[string]struct {
		tls  sink.TLS
		want string
	}{
		"no such authorities":        {sink.TLS{CAFile: none}, "read the certificate authorities: open " + none},
		"no certificate in them":     {sink.TLS{CAFile: p.KeyFile}, p.KeyFile + " holds no certificate in PEM"},
		"a certificate without key":  {sink.TLS{CertFile: p.CertFile}, "needs both its certificate and its key file"},
		"a key without certificate":  {sink.TLS{KeyFile: p.KeyFile}, "needs both its certificate and its key file"},
		"no such certificate":        {sink.TLS{CertFile: none, KeyFile: p.KeyFile}, "read the client certificate: open " + none},
		"the key of another":         {sink.TLS{CertFile: p.CertFile, KeyFile: other.KeyFile}, "read the client certificate: "},
		"a certificate for a key is": {sink.TLS{CertFile: p.CertFile, KeyFile: p.CertFile}, "read the client certificate: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := tc.tls.Client()
			require.ErrorContains(t, err, tc.want)
		})
	}
	c, err := sink.TLS{}.Client()
	require.NoError(t, err)
	require.Equal(t, uint16(tls.VersionTLS12), c.MinVersion)
	require.Nil(t, c.RootCAs)
	require.Empty(t, c.Certificates)
}
