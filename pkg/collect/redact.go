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

// Path replaces what stands in the place of an id and is none.
func (r *Redactor) Path(template, path string) string {
	want, segments := strings.Split(template, "/"), strings.Split(path, "/")
	for i, segment := range segments {
		if i >= len(want) || segment != want[i] {
			segments[i] = idText(segment, r.names)
		}
	}
	return strings.Join(segments, "/")
}

// Query replaces addresses by their pseudonyms. The values of parameters that
// the tool does not send itself, such as the cursors of next links, become
// tokens, and so does a value that the tool would not send in its place: next
// links are text of the server's. It does not change q.
func (r *Redactor) Query(_ string, q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		rule, ok := parameterRules[name]
		if !ok {
			rule = (*Pseudonyms).exact
		}
		if !ok && (len(name) > 30 || strings.Trim(strings.ToLower(name), hostLetters) != "") {
			name = r.names.Exact(name)
		}
		for _, v := range values {
			out.Add(name, rule(r.names, v))
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
