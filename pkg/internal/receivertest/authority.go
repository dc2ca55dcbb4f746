package receivertest

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

	"wxaudit/pkg/sink"
)

// Authority signs certificates for one test.
type Authority struct {
	tb   testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	// File holds its own certificate, in PEM.
	File string
}

var (
	validFrom = time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	// ValidUntil is when certificates end; Expired is a time before every test.
	ValidUntil = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	Expired    = time.Date(1999, 6, 1, 0, 0, 0, 0, time.UTC)
)

// NewAuthority makes one.
func NewAuthority(tb testing.TB) *Authority {
	tb.Helper()
	a := &Authority{tb: tb, key: newKey(tb), File: filepath.Join(tb.TempDir(), "ca.pem")}
	a.cert = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of a test"},
		NotBefore: validFrom, NotAfter: ValidUntil,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, a.cert, a.cert, a.key.Public(), a.key)
	must(tb, err)
	writePEM(tb, a.File, "CERTIFICATE", der)
	return a
}

// Pool trusts this authority alone.
func (a *Authority) Pool() *x509.CertPool {
	a.tb.Helper()
	pool := x509.NewCertPool()
	data, err := os.ReadFile(a.File)
	must(a.tb, err)
	pool.AppendCertsFromPEM(data)
	return pool
}

// Issue signs a certificate for a receiver with these names or addresses, valid
// until the time.
func (a *Authority) Issue(until time.Time, names ...string) tls.Certificate {
	a.tb.Helper()
	certFile, keyFile := a.Files(until, names...)
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	must(a.tb, err)
	return pair
}

// Files is Issue with the names of the files, in PEM.
func (a *Authority) Files(until time.Time, names ...string) (certFile, keyFile string) {
	a.tb.Helper()
	return a.sign(x509.ExtKeyUsageServerAuth, until, names)
}

// Client signs a certificate for a sender of this name, valid until the time, and
// returns what a sink needs for it. It trusts this authority.
func (a *Authority) Client(until time.Time, name string) sink.TLS {
	a.tb.Helper()
	certFile, keyFile := a.sign(x509.ExtKeyUsageClientAuth, until, []string{name})
	return sink.TLS{CAFile: a.File, CertFile: certFile, KeyFile: keyFile}
}

func (a *Authority) sign(usage x509.ExtKeyUsage, until time.Time, names []string) (certFile, keyFile string) {
	a.tb.Helper()
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	must(a.tb, err)
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: names[0]},
		NotBefore: validFrom, NotAfter: until, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{usage},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	key := newKey(a.tb)
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	must(a.tb, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	must(a.tb, err)
	dir := a.tb.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writePEM(a.tb, certFile, "CERTIFICATE", der)
	writePEM(a.tb, keyFile, "PRIVATE KEY", secret)
	return certFile, keyFile
}

func newKey(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(tb, err)
	return key
}

func writePEM(tb testing.TB, path, kind string, der []byte) {
	tb.Helper()
	must(tb, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
