package csvreport

import (
	"strings"
	"unicode/utf8"

	"wxaudit/pkg/report"
)

// maxCell is what a cell of Excel can hold, in characters, less a little for
// apostrophes. What is longer ends with "…".
const maxCell = 32_000

// cell makes a text safe to open in a spreadsheet: no line break, no invisible
// character, no formula.
//
// Where lists are separated by semicolons (Excel in most of Europe) the file is
// split there instead, quotes or not, and what follows a semicolon begins a cell;
// so that is guarded as well.
func cell(s string) string {
	s = report.Harmless(s, maxCell)
	if !strings.Contains(s, ";") {
		return guarded(s)
	}
	parts := strings.Split(s, ";")
	for i, p := range parts {
		parts[i] = guarded(p)
	}
	return strings.Join(parts, ";")
}

// guarded puts an apostrophe before what a spreadsheet could compute. Harmless
// has already made tabs and carriage returns visible.
func guarded(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \"'"))
	if starts(first) && !strings.HasPrefix(s, "'") {
		return "'" + s
	}
	return s
}

// starts says whether a cell that begins with r may be taken for a formula. The
// wide forms are folded into the plain ones by some East Asian versions.
func starts(r rune) bool {
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠':
		return true
	}
	return false
}
