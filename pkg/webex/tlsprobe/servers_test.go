package tlsprobe

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

var testNow = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

const testHost = "clinic.webex.example"

// authority is a made-up certificate authority.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test root"}, NotBefore: testNow.AddDate(-1, 0, 0), NotAfter: testNow.AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return authority{cert, key, pool}
}

// issue makes a certificate for the test host; logged ones carry timestamps.
func (a authority) issue(t *testing.T, logged bool) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{testHost}, NotBefore: testNow.AddDate(0, -1, 0), NotAfter: testNow.AddDate(0, 1, 0),
	}
	if logged {
		template.ExtraExtensions = []pkix.Extension{{Id: timestamps, Value: []byte{4, 1, 0}}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// speaking is a host that speaks some versions of TLS.
func speaking(cert tls.Certificate, least, most uint16) func(net.Conn) {
	return func(conn net.Conn) {
		c := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: least, MaxVersion: most})
		if c.HandshakeContext(context.Background()) == nil {
			_, _ = io.Copy(io.Discard, c)
		}
	}
}

// to dials one address, whatever the name.
func to(address string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
}

func request(path string) webex.Request {
	return webex.Request{Host: webex.Handshake, Path: path, Template: "/{host}"}
}

type nobody struct{}

func (nobody) Exchange(context.Context, webex.Request) (*webex.Response, error) {
	return &webex.Response{Status: 418}, nil
}

func probe(t *testing.T, o Options) (string, error) {
	t.Helper()
	o.Next, o.Now = nobody{}, func() time.Time { return testNow }
	resp, err := New(o).Exchange(t.Context(), request("/"+testHost))
	if err != nil {
		return "", err
	}
	require.Equal(t, 200, resp.Status)
	require.Equal(t, testNow, resp.ReadAt)
	return string(resp.Body), nil
}
