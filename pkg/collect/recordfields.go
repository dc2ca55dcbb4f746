package collect

import (
	"reflect"
	"strings"

	"wxaudit/pkg/snapshot"
)

// recordField is one field of a record's value, by its JSON name. The zero
// value of every such field means that it is not known.
type recordField struct {
	name  string
	value reflect.Value
}

// fieldsOf lists the fields of a record's value, in the order of its type.
func fieldsOf[T any](v *T) []recordField {
	s := reflect.ValueOf(v).Elem()
	fields := make([]recordField, 0, s.NumField())
	for i := range s.NumField() {
		name, _, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		fields = append(fields, recordField{name, s.Field(i)})
	}
	return fields
}

func (f recordField) known() bool { return !f.value.IsZero() }

// any is the value as evidence shows it: a boolean, a number, a word, or nil
// where there is none.
func (f recordField) any() any {
	switch v := f.value.Interface().(type) {
	case snapshot.Retention:
		return v.Days.Any()
	case interface{ Any() any }:
		return v.Any()
	case string:
		if v != "" {
			return v
		}
	}
	return nil
}

// patch fills the fields of into that are not known from another value.
func patch[T any](into *T, from T) {
	others := fieldsOf(&from)
	for i, f := range fieldsOf(into) {
		if !f.known() {
			f.value.Set(others[i].value)
		}
	}
}
