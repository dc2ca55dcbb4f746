package collect

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// shape redacts one decoded JSON value. Null is always null, and a value of
// another JSON type than expected becomes a marker of the type that it has.
type shape func(v any, p *Pseudonyms) any

// leaf is a wire type with a decoder of its own. It says itself how a value
// that it decodes from is redacted: what is left must decode into the same, as
// far as anything is made of it.
type leaf interface {
	redact(v any, p *Pseudonyms) any
}

// The `redact` tag of a wire field says how its text is treated; without one a
// number or boolean stays as it is, and a text if it is what its field should
// hold (see texts.go).
//
//	mail   an address: pseudonym with the same domain
//	name   a display name: only words that say what an account is for
//	set    a secret or free text: only whether there was one
//	link   an URL: replaced by one that leads nowhere
//	key    a value that is only compared: a token
//	json   a JSON document in a string: redacted like its wire type
var taggedShapes = map[string]func(text string, p *Pseudonyms) string{
	"mail": func(text string, p *Pseudonyms) string { return p.Mail(text) },
	"name": func(text string, p *Pseudonyms) string { return p.Name(text) },
	"set":  func(string, *Pseudonyms) string { return redacted },
	"link": func(string, *Pseudonyms) string { return nowhere },
	"key":  func(text string, p *Pseudonyms) string { return p.Token(text) },
}

// nowhere is the link that stands for every link.
const nowhere = "https://redacted.invalid/"

// shapeOf derives the shape of an endpoint's answer from its wire type.
func shapeOf(e Endpoint) shape {
	t := reflect.TypeOf(e.Wire)
	if t == nil {
		panic(fmt.Sprintf("collect: GET %s has no wire type", e.Path))
	}
	return shapeOfType(t, "")
}

var (
	leafType    = reflect.TypeFor[leaf]()
	decoderType = reflect.TypeFor[json.Unmarshaler]()
)

func shapeOfType(t reflect.Type, tag string) shape {
	switch {
	case t.Kind() == reflect.Pointer:
		return shapeOfType(t.Elem(), tag)
	case t.Kind() == reflect.Slice && !t.Implements(leafType):
		return list(shapeOfType(t.Elem(), tag))
	case tag == "json":
		return document(object(t))
	case tag != "":
		return tagged(tag)
	case t.Implements(leafType):
		own := reflect.Zero(t).Interface().(leaf)
		return orNull(own.redact)
	case reflect.PointerTo(t).Implements(decoderType):
		panic(fmt.Sprintf("collect: the wire type %s does not say how it is redacted", t))
	}
	switch t.Kind() {
	case reflect.Struct:
		return object(t)
	case reflect.Map:
		return table(shapeOfType(t.Elem(), tag))
	case reflect.String:
		return orNull(keepText(idText))
	case reflect.Bool:
		return orNull(keepBool)
	case reflect.Int, reflect.Int64, reflect.Float64:
		return orNull(keepNumber)
	default:
		panic(fmt.Sprintf("collect: the wire type %s cannot be redacted", t))
	}
}

// orNull lets null and what a Rewrite made pass, before anything else looks.
func orNull(s shape) shape {
	return func(v any, p *Pseudonyms) any {
		switch v.(type) {
		case nil, kept:
			return v
		default:
			return s(v, p)
		}
	}
}

// marker stands for a value that must not survive: one of the same JSON type.
func marker(v any) any {
	switch v.(type) {
	case nil, kept:
		return v
	case string:
		return redacted
	case bool:
		return false
	case []any:
		return []any{}
	case map[string]any:
		return map[string]any{}
	default: // json.Number
		return json.Number("0")
	}
}

func keepText(rule textRule) shape {
	return func(v any, p *Pseudonyms) any {
		if s, ok := v.(string); ok {
			return rule(s, p)
		}
		return marker(v)
	}
}

func keepBool(v any, _ *Pseudonyms) any {
	if b, ok := v.(bool); ok {
		return b
	}
	return marker(v)
}

func keepNumber(v any, _ *Pseudonyms) any {
	if n, ok := v.(json.Number); ok {
		return n
	}
	return marker(v)
}

// tagged treats a text as the tag says. An empty text stays empty, and a number
// under "key" stays a number.
func tagged(tag string) shape {
	treat, ok := taggedShapes[tag]
	if !ok {
		panic(fmt.Sprintf("collect: the redact tag %q is not known", tag))
	}
	return orNull(func(v any, p *Pseudonyms) any {
		switch v := v.(type) {
		case string:
			if v == "" {
				return v
			}
			return treat(v, p)
		case json.Number:
			if tag == "key" && isDigits(v.String()) {
				return json.Number(p.number(v.String()))
			}
		}
		return marker(v)
	})
}

func list(element shape) shape {
	return orNull(func(v any, p *Pseudonyms) any {
		items, ok := v.([]any)
		if !ok {
			return marker(v)
		}
		out := make([]any, len(items))
		for i, item := range items {
			out[i] = element(item, p)
		}
		return out
	})
}

// table is an object whose names are data.
func table(value shape) shape {
	return orNull(func(v any, p *Pseudonyms) any {
		fields, ok := v.(map[string]any)
		if !ok {
			return marker(v)
		}
		out, strange := make(map[string]any, len(fields)), 0
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			out[plainName(name, &strange)] = value(fields[name], p)
		}
		return out
	})
}

// object is an object with the fields of a struct. Like encoding/json it finds
// a field whatever the case of its name.
func object(t reflect.Type) shape {
	known := map[string]shape{}
	collectFields(t, known)
	return orNull(func(v any, p *Pseudonyms) any {
		fields, ok := v.(map[string]any)
		if !ok {
			return marker(v)
		}
		out, strange := make(map[string]any, len(fields)), 0
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if s := lookUp(known, name); s != nil {
				out[name] = s(fields[name], p)
			} else {
				out[plainName(name, &strange)] = marker(fields[name])
			}
		}
		return out
	})
}

func collectFields(t reflect.Type, known map[string]shape) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			collectFields(f.Type, known)
		case !f.IsExported() || name == "-":
		case name == "":
			panic(fmt.Sprintf("collect: the field %s of the wire type %s has no name on the wire", f.Name, t))
		case f.Tag.Get("redact") == "" && f.Type.Kind() == reflect.String && !f.Type.Implements(leafType):
			known[name] = orNull(keepText(ruleOf(name)))
		default:
			known[name] = shapeOfType(f.Type, f.Tag.Get("redact"))
		}
	}
}

func lookUp(known map[string]shape, name string) shape {
	if s, ok := known[name]; ok {
		return s
	}
	for k, s := range known {
		if strings.EqualFold(k, name) {
			return s
		}
	}
	return nil
}

// plainName returns the name of a field, or the number of those before it where
// it could be data.
func plainName(name string, strange *int) string {
	if isFieldName(name) {
		return name
	}
	*strange++
	return fmt.Sprintf("[redacted-%d]", *strange)
}

// document is a JSON document written as a string.
func document(content shape) shape {
	return orNull(func(v any, p *Pseudonyms) any {
		text, ok := v.(string)
		if !ok {
			return marker(v)
		}
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var inner any
		if dec.Decode(&inner) != nil || dec.More() {
			return redacted
		}
		out, err := json.Marshal(content(inner, p))
		if err != nil {
			return redacted
		}
		return string(out)
	})
}
