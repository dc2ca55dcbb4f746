package collect

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
)

// uuidShape is the text form of a UUID.
var uuidShape = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// uuidOf returns the UUID inside a public Webex id, lower case, or "" when
// there is none. A public id is the base64 of ciscospark://us/PEOPLE/<uuid>,
// with or without padding, in either alphabet; some services write the base64
// of the bare UUID, or the bare UUID.
func uuidOf(id string) string {
	id = strings.TrimSpace(id)
	if u := strings.ToLower(id); uuidShape.MatchString(u) {
		return u
	}
	id = strings.TrimRight(id, "=")
	text, err := base64.RawStdEncoding.DecodeString(id)
	if err != nil {
		if text, err = base64.RawURLEncoding.DecodeString(id); err != nil {
			return ""
		}
	}
	u := strings.ToLower(string(text))
	u = u[strings.LastIndexByte(u, '/')+1:]
	// Licence ids have a tail: <uuid>:<offer>_<n>.
	u, _, _ = strings.Cut(u, ":")
	if !uuidShape.MatchString(u) {
		return ""
	}
	return u
}

// uuidText is an id of which only the UUID inside is held; empty when it was
// absent or held none.
type uuidText string

// UnmarshalJSON never fails: a value of another type is absent.
func (u *uuidText) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		s = ""
	}
	*u = uuidText(uuidOf(s))
	return nil
}
