package syslogtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Authority signs the certificates of one test.
type Authority struct {
	CAFile string // its own certificate, in PEM
	dir    string
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
}

// Pair names the files of a certificate and its key, in PEM.
type Pair struct{ CertFile, KeyFile string }

// The certificates are good for as long as anybody will run the tests.
var (
	from  = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	until = time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC)
)

// NewAuthority makes an authority in a directory of the test.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{dir: t.TempDir(), cert: &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of a test"},
		NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}}
	pair, key := a.issue(t, "authority", a.cert, nil)
	a.CAFile, a.key = pair.CertFile, key
	return a
}

// Server makes the certificate of a receiver that goes by these names and
// addresses.
func (a *Authority) Server(t testing.TB, names ...string) Pair {
	t.Helper()
	return a.leaf(t, until, x509.ExtKeyUsageServerAuth, names)
}

// Expired makes a receiver's certificate whose time is over.
func (a *Authority) Expired(t testing.TB, names ...string) Pair {
	t.Helper()
	return a.leaf(t, from.AddDate(1, 0, 0), x509.ExtKeyUsageServerAuth, names)
}

// Client makes the certificate of a sender.
func (a *Authority) Client(t testing.TB, name string) Pair {
	t.Helper()
	return a.leaf(t, until, x509.ExtKeyUsageClientAuth, []string{name})
}

func (a *Authority) leaf(t testing.TB, end time.Time, usage x509.ExtKeyUsage, names []string) Pair {
	t.Helper()
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: names[0]},
		NotBefore: from, NotAfter: end,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{usage},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, name)
		}
	}
	pair, _ := a.issue(t, serial.String(), c, a.key)
	return pair
}

// issue signs a certificate and writes it; without a key it is its own issuer.
func (a *Authority) issue(t testing.TB, file string, c *x509.Certificate, by *ecdsa.PrivateKey) (Pair, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if by == nil {
		by = key
	}
	signed, err := x509.CreateCertificate(rand.Reader, c, a.cert, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	p := Pair{filepath.Join(a.dir, file+".pem"), filepath.Join(a.dir, file+".key")}
	write(t, p.CertFile, "CERTIFICATE", signed)
	write(t, p.KeyFile, "PRIVATE KEY", secret)
	return p, key
}

func write(t testing.TB, path, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}
