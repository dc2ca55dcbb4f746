package hostiletest

import (
	"reflect"
	"strings"
	"sync"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// Place says where a text stands beside what was there.
type Place string

// The places. Words that hold a report together, such as the id of a check, keep
// what they were in each of them, or findings would lose their checks.
const (
	Alone  Place = "alone"
	Before Place = "before"
	Behind Place = "behind"
)

// Places lists them.
var Places = []Place{Alone, Before, Behind}

// Plant puts a text into every place of the report that can hold one, and then
// bounds it as a report is. next gives the text for one place after the other.
// It returns the names of the fields that it reached, such as Findings.Resource.ID.
func Plant(r *report.Report, place Place, next func() string) map[string]bool {
	p := planter{place: place, next: next, reached: map[string]bool{}, own: map[string]string{}, seen: map[string]string{}}
	p.plant(reflect.ValueOf(r).Elem(), "")
	report.Settle(r)
	return p.reached
}

// Always gives the same text.
func Always(text string) func() string { return func() string { return text } }

// InTurn gives the texts one after the other, from the nth, without end.
func InTurn(all []Text, n int) func() string {
	return func() string { n++; return all[(n-1)%len(all)].Text }
}

type planter struct {
	place   Place
	next    func() string
	reached map[string]bool
	own     map[string]string // what became of a word that has to be alike everywhere
	seen    map[string]string // what became of any other, by its field
}

// fixed are words of ours that every reader of a report insists on.
var fixed = []reflect.Type{reflect.TypeFor[finding.Status](), reflect.TypeFor[finding.Severity](), reflect.TypeFor[report.WaiverState](), reflect.TypeFor[hipaa.State](),
	reflect.TypeFor[hipaa.Responsibility](), reflect.TypeFor[hipaa.Required]()}

// own says whether a field holds a word by which parts of a report know each
// other, or are put together.
func own(path string) bool {
	switch path {
	case ".Checks.ID", ".Checks.Area", ".Checks.Controls", ".Findings.ID", ".Findings.CheckID", ".Findings.Reason", ".Findings.Waiver.ID", ".Waivers.ID", ".Waivers.Check", ".Attestations.Checks",
		".History.Closed.ID", ".History.Closed.CheckID", ".History.PreviousRun", ".Run.ID", ".Run.Selection.Only", ".Run.Selection.Skip",
		".Controls.Citation", ".Controls.Checks", ".Controls.Satisfies", ".Controls.Supports", ".Gaps.Checks",
		".Coverage.Steps.Checks", ".VendorAssertions.ID", ".SchemaVersion":
		return true
	}
	return false
}

func (p *planter) plant(v reflect.Value, path string) {
	for _, t := range fixed {
		if v.Type() == t {
			return
		}
	}
	switch v.Kind() {
	case reflect.String:
		again := p.reached[path]
		p.reached[path] = true
		if path != ".SchemaVersion" { // nobody reads a report of another version
			v.SetString(p.text(v.String(), path, again))
		}
	case reflect.Interface:
		p.value(v, path)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				p.plant(v.Field(i), path+"."+f.Name)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.plant(v.Index(i), path)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			p.plant(v.Elem(), path)
		}
	}
}

// value replaces what was judged or set; what was absent stays absent.
func (p *planter) value(v reflect.Value, path string) {
	next := p.next
	if p.reached[path] {
		next = func() string { return settled(p.next()) }
	}
	p.reached[path] = true
	switch v.Interface().(type) {
	case nil:
	case []string, []any:
		v.Set(reflect.ValueOf([]string{next(), next()}))
	default:
		v.Set(reflect.ValueOf(next()))
	}
}

// least is how much of a text stands before a word that has to stay, in octets.
const least = 4

// settled is what a report makes of a text.
func settled(text string) string {
	if len(text) < 1000 {
		return text
	}
	known.Lock()
	defer known.Unlock()
	if known.texts[text] == "" {
		r := &report.Report{Organization: report.Organization{Name: text}}
		report.Settle(r)
		known.texts[text] = r.Organization.Name
	}
	return known.texts[text]
}

// known saves time.
var known = struct {
	sync.Mutex
	texts map[string]string
}{texts: map[string]string{}}

// text is what stands in the place of s. A long text stands whole in one place of
// a kind, and in the others as the report makes it anyway, to save time.
func (p *planter) text(s, path string, again bool) string {
	if own(path) {
		if p.own[s] == "" {
			text := settled(p.next())
			if p.own[s] = s + text; p.place == Alone { // else another text before each would change their order
				p.own[s] = first(strings.TrimLeft(text, " _"), least) + s
			}
		}
		return p.own[s]
	}
	if same, seen := p.seen[path+"="+s]; seen { // what was alike stays alike
		return same
	}
	text := p.next()
	if again {
		text = settled(text)
	}
	if p.place != Alone {
		text = p.beside(s, text)
	}
	p.seen[path+"="+s] = settled(text)
	return text
}

// beside puts a text before or behind a word, before it only so much of it that
// the word is still seen.
func (p *planter) beside(s, text string) string {
	if p.place == Behind {
		return s + text
	}
	return first(text, 100) + s
}

// first is the beginning of a text, in octets that may break a character.
func first(s string, n int) string { return s[:min(len(s), n)] }

// Fields are the names of all fields of a report that hold a text.
func Fields() map[string]bool {
	all := map[string]bool{}
	fields(reflect.TypeFor[report.Report](), "", all)
	return all
}

func fields(t reflect.Type, path string, all map[string]bool) {
	for _, f := range fixed {
		if t == f {
			return
		}
	}
	switch t.Kind() {
	case reflect.String, reflect.Interface:
		all[path] = true
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				fields(f.Type, path+"."+f.Name, all)
			}
		}
	case reflect.Slice, reflect.Pointer:
		fields(t.Elem(), path, all)
	}
}
