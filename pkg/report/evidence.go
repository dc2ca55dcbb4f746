package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"wxaudit/pkg/finding"
)

// MaxValues bounds how many different values of a field a check lists. The
// findings have every value of what is not in order.
const MaxValues = 20

// maxValue bounds the length of a value, in characters: evidence is a number,
// a switch or an enumeration word, never text.
const maxValue = 120

// distribution adds up the evidence of all findings, passing ones included: one
// entry for every source, field and rank, in the order of the source.
func distribution(fs []finding.Finding) []Evidence {
	type key struct{ source, field, rank string }
	index := map[key]int{}
	var counts []map[any]int
	entries := []Evidence{}
	for _, f := range fs {
		for _, e := range f.Evidence {
			k := key{e.Source, e.Field, e.Rank}
			i, seen := index[k]
			if !seen {
				i = len(entries)
				index[k] = i
				entries = append(entries, Evidence{Source: e.Source, Field: e.Field, Rank: e.Rank})
				counts = append(counts, map[any]int{})
			}
			counts[i][scalar(e.Value)]++
			if e.ReadAt.After(entries[i].ReadAt) {
				entries[i].ReadAt = e.ReadAt.UTC()
			}
		}
	}
	for i := range entries {
		entries[i].Values, entries[i].OtherValues = mostFrequent(counts[i])
	}
	slices.SortFunc(entries, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Rank, b.Rank))
	})
	return entries
}

func mostFrequent(counts map[any]int) (values []Value, others int) {
	type counted struct {
		Value
		text string
	}
	all := make([]counted, 0, len(counts))
	for v, n := range counts {
		text, _ := json.Marshal(v) // a scalar can always be written
		all = append(all, counted{Value{Value: v, Count: n}, string(text)})
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.text, b.text))
	})
	values = make([]Value, 0, min(len(all), MaxValues))
	for i, c := range all {
		if i < MaxValues {
			values = append(values, c.Value)
		} else {
			others += c.Count
		}
	}
	return values, others
}

// scalar turns a value into what JSON calls a scalar: nil, a bool, an int, a
// json.Number or a string. Two values that look the same in the report become
// the same, and anything else becomes its JSON text.
func scalar(v any) any {
	switch v := v.(type) {
	case nil, bool, int:
		return v
	case string:
		return clip(v)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "(a value that JSON cannot hold)"
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var plain any
	if err := dec.Decode(&plain); err != nil {
		return clip(string(b))
	}
	switch plain := plain.(type) {
	case nil, bool:
		return plain
	case json.Number:
		if n, err := plain.Int64(); err == nil {
			return int(n)
		}
		return plain
	case string:
		return clip(plain)
	default:
		return clip(string(b))
	}
}

// clip refuses long texts whole: a part of one could be half an address, which
// no pseudonym would cover.
func clip(s string) string {
	if n := utf8.RuneCountInString(s); n > maxValue {
		return fmt.Sprintf("(a text of %d characters)", n)
	}
	return s
}
