package collect

import (
	"encoding/json"
	"net/netip"
	"strings"
)

// clientIP is the network address that somebody signed in from. It is personal:
// it is only ever hashed, or cut to its network.
type clientIP struct{ text string }

// The networks that addresses are cut to: what a site or a household has.
const (
	networkBits4 = 24
	networkBits6 = 48
)

// UnmarshalJSON never fails: a value of another type is absent.
func (ip *clientIP) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &ip.text) != nil {
		ip.text = ""
	}
	ip.text = strings.TrimSpace(ip.text)
	return nil
}

// key is the keyed hash of the address.
func (ip clientIP) key(r *run) string { return r.key(ip.text) }

// network returns the network of the address, as 203.0.113.0/24; empty when
// the text is no address.
func (ip clientIP) network() string {
	recorded, _, isRecorded := strings.Cut(ip.text, "#")
	if p, err := netip.ParsePrefix(recorded); isRecorded && err == nil {
		return truncate(p.Addr()).String()
	}
	if a, err := netip.ParseAddr(ip.text); err == nil {
		return truncate(a).String()
	}
	if a, err := netip.ParseAddrPort(ip.text); err == nil {
		return truncate(a.Addr()).String()
	}
	return ""
}

// truncate cuts an address to its network.
func truncate(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := networkBits6
	if a.Is4() {
		bits = networkBits4
	}
	return netip.PrefixFrom(a, bits).Masked()
}

// redact keeps the network, and behind it a token that tells addresses apart.
func (clientIP) redact(v any, p *Pseudonyms) any {
	s, ok := v.(string)
	if !ok {
		return marker(v)
	}
	s = strings.TrimSpace(s)
	switch network := (clientIP{s}).network(); {
	case s == "":
		return s
	case network == "":
		return p.Token(s)
	default:
		return network + "#" + p.Token(s)
	}
}

// String hides the address.
func (clientIP) String() string { return redacted }

// GoString hides the address from %#v.
func (clientIP) GoString() string { return redacted }

// MarshalJSON hides the address.
func (clientIP) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
