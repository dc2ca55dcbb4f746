package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
)

// Typed turns a detail as JSON or YAML gives it (a number, a text, a boolean or
// a list) into the type that its kind asks for, and refuses what is not one.
func (st Statement) Typed(name string, v any) (any, error) {
	i := slices.IndexFunc(st.Details, func(d Detail) bool { return d.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%s has no detail %q; it takes %s", st.ID, name, strings.Join(st.detailNames(), ", "))
	}
	d := st.Details[i]
	typed, ok := d.typed(v)
	if !ok {
		return nil, fmt.Errorf("detail %q of %s is not %s", name, st.ID, d.wants())
	}
	return typed, nil
}

func (st Statement) detailNames() []string {
	names := []string{}
	for _, d := range st.Details {
		names = append(names, d.Name)
	}
	if len(names) == 0 {
		return []string{"none"}
	}
	return names
}

func (d Detail) typed(v any) (any, bool) {
	switch d.Kind {
	case NumberDetail:
		return whole(v)
	case RateDetail:
		f, ok := number(v)
		return f, ok && f >= 0 && f <= 1
	case YesNoDetail:
		b, ok := v.(bool)
		return b, ok
	case WordDetail:
		s, ok := v.(string)
		return s, ok && s != "" && d.allows(s)
	case ListDetail:
		return d.list(v)
	case DayDetail:
		s, ok := v.(string)
		if !ok {
			day, is := v.(finding.Day)
			return day, is
		}
		day, err := finding.ParseDay(s)
		return day, err == nil
	default:
		return nil, false
	}
}

func (d Detail) allows(word string) bool {
	return len(d.Words) == 0 || slices.Contains(d.Words, word)
}

func (d Detail) list(v any) (any, bool) {
	words, ok := v.([]string)
	if !ok {
		items, is := v.([]any)
		if !is {
			return nil, false
		}
		words = []string{}
		for _, item := range items {
			s, is := item.(string)
			if !is {
				return nil, false
			}
			words = append(words, s)
		}
	}
	return words, !slices.ContainsFunc(words, func(w string) bool { return w == "" || !d.allows(w) })
}

// wants says in words what a detail takes.
func (d Detail) wants() string {
	among := ""
	if len(d.Words) > 0 {
		among = " among " + strings.Join(d.Words, ", ")
	}
	switch d.Kind {
	case NumberDetail:
		return "a whole number"
	case RateDetail:
		return "a number from 0 to 1"
	case YesNoDetail:
		return "true or false"
	case ListDetail:
		return "a list of words" + among
	case DayDetail:
		return "a day such as 2026-11-20"
	default:
		return "a word" + among
	}
}

func number(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, !math.IsNaN(n)
	case int:
		return float64(n), true
	default:
		return 0, false
	}
}

func whole(v any) (any, bool) {
	f, ok := number(v)
	if !ok || f != math.Trunc(f) || math.Abs(f) > 1<<31 {
		return nil, false
	}
	return int(f), true
}
