package collect

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// targetAddress is where something is sent: scheme, host and port of an URL, the
// port only where it is not 443. The rest never leaves the decoder, because path
// and query hold tokens. It is empty when there was none, or none that can be
// read.
type targetAddress struct{ scheme, host, port string }

// UnmarshalJSON never fails: a value of another type is absent.
func (a *targetAddress) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		s = ""
	}
	*a = targetAddressOf(s)
	return nil
}

// MarshalJSON writes the address without anything behind the host.
func (a targetAddress) MarshalJSON() ([]byte, error) { return json.Marshal(a.text()) }

func (targetAddress) redact(v any, _ *Pseudonyms) any {
	s, ok := v.(string)
	if !ok || s == "" {
		return marker(v)
	}
	if a := targetAddressOf(s); a != (targetAddress{}) {
		return a.text()
	}
	return redacted
}

func (a targetAddress) text() string {
	switch {
	case a.host == "":
		return ""
	case a.port != "":
		return a.scheme + "://" + withPort(a.host, a.port) + "/"
	case strings.Contains(a.host, ":"):
		return a.scheme + "://[" + a.host + "]/"
	default:
		return a.scheme + "://" + a.host + "/"
	}
}

// withPort writes a host with its port; an address of version 6 has brackets.
func withPort(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + port
}

func targetAddressOf(text string) targetAddress {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return targetAddress{}
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if !isPlainWord(u.Scheme, 10) || !isServer(host) {
		return targetAddress{}
	}
	port := u.Port() // digits, or nothing
	if port == "443" {
		port = ""
	}
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
		return targetAddress{}
	}
	return targetAddress{scheme: u.Scheme, host: host, port: port}
}

// isServer takes IP addresses without a zone, and names of one part or more.
func isServer(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == ""
	}
	return isHost(host) || isHost(host+".local") && len(host) <= 63
}
