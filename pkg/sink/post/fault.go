package post

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"wxaudit/pkg/sink"
)

// fault turns an error of the network into one of ours. Its text is ours: that of
// the error may hold the address and its query values, a proxy's password, or
// what the receiver wrote. What no waiting mends is Permanent.
func fault(err error, timeout time.Duration) error {
	var proxy *proxyError
	if errors.As(err, &proxy) {
		return proxy.class()
	}
	if err := untrusted(err); err != nil {
		return sink.Fatal(err)
	}
	if errors.Is(err, http.ErrSchemeMismatch) || errors.As(err, new(tls.RecordHeaderError)) {
		return sink.Fatal(errors.New("the receiver does not speak TLS on this port"))
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "remote error" {
		return refusedHandshake(op.Err)
	}
	return sink.Retry(errors.New(passing(err, op, timeout)), 0)
}

// untrusted says what is wrong with the receiver's certificate; nil when it is
// not that.
func untrusted(err error) error {
	var verification *tls.CertificateVerificationError
	if !errors.As(err, &verification) {
		return nil
	}
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &name):
		return errors.New("the receiver's certificate is for another name; the option server_name says which one to expect")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return errors.New("the receiver's certificate has expired or is not valid yet")
	case errors.As(err, &x509.UnknownAuthorityError{}):
		return errors.New("the receiver's certificate is from an unknown authority; the option ca_file names whom to trust")
	default:
		return errors.New("the receiver's certificate cannot be trusted")
	}
}

// refusedHandshake is about a TLS alert of the receiver (RFC 8446, section 6.2).
// Its text is one of the constants of crypto/tls.
func refusedHandshake(alert error) error {
	text := strings.TrimPrefix(alert.Error(), "tls: ")
	err := fmt.Errorf("the receiver ended the TLS handshake: %s", text)
	switch {
	case strings.Contains(text, "certificate") || strings.Contains(text, "access denied"):
		return sink.Fatal(fmt.Errorf("%w; does it want another client certificate?", err))
	case text == "handshake failure", text == "protocol version not supported", text == "insufficient security level", text == "unrecognized name":
		return sink.Fatal(err)
	default:
		return sink.Retry(err, 0)
	}
}

// passing names a fault that may pass.
func passing(err error, op *net.OpError, timeout time.Duration) string {
	var dns *net.DNSError
	var timing net.Error
	dialled := op != nil && op.Op == "dial"
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "there is no such host name"
	case errors.As(err, &dns):
		return "the host name could not be resolved"
	case op != nil && op.Op == "proxyconnect":
		return "no connection to the proxy"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "no connection: the receiver's computer refused it"
	case dialled && errors.Is(err, os.ErrDeadlineExceeded), dialled && errors.As(err, &timing) && timing.Timeout():
		return "no connection in time"
	case dialled:
		return "no connection"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timing) && timing.Timeout():
		return fmt.Sprintf("no whole answer within %s", timeout)
	default:
		return "the connection was cut, or what came was not HTTP"
	}
}

// proxyError is a proxy that cannot be asked, or that did not connect us.
type proxyError struct{ status int } // 0: its settings cannot be read

func (e *proxyError) Error() string {
	if e.status == 0 {
		return "the settings of the proxy (HTTPS_PROXY) cannot be read"
	}
	return strings.TrimSpace(fmt.Sprintf("the proxy answered %d %s", e.status, http.StatusText(e.status)))
}

// class is Permanent where the proxy wants something else of us: it refuses the
// receiver's name, or wants to know who asks.
func (e *proxyError) class() error {
	if e.status == http.StatusRequestTimeout || e.status == http.StatusTooManyRequests || e.status >= 500 {
		return sink.Retry(e, 0)
	}
	return sink.Fatal(e)
}

// named hides the error of a proxy setting, which quotes it. Without TLS only this
// computer is reached, and never through a proxy: net/http leaves localhost out,
// but not LOCALHOST, and the proxy would read the secret.
func named(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		if r.URL.Scheme == "http" {
			return nil, nil
		}
		u, err := proxy(r)
		if err != nil {
			return nil, &proxyError{}
		}
		return u, nil
	}
}

// heardProxy hides the text of a proxy's refusal, which is the proxy's own.
func heardProxy(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return &proxyError{resp.StatusCode}
	}
	return nil
}
