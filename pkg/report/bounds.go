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

// bound makes every text of the report valid UTF-8 and of a length that each
// format can carry. What was cut says so.
func bound(r *Report) {
	texts(reflect.ValueOf(r).Elem(), "", func(_, s string) string { return bounded(s) })
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
