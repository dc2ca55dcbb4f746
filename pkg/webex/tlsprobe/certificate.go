package tlsprobe

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"time"
)

// timestamps is the extension of a certificate that holds its timestamps of
// certificate transparency (RFC 6962, section 3.3).
var timestamps = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}

// vouched says whether a public authority vouches for the host: the chain leads
// to a root of this machine and its certificate was logged in public. A chain
// that leads to such a root without having been logged may be the work of a
// proxy whose root somebody put there; nothing can be said of it.
func (p *Probe) vouched(host string, state *tls.ConnectionState) *bool {
	leaf := state.PeerCertificates[0] // an accepted handshake has one
	opts := x509.VerifyOptions{DNSName: host, Roots: p.o.Roots, CurrentTime: p.o.Now(), Intermediates: x509.NewCertPool()}
	for _, c := range state.PeerCertificates[1:] {
		opts.Intermediates.AddCert(c)
	}
	if _, err := leaf.Verify(opts); err != nil {
		if _, noRoots := errors.AsType[x509.SystemRootsError](err); noRoots {
			return nil
		}
		return new(false)
	}
	if len(state.SignedCertificateTimestamps) > 0 {
		return new(true)
	}
	for _, ext := range leaf.Extensions {
		if ext.Id.Equal(timestamps) {
			return new(true)
		}
	}
	return nil
}

// ownCertificate makes a certificate for the handshakes with ourselves.
func ownCertificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
