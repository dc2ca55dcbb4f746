package collect

import (
	"encoding/json"
	"reflect"
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
