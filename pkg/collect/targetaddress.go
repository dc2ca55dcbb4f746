package collect

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"strings"
)

// targetAddress is where something is sent: scheme and host of an URL. The rest
// never leaves the decoder, because path and query hold tokens. It is empty
// when there was none, or none that can be read.
type targetAddress struct{ scheme, host string }

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
	case strings.Contains(a.host, ":"):
		return a.scheme + "://[" + a.host + "]/"
	default:
		return a.scheme + "://" + a.host + "/"
	}
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
	return targetAddress{scheme: u.Scheme, host: host}
}

// isServer takes IP addresses without a zone, and names of one part or more.
func isServer(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == ""
	}
	return isHost(host) || isHost(host+".local") && len(host) <= 63
}
