package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Error says what is wrong with a file, where, and what to do about it.
type Error struct {
	File string
	Line int    // counted from 1
	What string // "unknown key \"waiver\""
	Do   string // "did you mean \"waivers\"?"
}

// Error is one line: FILE:LINE: what; what to do.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s:%d: %s", harmless(e.File, 300), max(e.Line, 1), harmless(e.What, 300))
	if e.Do != "" {
		text += "; " + harmless(e.Do, 400)
	}
	return text
}

// harmless makes a text one line of bounded length, so that a file can neither
// forge lines of a log nor flood it.
func harmless(text string, most int) string {
	var b strings.Builder
	n := 0
	for _, c := range text {
		if n == most {
			b.WriteString("…")
			break
		}
		if !unicode.IsPrint(c) {
			c = '·'
		}
		b.WriteRune(c)
		n++
	}
	return b.String()
}

// quoted is a key as an error shows it.
func quoted(key string) string { return `"` + harmless(key, 60) + `"` }

// faults gathers what is wrong with one file.
type faults struct {
	file string
	all  []*Error
}

func (f *faults) add(line int, what, do string) {
	f.all = append(f.all, &Error{File: f.file, Line: line, What: what, Do: do})
}

// first is the fault of the lowest line, or nil. Of one line it is the one that
// was found first.
func (f *faults) first() error {
	if len(f.all) == 0 {
		return nil
	}
	return slices.MinFunc(f.all, func(a, b *Error) int { return cmp.Compare(a.Line, b.Line) })
}
