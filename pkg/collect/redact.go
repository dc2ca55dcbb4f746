package collect

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Redactor decides what of an exchange a recording may hold. It is an
// allow-list: a field survives when the endpoint's wire type has it, treated as
// that type and its `redact` tag say; everything else is replaced by a marker
// of the same JSON type. See shape.go for the tags.
type Redactor struct {
	names     *Pseudonyms
	endpoints map[string]Endpoint
	shapes    map[string]shape
}

// NewRedactor makes a redactor whose pseudonyms depend on the key. Addresses
// for which keep answers true stay as they are, which is meant for made-up
// organisations; nil keeps none. It panics when a wire type of the catalogue
// cannot be redacted, which is a fault of the program.
func NewRedactor(key []byte, keep func(address string) bool) *Redactor {
	r := &Redactor{
		names:     &Pseudonyms{secret: bytes.Clone(key), keep: keep},
		endpoints: map[string]Endpoint{},
		shapes:    map[string]shape{},
	}
	for _, e := range Endpoints() {
		r.endpoints[e.Path] = e
		r.shapes[e.Path] = shapeOf(e)
	}
	return r
}

// Path returns the path as it is: it holds ids, which are pseudonyms already.
func (r *Redactor) Path(_, path string) string { return path }

// Query replaces addresses by their pseudonyms, and the values of parameters
// that the tool does not send itself, such as the cursors of next links, by
// tokens. It does not change q.
func (r *Redactor) Query(_ string, q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		for _, v := range values {
			switch {
			case strings.Contains(v, "@"):
				v = r.names.Mail(v)
			case !knownParameters[name]:
				v = r.names.Token(v)
			}
			out.Add(name, v)
		}
	}
	return out
}

// Body returns the answer with everything replaced that the endpoint's wire
// type does not allow. It fails when the template is not in the catalogue or
// the body is no JSON; the error quotes nothing of the body.
func (r *Redactor) Body(template string, q url.Values, body []byte) ([]byte, error) {
	e, ok := r.endpoints[template]
	if !ok {
		return nil, fmt.Errorf("GET %s is not in the catalogue", template)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber() // numbers stay as they were written
	var v any
	if err := dec.Decode(&v); err != nil || dec.More() {
		return nil, errors.New("the answer is no JSON")
	}
	if e.Rewrite != nil {
		e.Rewrite(v, q, r.names)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r.shapes[template](v, r.names)); err != nil {
		return nil, errors.New("the redacted answer cannot be written")
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// kept is a text that a Rewrite made and that holds nothing personal; it passes
// the allow-list as it is. No decoded value has this type.
type kept string

// knownParameters are the query parameters that the tool sends. Their values
// are ids, names of sites, moments, numbers and words of the API.
var knownParameters = map[string]bool{
	"attributes": true, "count": true, "current": true, "endTime": true, "eventCategories": true,
	"from": true, "hostEmail": true, "joinTimeFrom": true, "joinTimeTo": true, "max": true, "meetingId": true, "meetingSeriesId": true,
	"meetingType": true, "offset": true, "orgId": true, "recordingId": true, "scheduledType": true,
	"serviceType": true, "siteUrl": true, "sortBy": true, "start": true, "startIndex": true, "startTime": true,
	"state": true, "status": true, "to": true, "userEmail": true,
}
