package collect

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// canary is a text that no recording may hold: a name in an address.
const canary = "zzcanary@mail.example"

// canaryNumber is a phone number as a number.
const canaryNumber = "4085267209"

// strange are fields that no wire type knows, of every JSON type.
func strange() map[string]any {
	return map[string]any{
		"zzText": canary, "zzNumber": json.Number(canaryNumber), "zzFlag": true, "zzList": []any{canary, map[string]any{"a": canary}},
		"zzObject": map[string]any{"deep": map[string]any{canary: canary}}, canary: canary, "zzNull": nil,
	}
}

// wireBody makes a body with every field of a wire type, and strange fields at
// every level. Fill makes the values of the leaves.
func wireBody(t reflect.Type, tag string, fill func(t reflect.Type, tag string) any) any {
	switch {
	case t.Kind() == reflect.Pointer:
		return wireBody(t.Elem(), tag, fill)
	case t.Kind() == reflect.Slice && !t.Implements(leafType):
		return []any{wireBody(t.Elem(), tag, fill), wireBody(t.Elem(), tag, fill)}
	case tag == "json":
		inner := strange()
		wireFields(t, inner, fill)
		text, err := json.Marshal(inner)
		if err != nil {
			panic(err)
		}
		return string(text)
	case t.Kind() == reflect.Struct && tag == "" && !t.Implements(leafType):
		body := strange()
		wireFields(t, body, fill)
		return body
	default:
		return fill(t, tag)
	}
}

func wireFields(t reflect.Type, body map[string]any, fill func(reflect.Type, string) any) {
	for f := range t.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.Anonymous && name == "" {
			wireFields(f.Type, body, fill)
		} else {
			body[name] = wireBody(f.Type, f.Tag.Get("redact"), fill)
		}
	}
}

// dropKept takes away what the wire type keeps word for word, so that what is
// left of a redacted body may hold no canary at all.
func dropKept(v any, t reflect.Type, tag string) any {
	switch {
	case t.Kind() == reflect.Pointer:
		return dropKept(v, t.Elem(), tag)
	case t.Kind() == reflect.Slice && !t.Implements(leafType):
		if items, ok := v.([]any); ok {
			for i := range items {
				items[i] = dropKept(items[i], t.Elem(), tag)
			}
		}
	case tag == "json":
		var fields map[string]any
		if text, ok := v.(string); ok && json.Unmarshal([]byte(text), &fields) == nil {
			dropFields(fields, t)
			return fields
		}
	case t.Kind() == reflect.Struct && tag == "" && !t.Implements(leafType):
		if fields, ok := v.(map[string]any); ok {
			dropFields(fields, t)
		}
	case tag == "" && (t.Kind() == reflect.String && !t.Implements(leafType) || t == reflect.TypeFor[looseInt]()):
		return nil
	}
	return v
}

func dropFields(fields map[string]any, t reflect.Type) {
	for f := range t.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.Anonymous && name == "" {
			dropFields(fields, f.Type)
		} else if v, ok := fields[name]; ok {
			fields[name] = dropKept(v, f.Type, f.Tag.Get("redact"))
		}
	}
}

// requireNoCanary redacts a body full of canaries.
func requireNoCanary(t *testing.T, e Endpoint, body any) {
	t.Helper()
	raw, err := json.Marshal(body)
	require.NoError(t, err)
	require.Regexp(t, "zzcanary|"+canaryNumber, string(raw))
	redactedBody, err := testRedactor().Body(e.Path, nil, raw)
	require.NoError(t, err)
	var v any
	dec := json.NewDecoder(strings.NewReader(string(redactedBody)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&v))
	left, err := json.Marshal(dropKept(v, reflect.TypeOf(e.Wire), ""))
	require.NoError(t, err)
	require.NotContains(t, strings.ToLower(string(left)), "zzcanary")
	require.NotContains(t, string(left), canaryNumber)
}

func TestNoCanarySurvives(t *testing.T) {
	t.Parallel()
	for _, e := range Endpoints() {
		t.Run(e.Path, func(t *testing.T) {
			t.Parallel()
			for name, value := range map[string]any{
				"texts": canary, "numbers": json.Number(canaryNumber), "lists": []any{canary}, "objects": map[string]any{"a": canary},
			} {
				body := wireBody(reflect.TypeOf(e.Wire), "", func(reflect.Type, string) any { return value })
				t.Log(name)
				requireNoCanary(t, e, body)
			}
		})
	}
}

// TestNoCanarySurvivesTheSpecification fills every field that Cisco documents.
func TestNoCanarySurvivesTheSpecification(t *testing.T) {
	t.Parallel()
	schemas := answerSchemas(t)
	found := 0
	for _, e := range Endpoints() {
		schema, ok := schemas[anonymous(strings.TrimPrefix(e.Path, "/v1"))]
		if !ok {
			continue // outside the public specification, or of a document that is not here
		}
		found++
		t.Run(e.Path, func(t *testing.T) {
			t.Parallel()
			requireNoCanary(t, e, schema.body(0))
		})
	}
	require.Greater(t, found, 15)
}

// anonymous drops the names of placeholders, which differ from ours.
func anonymous(path string) string {
	return regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "{}")
}

// apiSchema is a schema of the specification and the document that it refers to.
type apiSchema struct {
	document map[string]any
	schema   map[string]any
}

// answerSchemas reads the schemas of every answer to a GET; without the
// specification the test is skipped.
func answerSchemas(t *testing.T) map[string]apiSchema {
	t.Helper()
	files, err := filepath.Glob("../../../shared/openapi/*.json")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the specification is not here")
	}
	schemas := map[string]apiSchema{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var document map[string]any
		require.NoError(t, json.Unmarshal(data, &document))
		paths, _ := document["paths"].(map[string]any)
		for path, item := range paths {
			s := apiSchema{document: document}
			response := s.at(item, "get", "responses", "200", "content")
			content, _ := response.(map[string]any)
			for _, media := range content {
				if schema, ok := s.at(media, "schema").(map[string]any); ok {
					s.schema = schema
					schemas[anonymous(path)] = s
				}
			}
		}
	}
	return schemas
}

// at walks into a value of the document, through references.
func (s apiSchema) at(v any, names ...string) any {
	for _, name := range names {
		v, _ = s.resolve(v)[name]
	}
	return v
}

func (s apiSchema) resolve(v any) map[string]any {
	m, _ := v.(map[string]any)
	for ref, ok := m["$ref"].(string); ok; ref, ok = m["$ref"].(string) {
		var to any = s.document
		for _, name := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			to, _ = to.(map[string]any)[name]
		}
		m, _ = to.(map[string]any)
	}
	return m
}

// body makes a value of the schema with a canary in every text and number.
func (s apiSchema) body(depth int) any {
	m := s.resolve(s.schema)
	if depth > 12 {
		return nil
	}
	sub := func(v any) any { return apiSchema{s.document, s.resolve(v)}.body(depth + 1) }
	object := map[string]any{}
	for _, part := range []string{"allOf", "oneOf", "anyOf"} {
		list, _ := m[part].([]any)
		for _, v := range list {
			if fields, ok := sub(v).(map[string]any); ok {
				for name, value := range fields {
					object[name] = value
				}
			}
		}
	}
	properties, _ := m["properties"].(map[string]any)
	for name, v := range properties {
		object[name] = sub(v)
	}
	switch kind, _ := m["type"].(string); {
	case len(object) > 0 || kind == "object":
		for name, value := range strange() {
			object[name] = value
		}
		return object
	case kind == "array":
		return []any{sub(m["items"])}
	case kind == "number" || kind == "integer":
		return json.Number(canaryNumber)
	case kind == "boolean":
		return true
	default:
		return canary
	}
}

// TestRedactionKeepsTheMeaning decodes bodies with and without redaction: what
// is not personal must be the same, and what is must be its pseudonym.
func TestRedactionKeepsTheMeaning(t *testing.T) {
	t.Parallel()
	values := map[reflect.Type][]any{
		reflect.TypeFor[mail]():      {"Jane@clinic.example", "front-desk@clinic.example", "", nil},
		reflect.TypeFor[presence]():  {"secret", "", nil, json.Number("7")},
		reflect.TypeFor[looseBool](): {true, false, "true", "False", nil, "maybe", json.Number("1")},
		reflect.TypeFor[looseInt]():  {json.Number("7"), "8", " 9 ", "", nil, "many", "2.0", json.Number("2.5"), true},
		reflect.TypeFor[stamp]():     {"2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05+08:00", "1970-01-01T00:00:00Z", "", nil, "soon"},
		reflect.TypeFor[words]():     {"a,b", []any{"a", "b"}, []any{}, "", nil},
		reflect.TypeFor[uuidText]():  {testMeUUID, hydra("PEOPLE", testMeUUID), "", nil, "Jane"},
		reflect.TypeFor[enum]():      {"allowJoin", "", nil, "two words"},
		reflect.TypeFor[rule]():      {"FREQ=WEEKLY;COUNT=3", "", nil},
		reflect.TypeFor[phrase]():    {"An Admin logged in", "", nil, "jane@clinic.example did it", json.Number("1")},
		reflect.TypeFor[string]():    {"value.example", "", nil}, // an id, a label and a site
	}
	r := testRedactor()
	for _, e := range Endpoints() {
		t.Run(e.Path, func(t *testing.T) {
			t.Parallel()
			for turn := range 12 {
				n := turn
				body := wireBody(reflect.TypeOf(e.Wire), "", func(t reflect.Type, tag string) any {
					choice := values[t]
					if len(choice) == 0 {
						choice = []any{"Some Text", "", nil}
					}
					n++
					return choice[n%len(choice)]
				})
				raw, err := json.Marshal(body)
				require.NoError(t, err)
				out, err := r.Body(e.Path, nil, raw)
				require.NoError(t, err)
				before, after := reflect.New(reflect.TypeOf(e.Wire)), reflect.New(reflect.TypeOf(e.Wire))
				require.NoError(t, json.Unmarshal(raw, before.Interface()))
				require.NoError(t, json.Unmarshal(out, after.Interface()), "%s", out)
				requireSameMeaning(t, r.names, before.Elem(), after.Elem(), "")
			}
		})
	}
}

func requireSameMeaning(t *testing.T, p *Pseudonyms, before, after reflect.Value, tag string) {
	t.Helper()
	typ := before.Type()
	switch b := before.Interface().(type) {
	case mail:
		require.Equal(t, mail{p.Mail(b.address)}, after.Interface())
		return
	case compared, roomLink, clientIP, variableName:
		return // tested by name
	}
	switch {
	case typ.Kind() == reflect.Pointer:
		require.Equal(t, before.IsNil(), after.IsNil())
		if !before.IsNil() {
			requireSameMeaning(t, p, before.Elem(), after.Elem(), tag)
		}
	case typ.Kind() == reflect.Slice && !typ.Implements(leafType):
		require.Equal(t, before.IsNil(), after.IsNil())
		require.Equal(t, before.Len(), after.Len())
		for i := range before.Len() {
			requireSameMeaning(t, p, before.Index(i), after.Index(i), tag)
		}
	case typ.Kind() == reflect.Struct && !typ.Implements(leafType):
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() {
				requireSameMeaning(t, p, before.Field(i), after.Field(i), f.Tag.Get("redact"))
			}
		}
	case tag == "name":
		require.Equal(t, p.Name(before.String()), after.String())
	case tag == "key":
		require.Equal(t, p.Token(before.String()), after.String())
	default:
		require.Equal(t, before.Interface(), after.Interface())
	}
}
