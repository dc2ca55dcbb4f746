package jsonreport

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"wxaudit/pkg/report"
)

// complete says whether a document has every field of a report and no other.
// Package json would leave a missing field empty, and an empty list of findings
// looks like a clean organisation.
func complete(data []byte) error {
	w := &walker{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	w.dec.UseNumber()
	return w.value(reflect.TypeFor[report.Report](), "")
}

// walker goes through a document along the type that it should have.
type walker struct {
	data []byte
	dec  *json.Decoder
}

// fields are the JSON fields of a struct.
type fields struct {
	types    map[string]reflect.Type
	required []string
}

func fieldsOf(t reflect.Type) fields {
	f := fields{types: map[string]reflect.Type{}}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		f.types[name] = t.Field(i).Type
		if !strings.HasPrefix(options, "omit") {
			f.required = append(f.required, name)
		}
	}
	return f
}

func (w *walker) value(t reflect.Type, path string) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := w.dec.Token()
	if err != nil {
		return plain(w.data, err)
	}
	text, isText := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	switch {
	case isText:
		return w.want(token, path, "a time or day in the form that wxaudit writes", func(v any) bool {
			s, ok := v.(string)
			return ok && text.UnmarshalText([]byte(s)) == nil
		})
	case t.Kind() == reflect.Struct:
		if token != json.Delim('{') {
			return w.wrong(path, "is not an object")
		}
		return w.object(fieldsOf(t), path)
	case t.Kind() == reflect.Slice:
		if token != json.Delim('[') {
			return w.wrong(path, "is not a list")
		}
		return w.list(t.Elem(), path)
	case t.Kind() == reflect.Interface:
		return w.scalar(token, path)
	case t.Kind() == reflect.String:
		return w.want(token, path, "a text", func(v any) bool { _, ok := v.(string); return ok })
	case t.Kind() == reflect.Bool:
		return w.want(token, path, "true or false", func(v any) bool { _, ok := v.(bool); return ok })
	default: // whole numbers; there are no others
		return w.want(token, path, "a whole number", func(v any) bool {
			n, ok := v.(json.Number)
			if !ok {
				return false
			}
			i, err := n.Int64()
			return err == nil && i >= 0
		})
	}
}

func (w *walker) object(f fields, path string) error {
	seen := map[string]bool{}
	for w.dec.More() {
		token, err := w.dec.Token()
		if err != nil {
			return plain(w.data, err)
		}
		name, _ := token.(string)
		t, known := f.types[name]
		at := strings.TrimPrefix(path+"."+name, ".")
		switch {
		case !known:
			return w.wrong(path, fmt.Sprintf("has a field %.60q, which this version does not know", name))
		case seen[name]:
			return w.wrong(at, "is there twice")
		}
		seen[name] = true
		if err := w.value(t, at); err != nil {
			return err
		}
	}
	for _, name := range f.required {
		if !seen[name] {
			return w.wrong(path, fmt.Sprintf("lacks the field %q", name))
		}
	}
	return w.end()
}

func (w *walker) list(t reflect.Type, path string) error {
	for i := 0; w.dec.More(); i++ {
		if err := w.value(t, path+"["+strconv.Itoa(i)+"]"); err != nil {
			return err
		}
	}
	return w.end()
}

// scalar is a value of evidence or a parameter: a scalar, or a list of texts.
func (w *walker) scalar(token json.Token, path string) error {
	delim, ok := token.(json.Delim)
	switch {
	case !ok:
		return nil
	case delim == '[':
		return w.list(reflect.TypeFor[string](), path)
	default:
		return w.wrong(path, "is an object")
	}
}

func (w *walker) end() error {
	if _, err := w.dec.Token(); err != nil {
		return plain(w.data, err)
	}
	return nil
}

func (w *walker) want(token json.Token, path, what string, fits func(any) bool) error {
	if fits(token) {
		return nil
	}
	return w.wrong(path, "is not "+what)
}

func (w *walker) wrong(path, what string) error {
	if path == "" {
		path = "the report"
	}
	return fmt.Errorf("line %d: %s %s", lineAt(w.data, int(w.dec.InputOffset())), path, what)
}
