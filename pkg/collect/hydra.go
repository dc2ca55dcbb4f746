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
	// Licence ids have a tail: <uuid>:<offer>_<n>.
	u, _, _ := strings.Cut(insideOf(id), ":")
	if !uuidShape.MatchString(u) {
		return ""
	}
	return u
}

// insideOf returns what a public Webex id stands for, lower case, or "".
func insideOf(id string) string {
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
	return u[strings.LastIndexByte(u, '/')+1:]
}

// consumer stands in the place of a UUID for the organisation of everybody who
// has a free account, and of whoever was invited without having any.
const consumer = "consumer"

// orgOf returns the UUID inside the id of an organisation, or consumer; "" when
// there is neither.
func orgOf(id string) string {
	if insideOf(id) == consumer {
		return consumer
	}
	return uuidOf(id)
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

// orgText is the id of an organisation, of which only what orgOf returns is
// held.
type orgText string

// UnmarshalJSON never fails: a value of another type is absent.
func (o *orgText) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		s = ""
	}
	*o = orgText(orgOf(s))
	return nil
}
