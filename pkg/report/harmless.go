package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Harmless makes a text from outside safe to print on a terminal: control
// characters, escape sequences, line breaks, marks that reverse the reading
// direction, invisible characters and broken UTF-8 become visible escapes, and
// at most limit characters are kept. Everything that came from Webex passes
// through here on its way to a screen, whatever the format.
func Harmless(s string, limit int) string {
	if len(s) <= limit && isPlain(s) {
		return s
	}
	var b strings.Builder
	marks, used := 0, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		piece := s[i : i+size]
		switch {
		case r == utf8.RuneError && size == 1:
			piece = fmt.Sprintf(`\x%02x`, s[i])
		case r == '\n':
			piece = `\n`
		case r == '\r':
			piece = `\r`
		case r == '\t':
			piece = `\t`
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				piece = escape(r)
			}
		case !unicode.IsPrint(r):
			piece = escape(r)
		}
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		n := utf8.RuneCountInString(piece)
		if used+n > limit-1 && i+size < len(s) || used+n > limit {
			b.WriteString("…")
			break
		}
		b.WriteString(piece)
		used += n
		i += size
	}
	return b.String()
}

// isPlain says whether a text is printable ASCII, as nearly all of them are.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// maxMarks is how many combining marks one letter may carry: no script of
// ours needs more, and a tower of them covers other lines.
const maxMarks = 3

func escape(r rune) string {
	switch {
	case r <= 0xff:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r)
	default:
		return fmt.Sprintf(`\U%08x`, r)
	}
}
