package sink_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

// pki writes the files of a certificate authority, and of a certificate by it.
type pki struct{ ca, cert, key string }

func newPKI(t *testing.T, name string) pki {
	t.Helper()
	dir := t.TempDir()
	p := pki{filepath.Join(dir, "ca.pem"), filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		NotBefore:   ca.NotBefore, NotAfter: ca.NotAfter,
	}
	write := func(path, kind string, der []byte, err error) {
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
	}
	der, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	write(p.ca, "CERTIFICATE", der, err)
	der, err = x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	write(p.cert, "CERTIFICATE", der, err)
	der, err = x509.MarshalPKCS8PrivateKey(key)
	write(p.key, "PRIVATE KEY", der, err)
	return p
}

func TestTLSHandshakes(t *testing.T) {
	t.Parallel()
	server, client, other := newPKI(t, "siem.example"), newPKI(t, "wxaudit"), newPKI(t, "other.example")
	for name, tc := range map[string]struct {
		tls     sink.TLS
		most    uint16 // of the receiver; 0 is all
		mutual  bool
		refusal string
	}{
		"its authority and name":     {tls: sink.TLS{CAFile: server.ca, ServerName: "siem.example"}},
		"mutual":                     {tls: sink.TLS{CAFile: server.ca, ServerName: "siem.example", CertFile: client.cert, KeyFile: client.key}, mutual: true},
		"without our certificate":    {tls: sink.TLS{CAFile: server.ca, ServerName: "siem.example"}, mutual: true, refusal: "certificate"},
		"a certificate of another":   {tls: sink.TLS{CAFile: server.ca, ServerName: "siem.example", CertFile: other.cert, KeyFile: other.key}, mutual: true, refusal: "tls: "},
		"an authority of another":    {tls: sink.TLS{CAFile: other.ca, ServerName: "siem.example"}, refusal: "unknown authority"},
		"the system's authorities":   {tls: sink.TLS{ServerName: "siem.example"}, refusal: "x509"},
		"another name":               {tls: sink.TLS{CAFile: server.ca, ServerName: "other.example"}, refusal: "not other.example"},
		"a receiver that is too old": {tls: sink.TLS{CAFile: server.ca, ServerName: "siem.example"}, most: tls.VersionTLS11, refusal: "version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config, err := tc.tls.Client()
			require.NoError(t, err)
			require.False(t, config.InsecureSkipVerify)
			cert, err := tls.LoadX509KeyPair(server.cert, server.key)
			require.NoError(t, err)
			receiver := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS10, MaxVersion: tc.most}
			if tc.mutual {
				trusted, err := os.ReadFile(client.ca)
				require.NoError(t, err)
				receiver.ClientCAs = x509.NewCertPool()
				require.True(t, receiver.ClientCAs.AppendCertsFromPEM(trusted))
				receiver.ClientAuth = tls.RequireAndVerifyClientCert
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
	p, other := newPKI(t, "a"), newPKI(t, "b")
	none := filepath.Join(t.TempDir(), "none.pem")
	for name, tc := range map[string]struct {
		tls  sink.TLS
		want string
	}{
		"no such authorities":        {sink.TLS{CAFile: none}, "read the certificate authorities: open " + none},
		"no certificate in them":     {sink.TLS{CAFile: p.key}, p.key + " holds no certificate in PEM"},
		"a certificate without key":  {sink.TLS{CertFile: p.cert}, "needs both its certificate and its key file"},
		"a key without certificate":  {sink.TLS{KeyFile: p.key}, "needs both its certificate and its key file"},
		"no such certificate":        {sink.TLS{CertFile: none, KeyFile: p.key}, "read the client certificate: open " + none},
		"the key of another":         {sink.TLS{CertFile: p.cert, KeyFile: other.key}, "read the client certificate: "},
		"a certificate for a key is": {sink.TLS{CertFile: p.cert, KeyFile: p.cert}, "read the client certificate: "},
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
