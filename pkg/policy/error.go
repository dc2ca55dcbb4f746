package policy

import (
	"fmt"
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

// faults finds the first fault of one file: that of the lowest line, and of one
// line the one that was found first.
type faults struct {
	file  string
	first *Error
	count int
}

func (f *faults) add(line int, what, do string) {
	f.count++
	if f.before(line) {
		f.first = &Error{File: f.file, Line: line, What: what, Do: do}
	}
}

// before says whether a fault on that line would be the first so far. Whoever
// works long at saying what is wrong asks beforehand.
func (f *faults) before(line int) bool { return f.first == nil || line < f.first.Line }

// err is the first fault, or nil.
func (f *faults) err() error {
	if f.first == nil {
		return nil
	}
	return f.first
}
