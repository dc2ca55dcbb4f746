package policy

import (
	"bytes"
	"regexp"
	"sort"
	"strings"
)

// notYAML reports what the parser says, without what it quotes.
//
// The parser's own line is often that of the line above, or of the beginning of
// what surrounds the fault. So the line is that behind which the file, were it
// cut there, is as wrong as it is whole.
func notYAML(f *faults, data []byte, err error) {
	says := complaint(err)
	ends := []int{}
	for at := 0; at < len(data); {
		n := bytes.IndexByte(data[at:], '\n') + 1
		if n == 0 {
			n = len(data) - at
		}
		at += n
		ends = append(ends, at)
	}
	line := 1 + sort.Search(len(ends), func(i int) bool {
		_, err := documents(data[:ends[i]])
		return err != nil && complaint(err) == says
	})
	line = min(line, len(ends))
	if strings.HasPrefix(says, "unknown anchor") {
		f.add(line, "an alias (*) is not allowed", "write the value out")
		return
	}
	f.add(line, "not YAML: "+says, "check indentation, colons, brackets and quotes there and on the line above")
}

// place is where the parser says the fault is.
var place = regexp.MustCompile(`^yaml: |line \d+: `)

// quotes hold either a part of the file or the marks that are missing.
var quotes = regexp.MustCompile(`'([^']*)'`)

// complaint is what the parser says without its place, and without words of the
// file.
func complaint(err error) string {
	text := place.ReplaceAllString(err.Error(), "")
	return quotes.ReplaceAllStringFunc(text, func(q string) string {
		if strings.ContainsFunc(q, func(c rune) bool { return c != '\'' && !strings.ContainsRune("-:,[]{}?%", c) }) {
			return "…"
		}
		return q
	})
}
