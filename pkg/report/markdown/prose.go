package markdown

import (
	"regexp"
	"strings"
	"unicode"

	"wxaudit/pkg/report"
)

// prose writes a text from outside so that it reads as it stands. Words that
// could act, here or on a page that adds links of its own (addresses, mentions,
// issue keys, markup), stand in code spans, where nothing acts; a backslash would
// not do, since pages look for mentions after it is gone. limit is in characters.
func prose(s string, limit int) string {
	words := strings.Fields(report.Harmless(s, limit))
	for i, w := range words {
		switch {
		case i == 0 && numbersAList(w):
			words[i] = span(w)
		case !plain(w):
			words[i] = named(w)
		}
	}
	return strings.Join(words, " ")
}

// named puts a word into a code span without the brackets around it and without
// what ends a clause.
func named(w string) string {
	name := strings.TrimPrefix(w, "(")
	ends := ".,;:"
	if !strings.Contains(name, "(") {
		ends += ")"
	}
	if name = strings.TrimRight(name, ends); name == "" {
		return span(w)
	}
	before, after, _ := strings.Cut(w, name)
	return before + span(name) + after
}

// code writes a text from outside as one code span, and no text as a dash.
func code(s string, limit int) string {
	s = strings.TrimSpace(report.Harmless(s, limit))
	if s == "" {
		return "–"
	}
	return span(s)
}

// span is a code span with a fence longer than any in the text. A pipe would end
// a cell of a table even there, and a backslash before it is read differently by
// every program, so it is shown as an escape.
func span(s string) string {
	s = strings.ReplaceAll(s, "|", `\x7c`)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

var (
	// ordinary is letters and digits with what joins them in ordinary writing,
	// or a number.
	ordinary = regexp.MustCompile(`^(?:[\p{L}\p{N}]+(?:[-'’/][\p{L}\p{N}]+)*|\d+(?:[.,]\d+)*)$`)
	// issueKey is what trackers make a link of, such as GH-12.
	issueKey = regexp.MustCompile(`\p{L}-\d`)
	// hash is what GitHub takes for the hash of a commit.
	hash = regexp.MustCompile(`^[0-9a-fA-F]{7,64}$`)
)

// plain says whether a word means itself in every dialect of Markdown.
func plain(w string) bool {
	switch w {
	case "—", "–", "·", "▸", "…":
		return true
	}
	core := strings.TrimRight(strings.TrimLeft(w, `("'“‘`), `.,;:!?)"'”’…%`)
	return ordinary.MatchString(core) && !issueKey.MatchString(core) && !hash.MatchString(core)
}

// numbersAList says whether a word such as "1." would begin a list at the start
// of a line.
func numbersAList(w string) bool {
	digits := strings.TrimRight(w, ".)")
	return digits != w && strings.IndexFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
