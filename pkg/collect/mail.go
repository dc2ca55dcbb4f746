package collect

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
)

// redacted stands wherever a value was and must not be.
const redacted = "[redacted]"

// mail is an e-mail address of an answer, lower case; empty when it was absent.
// It cannot be printed, logged or encoded by accident: value is the one way out.
type mail struct{ address string }

// value returns the address, for the snapshot's fields of staff and for hashes.
func (m mail) value() string { return m.address }

// UnmarshalJSON reads a string or null.
func (m *mail) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("an e-mail address is no string")
	}
	m.address = strings.ToLower(strings.TrimSpace(s))
	return nil
}

// String hides the address.
func (mail) String() string { return redacted }

// GoString hides the address from %#v.
func (mail) GoString() string { return redacted }

// MarshalJSON hides the address.
func (mail) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue hides the address from slog.
func (mail) LogValue() slog.Value { return slog.StringValue(redacted) }

// domainOf returns what follows the last @ of an address, lower case; empty
// when there is none, or when it is not what a domain is made of: it is shown
// in reports, and must not be free text.
func domainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	domain := strings.ToLower(address[at+1:])
	if strings.Trim(domain, hostLetters+"0123456789.-") != "" || !strings.ContainsAny(domain, hostLetters) {
		return ""
	}
	return domain
}
