// Package tlsprobe finds out by handshakes which versions of TLS a host accepts,
// and whether a public authority vouches for it. It sends nothing else: each
// connection ends with its handshake, and no credentials ever come near it.
//
// It dials directly. Where everything has to go through a proxy, the handshakes
// fail and the hosts are not known. A proxy that inspects TLS answers in the
// host's place with a certificate of its own making; it is told apart by the
// roots of this machine, and where its root was put among these, by the lack of
// the timestamps of certificate transparency, which every public authority's
// certificates carry.
package tlsprobe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"wxaudit/pkg/webex"
)

// Options configures a Probe. Next and Now are required.
type Options struct {
	// Next performs every request that is no handshake.
	Next webex.Exchanger
	// Now is the clock.
	Now func() time.Time
	// Timeout bounds one connection with its handshake; 0 means 10 s.
	Timeout time.Duration
	// Dial connects to a host; nil is a dialler that refuses private addresses.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Roots are the public authorities; nil means those of this machine.
	Roots *x509.CertPool
}

// Probe performs the requests of the alias webex.Handshake, whose path is a
// slash and a host, with a port unless that is 443. It may be used by several
// goroutines.
type Probe struct {
	o      Options
	offers func() map[uint16]bool // the versions that this machine can offer
}

var _ webex.Exchanger = (*Probe)(nil)

// New makes a probe. It panics without Next and Now.
func New(o Options) *Probe {
	if o.Next == nil || o.Now == nil {
		panic("tlsprobe: Next and Now are required")
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if o.Dial == nil {
		o.Dial = publicDialer().DialContext
	}
	return &Probe{o: o, offers: sync.OnceValue(spoken)}
}

// answer is what a host did, in the shape in which package collect reads it.
type answer struct {
	TLS10 outcome `json:"tls10"`
	TLS11 outcome `json:"tls11"`
	TLS12 outcome `json:"tls12"`
	TLS13 outcome `json:"tls13"`
	// PublicAuthority says whether a public authority vouches for the host; absent
	// when that cannot be told.
	PublicAuthority *bool `json:"publicAuthority,omitempty"`
}

// outcome is how the offer of one version ended.
type outcome string

// The outcomes. Only a host that says so has refused a version: a connection
// that is cut is no answer.
const (
	accepted   outcome = "accepted"
	refused    outcome = "refused"
	closed     outcome = "closed"      // the connection was cut without a word
	failed     outcome = "failed"      // no connection, no time, or no TLS
	notOffered outcome = "not_offered" // this machine cannot speak the version
)

// Exchange probes the host of a handshake, and passes every other request on. A
// host that cannot be reached is an error.
func (p *Probe) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if r.Host != webex.Handshake {
		return p.o.Next.Exchange(ctx, r)
	}
	host, port, err := hostAndPort(r.Path)
	if err != nil {
		return nil, failure(r, webex.Refused, err.Error())
	}
	var a answer
	reached := false
	for _, offer := range []struct {
		version uint16
		into    *outcome
	}{{tls.VersionTLS12, &a.TLS12}, {tls.VersionTLS13, &a.TLS13}, {tls.VersionTLS11, &a.TLS11}, {tls.VersionTLS10, &a.TLS10}} {
		if !p.offers()[offer.version] {
			*offer.into = notOffered
			continue
		}
		h := p.shake(ctx, host, port, offer.version)
		if h.dialErr != nil && !reached {
			return nil, unreachable(ctx, r, h.dialErr)
		}
		reached = true
		*offer.into = h.outcome
		if h.state != nil && a.PublicAuthority == nil {
			a.PublicAuthority = p.vouched(host, h.state)
		}
	}
	if ctx.Err() != nil {
		return nil, unreachable(ctx, r, ctx.Err())
	}
	body, err := json.Marshal(a)
	if err != nil {
		return nil, failure(r, webex.Schema, "the outcome cannot be written")
	}
	return &webex.Response{Status: http.StatusOK, Header: http.Header{}, Body: body, ReadAt: p.o.Now().UTC(), Attempts: 1}, nil
}

// hostAndPort reads the path of a request. Only names are taken: an address has
// no certificate that could vouch for it.
func hostAndPort(path string) (host, port string, err error) {
	host, port, found := strings.Cut(strings.TrimPrefix(path, "/"), ":")
	if !found {
		port = "443"
	}
	if n, perr := net.LookupPort("tcp", port); perr != nil || fmt.Sprint(n) != port {
		return "", "", fmt.Errorf("the port is none")
	}
	if host == "" || len(host) > 253 || net.ParseIP(host) != nil || !strings.Contains(host, ".") ||
		strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
		return "", "", fmt.Errorf("the host is no name")
	}
	return host, port, nil
}

func failure(r webex.Request, kind webex.Kind, detail string) *webex.Error {
	return &webex.Error{Kind: kind, Host: r.Host, Template: r.Template, Detail: detail}
}
