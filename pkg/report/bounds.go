package report

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// maxText bounds every text of a report, in characters. Nothing of ours is as
// long; a display name of a megabyte is somebody's joke, and would push the rest
// out of a SIEM's event.
const maxText = 2000

// Settle makes every text of the report valid UTF-8 and of a length that each
// format can carry, and every value of evidence one of JSON's. What was cut says
// so. Build has done it; a report that was read back needs it again.
func Settle(r *Report) {
	texts(reflect.ValueOf(r).Elem(), "", func(_, s string) string { return bounded(s) })
	for i := range r.Checks {
		c := &r.Checks[i]
		for j := range c.Evidence {
			for k := range c.Evidence[j].Values {
				v := &c.Evidence[j].Values[k]
				v.Value = scalar(v.Value)
			}
		}
		for j := range c.Adjusted {
			a := &c.Adjusted[j]
			a.Default, a.Value = parameter(a.Default), parameter(a.Value)
		}
	}
	for i := range r.Findings {
		for j := range r.Findings[i].Evidence {
			e := &r.Findings[i].Evidence[j]
			e.Value = scalar(e.Value)
		}
	}
}

// parameter turns the value of a parameter into what Build had: a list of texts,
// or a scalar.
func parameter(v any) any {
	list, ok := v.([]any)
	if !ok {
		if _, ok := v.([]string); ok {
			return v
		}
		return scalar(v)
	}
	words := make([]string, 0, len(list))
	for _, item := range list {
		word, _ := item.(string) // the reader has seen to it
		words = append(words, bounded(word))
	}
	return words
}

func bounded(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= maxText {
		return s
	}
	n := utf8.RuneCountInString(s)
	if n <= maxText {
		return s
	}
	mark := fmt.Sprintf("… (cut, %d characters)", n)
	keep := maxText - utf8.RuneCountInString(mark)
	for i := range s {
		if keep == 0 {
			return s[:i] + mark
		}
		keep--
	}
	return s
}
