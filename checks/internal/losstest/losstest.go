// Package losstest takes single things away from a snapshot, so that tests can
// see to it that no loss improves an answer.
package losstest

import (
	"fmt"
	"reflect"
	"strings"

	"wxaudit/pkg/snapshot"
)

// Each calls visit once for every field that the snapshot fills in, with that
// field emptied, and once for every gap that it has room for, with that gap
// set. It puts everything back after each call.
func Each(s *snapshot.Snapshot, visit func(where string)) {
	walk(reflect.ValueOf(s).Elem(), "", visit)
}

var gapType = reflect.TypeFor[*snapshot.Gap]()

func walk(v reflect.Value, where string, visit func(string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), where, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", where, i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			at := strings.TrimPrefix(where+"."+f.Name, ".")
			switch {
			case f.Type == gapType:
				with(v.Field(i), reflect.ValueOf(&snapshot.Gap{Reason: snapshot.Truncated, Detail: "it broke off"}), func() { visit(at + " set") })
			case !f.Anonymous && !v.Field(i).IsZero():
				with(v.Field(i), reflect.Zero(f.Type), func() { visit(at + " lost") })
				fallthrough
			default:
				walk(v.Field(i), at, visit)
			}
		}
	}
}

// with calls do while v holds the other value.
func with(v, other reflect.Value, do func()) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	v.Set(other)
	do()
	v.Set(old)
}
