package checks_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// These tests take things away: whole sections, single items, single fields.
// Whatever is lost, the answer stays as it is or becomes unknown. Not better,
// because a permission that is withdrawn must not improve a report; and not
// worse, because what was not read is no fault.

// exceptions are losses for which the rule is wrong, with the reason why, as
// "check status what". TestLoss fails for one that is not needed.
var exceptions = map[string]string{}

func TestLoss(t *testing.T) {
	needed := map[string]bool{}
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for _, e := range examples(t, c) {
				losses := append(fieldLosses(t, e), sectionLosses(t, c.Reads(), e)...)
				losses = append(losses, gapLosses(t, e)...)
				for _, l := range losses {
					allowed := []finding.Status{e.Status, finding.Unknown}
					if e.Status == finding.Pass && slices.Contains(c.Fields, l.what) {
						allowed = allowed[1:]
					}
					o := engine.Evaluate(c, l.in)
					if slices.Contains(allowed, o.Status) {
						continue
					}
					key := fmt.Sprintf("%s %s %s", c.ID, e.Status, l.what)
					if exceptions[key] != "" {
						needed[key] = true
						continue
					}
					t.Errorf("%s, without %s: %s, want %v (%s)", e.Status, l.where, o.Status, allowed, o.Message)
				}
			}
		})
	}
	for key := range exceptions {
		require.True(t, needed[key], "the exception %q is not needed", key)
	}
}

// TestFieldsOccur insists that the passing example shows every field that the
// check says decides.
func TestFieldsOccur(t *testing.T) {
	for _, c := range checks.All() {
		if !slices.Contains(c.Answers, finding.Pass) {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			require.NotEmpty(t, append(attested(c), c.Fields...), "something must decide")
			for _, e := range examples(t, c) {
				if e.Status != finding.Pass {
					continue
				}
				var whats []string
				for _, l := range fieldLosses(t, e) {
					whats = append(whats, l.what)
				}
				for _, f := range c.Fields {
					require.Contains(t, whats, f)
				}
			}
		})
	}
}

// attested lists what a person decides about a check.
func attested(c check.Check) (ids []string) {
	for _, st := range c.Statements {
		ids = append(ids, st.ID)
	}
	return ids
}

// loss is an input from which something was taken.
type loss struct {
	what  string // as Check.Fields writes it
	where string // the place, for people
	in    *check.Input
}

// path leads to a key in decoded JSON: names and list positions.
type path []any

// fieldLosses deletes every key of the example's snapshot: each alone, and all
// that have the same meaning at once. A gap is not information, so gaps stay.
func fieldLosses(t *testing.T, e checks.Example) []loss {
	t.Helper()
	places := map[string][]path{}
	find(tree(t, e.Text), nil, func(p path) { places[p.what()] = append(places[p.what()], p) })
	var losses []loss
	for what, paths := range places {
		for _, p := range paths {
			losses = append(losses, cut(t, e, what, p.String(), p))
		}
		if len(paths) > 1 {
			losses = append(losses, cut(t, e, what, "every "+what, paths...))
		}
	}
	slices.SortFunc(losses, func(a, b loss) int { return strings.Compare(a.where, b.where) })
	return losses
}

func find(node any, at path, add func(path)) {
	switch v := node.(type) {
	case map[string]any:
		for key, child := range v {
			if key == "gap" {
				continue
			}
			p := append(slices.Clone(at), key)
			add(p)
			find(child, p, add)
		}
	case []any:
		for i, child := range v {
			find(child, append(slices.Clone(at), i), add)
		}
	}
}

func cut(t *testing.T, e checks.Example, what, where string, paths ...path) loss {
	t.Helper()
	root := tree(t, e.Text)
	for _, p := range paths {
		node := root
		for _, step := range p[:len(p)-1] {
			switch s := step.(type) {
			case string:
				node = node.(map[string]any)[s]
			case int:
				node = node.([]any)[s]
			}
		}
		delete(node.(map[string]any), p[len(p)-1].(string))
	}
	b, err := json.Marshal(root)
	require.NoError(t, err)
	return loss{what: what, where: where, in: input(t, e, b)}
}

// what is the path as Check.Fields writes it: without the list positions, and
// without the "items" and "value" that every section has.
func (p path) what() string {
	var names []string
	for i, step := range p {
		s, ok := step.(string)
		if wrapper := i == 1 && len(p) > 2 && (s == "items" || s == "value"); ok && !wrapper {
			names = append(names, s)
		}
	}
	return strings.Join(names, ".")
}

func (p path) String() string {
	return strings.Join(strings.Fields(strings.Trim(fmt.Sprint([]any(p)), "[]")), ".")
}

func tree(t *testing.T, text []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v))
	return v
}

func input(t *testing.T, e checks.Example, text []byte) *check.Input {
	t.Helper()
	var s snapshot.Snapshot
	require.NoError(t, json.Unmarshal(text, &s))
	in := *e.Input // with the attestations and the outcomes of other checks
	in.Snapshot = &s
	return &in
}

// sectionLosses refuses each of the sections.
func sectionLosses(t *testing.T, names []snapshot.Name, e checks.Example) []loss {
	t.Helper()
	var losses []loss
	for _, name := range names {
		in := input(t, e, e.Text)
		section := reflect.ValueOf(in.Snapshot).Elem().FieldByIndex(sectionField(t, name))
		for _, field := range []string{"Items", "Value"} {
			if f := section.FieldByName(field); f.IsValid() {
				f.SetZero()
			}
		}
		section.FieldByName("Gap").Set(reflect.ValueOf(&snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Webex refused the request (403)"}))
		losses = append(losses, loss{what: string(name) + " refused", where: string(name) + " (refused)", in: in})
	}
	return losses
}

func sectionField(t *testing.T, name snapshot.Name) []int {
	t.Helper()
	for _, f := range reflect.VisibleFields(reflect.TypeFor[snapshot.Snapshot]()) {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == string(name) {
			return f.Index
		}
	}
	require.Failf(t, "no such section", "%s", name)
	return nil
}

// gapLosses sets each gap that the types have room for, of sections and of
// single items, while everything that was read stays: a list that broke off.
func gapLosses(t *testing.T, e checks.Example) []loss {
	t.Helper()
	var losses []loss
	count := 0
	gaps(reflect.ValueOf(input(t, e, e.Text).Snapshot).Elem(), "", func(string, reflect.Value) { count++ })
	for n := range count {
		in, i := input(t, e, e.Text), 0
		gaps(reflect.ValueOf(in.Snapshot).Elem(), "", func(where string, gap reflect.Value) {
			if i == n {
				gap.Set(reflect.ValueOf(&snapshot.Gap{Reason: snapshot.Truncated, Detail: "the list broke off"}))
				losses = append(losses, loss{what: where + " truncated", where: where + " (truncated)", in: in})
			}
			i++
		})
	}
	return losses
}

// gaps visits every field of the type of a gap.
func gaps(v reflect.Value, where string, visit func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			gaps(v.Elem(), where, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			gaps(v.Index(i), where, visit)
		}
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(v.Type()) {
			switch field := v.FieldByIndex(f.Index); {
			case !f.IsExported() || f.Anonymous:
			case f.Type == reflect.TypeFor[*snapshot.Gap]():
				visit(strings.TrimPrefix(where, "."), field)
			default:
				tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				gaps(field, where+"."+tag, visit)
			}
		}
	}
}
