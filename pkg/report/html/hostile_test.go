package htmlreport

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// mostText is how long a text of a report can be, in characters.
const mostText = 2000

// as a report holds it: valid, and not too long.
func held(s string) string {
	runes := []rune(strings.ToValidUTF8(s, "\ufffd"))
	return string(runes[:min(len(runes), mostText-200)])
}

// everywhere puts a text behind every text of a report.
func everywhere(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			everywhere(v.Elem(), text)
		}
	case reflect.Interface:
		if s, ok := v.Interface().(string); ok {
			v.Set(reflect.ValueOf(s + text))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				everywhere(f, text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			everywhere(v.Index(i), text)
		}
	case reflect.String:
		v.SetString(v.String() + text)
	}
}

func spoilt(text string) *report.Report {
	r := small()
	r.Run.SignIns = []report.SignIn{{Profile: "p", Kind: "k", Warning: "w"}}
	r.Run.Selection.Only, r.Run.Selection.Skip = []string{"o"}, []string{"s"}
	r.Organization.InternalDomains = []string{"d"}
	everywhere(reflect.ValueOf(r), text)
	return r
}

// skeleton is the tags of a page, one after the other, with their attributes'
// names.
func skeleton(t *testing.T, page string) string {
	elements, _ := parse(t, page)
	var b strings.Builder
	for _, e := range elements {
		b.WriteString(e.name)
		for _, a := range []string{"id", "href", "class", "hidden", "data-new", "data-waived"} {
			if _, has := e.attrs[a]; has {
				b.WriteString(" " + a)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// A hostile text in every place that can hold a text changes nothing but words.
func TestHostileTextsEverywhere(t *testing.T) {
	t.Parallel()
	for _, text := range append(reporttest.HostileTexts, `" onclick="x`, "' style='x", "</style><script>alert(1)</script>", "</title><base href=//evil.example>", "javascript:alert(1)", "&lt;b&gt;", "{{.Policy}}", "*/ x /*") {
		text = held(text)
		page := write(t, spoilt(text))
		require.True(t, utf8.ValidString(page))
		for _, c := range page {
			require.True(t, c == '\n' || unicode.IsPrint(c), "%U of %q reached the page", c, text)
		}
		plain := strings.Repeat("x", utf8.RuneCountInString(report.Harmless(text, maxText)))
		require.Equal(t, skeleton(t, write(t, spoilt(plain))), skeleton(t, page), "%q", text)
	}
}

// Two findings that look alike are two rows.
func TestNoFindingHidesAnother(t *testing.T) {
	t.Parallel()
	r := reporttest.Hostile()
	elements, _ := parse(t, write(t, r))
	rows := 0
	for _, e := range elements {
		if strings.HasPrefix(e.attrs["id"], "finding-") {
			rows++
		}
	}
	require.Equal(t, len(r.Findings), rows)
}
