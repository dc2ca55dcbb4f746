// Package asciijson rewrites JSON so that nothing in it can act on what shows or
// splits it: a log reader that ends lines at U+0085, a terminal that obeys
// U+009B, an editor that obeys U+202E.
package asciijson

import (
	"unicode"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// All appends the JSON text src to dst with every character outside printable
// ASCII escaped. The value is the same. Bytes that are no UTF-8 become U+FFFD.
func All(dst, src []byte) []byte {
	return escape(dst, src, func(r rune) bool { return r > '~' })
}

// Unprintable appends the JSON text src to dst with every character escaped that
// no screen shows as it is; letters of any script stay readable. Line feeds and
// tabs between the values stay.
func Unprintable(dst, src []byte) []byte {
	return escape(dst, src, func(r rune) bool { return r > '~' && !unicode.IsPrint(r) })
}

// escape relies on JSON having such characters in strings only.
func escape(dst, src []byte, hidden func(rune) bool) []byte {
	for i := 0; i < len(src); {
		if c := src[i]; c < utf8.RuneSelf && c != 0x7f {
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && size == 1, hidden(r):
			dst = appendEscaped(dst, r)
		default:
			dst = append(dst, src[i:i+size]...)
		}
		i += size
	}
	return dst
}

// appendEscaped writes a character as one or two \uXXXX (RFC 8259, section 7).
func appendEscaped(dst []byte, r rune) []byte {
	if r > 0xffff {
		r -= 0x10000
		dst = appendEscaped(dst, 0xd800+(r>>10))
		r = 0xdc00 + (r & 0x3ff)
	}
	return append(dst, '\\', 'u', hex[r>>12&0xf], hex[r>>8&0xf], hex[r>>4&0xf], hex[r&0xf])
}
