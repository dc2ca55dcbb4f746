package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// The bounds of a file. A policy of a large organisation has some hundred
// lines and six levels.
const (
	maxBytes = 1 << 20
	maxDepth = 20
)

// document parses the one YAML document of a file and returns its mapping, or
// nil when there is none; the faults say why.
func document(f *faults, data []byte) *yaml.Node {
	if !plainText(f, data) {
		return nil
	}
	docs, err := documents(data)
	switch {
	case err != nil:
		notYAML(f, data, err)
		return nil
	case len(docs) == 0:
		f.add(1, "the file is empty", `begin it with "version: 1"`)
		return nil
	case len(docs) > 1:
		f.add(docs[1].Line, "a second document begins here", "keep one document in the file")
	}
	root := docs[0].Content[0]
	walk(f, root, 1)
	if root.Kind != yaml.MappingNode {
		f.add(docs[0].Line, "the file is not a list of keys and values", `begin it with "version: 1"`)
		return nil
	}
	return root
}

// documents parses the first two documents of a file; aliases are not expanded.
func documents(data []byte) (docs []*yaml.Node, err error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for len(docs) < 2 {
		var doc yaml.Node
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		docs = append(docs, &doc)
	}
	return docs, nil
}

// plainText refuses what no editor shows as it is.
func plainText(f *faults, data []byte) bool {
	if len(data) > maxBytes {
		f.add(1, "the file is larger than 1 MiB", "make it smaller: use patterns instead of long lists")
		return false
	}
	line := 1
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size <= 1:
			f.add(line, "the file is not UTF-8 text", "save it as UTF-8")
			return false
		case c == '\n':
			line++
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n', c == '\t':
		case c == '\ufeff' && i == 0: // the mark that some editors put first
		case isControl(c):
			f.add(line, fmt.Sprintf("control character U+%04X", c), "remove it")
			return false
		}
		i += size
	}
	return true
}

// isControl says whether a character moves, hides or turns text: the control
// characters, line breaks other than \n, and the marks that change direction.
func isControl(c rune) bool {
	switch {
	case c < 0x20 && c != '\n' && c != '\t', 0x7f <= c && c < 0xa0:
		return true
	case c == '\u2028', c == '\u2029', c == '\ufeff', '\u202a' <= c && c <= '\u202e', '\u2066' <= c && c <= '\u2069':
		return true
	}
	return false
}

// walk holds every node to the rules that no shape needs to say: no aliases,
// anchors or tags, no key twice, nothing too deep.
func walk(f *faults, n *yaml.Node, depth int) {
	switch {
	case n.Kind == yaml.AliasNode:
		f.add(n.Line, "an alias (*) is not allowed", "write the value out")
		return
	case n.Anchor != "":
		f.add(n.Line, "an anchor (&) is not allowed", "write the value out")
	case n.Style&yaml.TaggedStyle != 0:
		f.add(n.Line, "a tag (!) is not allowed", "remove it, and put text into quotes")
	case depth > maxDepth:
		f.add(n.Line, fmt.Sprintf("nested deeper than %d levels", maxDepth), "remove the inner levels")
		return
	case n.Kind == yaml.ScalarNode && strings.ContainsFunc(n.Value, isControl):
		f.add(n.Line, "the text holds a control character", "remove it")
	case n.Kind == yaml.MappingNode:
		keys(f, n)
	}
	for _, inner := range n.Content {
		walk(f, inner, depth+1)
	}
}

func keys(f *faults, n *yaml.Node) {
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		before, twice := lines[k.Value]
		switch {
		case k.Kind == yaml.AliasNode: // walk says so
		case k.Kind != yaml.ScalarNode:
			f.add(k.Line, "a key is not a word", "write it as key: value")
		case k.ShortTag() == "!!merge":
			f.add(k.Line, "a merge key (<<) is not allowed", "write the values out")
		case twice:
			f.add(k.Line, fmt.Sprintf("duplicate key %s, first on line %d", quoted(k.Value), before), "keep one of them")
		default:
			lines[k.Value] = k.Line
		}
	}
}
