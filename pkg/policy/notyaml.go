package policy

import (
	"bytes"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// searched is the size up to which a file is searched for the line of a fault:
// that takes some twenty readings.
const searched = 256 << 10

// notYAML reports what the parser says, without what it quotes.
func notYAML(f *faults, data []byte, err error) {
	says := complaint(err)
	line, _ := strconv.Atoi(place.FindStringSubmatch(err.Error())[1]) // 0 when it is not said
	if len(data) <= searched {
		line = lineOfFault(data, says)
	}
	line = max(line, 1)
	if strings.HasPrefix(says, "unknown anchor") {
		f.add(line, "an alias (*) is not allowed", "write the value out")
		return
	}
	f.add(line, "not YAML: "+says, "check indentation, colons, brackets and quotes there and on the line above")
}

// lineOfFault is the line behind which a file, were it cut there, would have the
// same fault. The parser's own line is often that of the line above, or of the
// beginning of what surrounds the fault.
func lineOfFault(data []byte, says string) int {
	ends := []int{}
	for line := range bytes.Lines(data) {
		ends = append(ends, len(line)+last(ends))
	}
	i := sort.Search(len(ends)-1, func(i int) bool {
		_, err := documents(data[:ends[i]])
		return err != nil && complaint(err) == says
	})
	return i + 1
}

func last(ends []int) int {
	if len(ends) == 0 {
		return 0
	}
	return ends[len(ends)-1]
}

// place is where the parser says the fault is.
var place = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?`)

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
