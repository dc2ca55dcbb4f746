package collect

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

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
		reflect.TypeFor[orgText]():   {testOrgUUID, hydra("ORGANIZATION", testOrgUUID), hydra("ORGANIZATION", "consumer"), "", nil, "Jane"},
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
	case compared, guestName, roomLink, clientIP, variableName:
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
