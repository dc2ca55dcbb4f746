package text

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
// through here, and nothing else escapes for the terminal.
func Harmless(s string, limit int) string {
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

// width is how many columns a harmless text takes.
func width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide says whether a character takes two columns: East Asian scripts and
// pictures. Where terminals disagree, it takes the larger number.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, // Hangul Jamo
		r >= 0x2e80 && r <= 0xa4cf,   // CJK, kana, Yi
		r >= 0xac00 && r <= 0xd7a3,   // Hangul
		r >= 0xf900 && r <= 0xfaff,   // CJK compatibility
		r >= 0xfe30 && r <= 0xfe6f,   // CJK forms
		r >= 0xff00 && r <= 0xff60,   // full width
		r >= 0xffe0 && r <= 0xffe6,   // full width signs
		r >= 0x1f300 && r <= 0x1faff, // pictures
		r >= 0x20000 && r <= 0x3fffd: // CJK extensions
		return true
	}
	return false
}
