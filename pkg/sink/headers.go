package sink

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
)

// Headers are static headers of every request to one receiver.
type Headers struct {
	values map[string]Secret // by canonical name; all of them are kept as secrets
	secret bool
}

// reserved are the headers that a sink or HTTP itself sets.
var reserved = []string{
	"Accept-Encoding", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host", "Keep-Alive",
	"Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
}

// reservedPrefixes begin headers that mean something to a receiver or a proxy.
var reservedPrefixes = []string{"Proxy-", "Webhook-"}

// NewHeaders takes headers whose values may be seen, and headers whose values are
// secrets, by name. The error names the header, never its value.
func NewHeaders(open map[string]string, secret map[string]Secret) (Headers, error) {
	h := Headers{values: map[string]Secret{}, secret: len(secret) > 0}
	for _, name := range slices.Sorted(maps.Keys(open)) {
		if err := h.add(name, NewSecret(open[name])); err != nil {
			return Headers{}, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(secret)) {
		if err := h.add(name, secret[name]); err != nil {
			return Headers{}, err
		}
	}
	return h, nil
}

func (h Headers) add(name string, value Secret) error {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !nameable(r) }) {
		return fmt.Errorf("%.40q is no name of a header", name)
	}
	canonical := textproto.CanonicalMIMEHeaderKey(name)
	if slices.Contains(reserved, canonical) || slices.ContainsFunc(reservedPrefixes, func(p string) bool { return strings.HasPrefix(canonical, p) }) {
		return fmt.Errorf("the header %s is not for settings: the program sets it", canonical)
	}
	if _, twice := h.values[canonical]; twice {
		return fmt.Errorf("the header %s is there twice", canonical)
	}
	if err := sendable(value.Reveal()); err != nil {
		return fmt.Errorf("the header %s %w", canonical, err)
	}
	h.values[canonical] = value
	return nil
}

// nameable says whether a name may hold r (RFC 9110, section 5.6.2, without the
// marks that no header uses).
func nameable(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

func sendable(value string) error {
	switch {
	case value == "":
		return errors.New("has no value")
	case strings.TrimSpace(value) != value:
		return errors.New("has a value that begins or ends with a space or a line break")
	case strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }):
		return errors.New("has a value with characters that are not printable ASCII")
	default:
		return nil
	}
}

// Secret says that one of them is a secret, by which a receiver can know us.
func (h Headers) Secret() bool { return h.secret }

// Header gives them for one request.
func (h Headers) Header() http.Header {
	out := http.Header{}
	for name, value := range h.values {
		out[name] = []string{value.Reveal()}
	}
	return out
}
