package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// fit holds a node to a shape and says whether all of it fits. at is what errors
// call the node: the key that it stands under, in quotes.
func fit(f *faults, n *yaml.Node, s shape, at string) bool {
	switch s.kind {
	case object:
		return fitObject(f, n, s, at)
	case list:
		return fitList(f, n, s, at)
	case named:
		return fitNamed(f, n, s, at)
	case never:
		f.add(n.Line, at+" does not belong here", "remove it: "+s.title)
		return false
	case anyKey:
		return n.Kind == yaml.MappingNode || misfit(f, n, s, at, "write its keys below it, indented")
	}
	if n.Kind != yaml.ScalarNode {
		return misfit(f, n, s, at, "write one value behind it")
	}
	return fitScalar(f, n, s, at)
}

func misfit(f *faults, n *yaml.Node, s shape, at, do string) bool {
	switch {
	case n.Kind == yaml.AliasNode: // walk has said so
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null":
		f.add(n.Line, at+" is empty", "give it a value, or remove it")
	default:
		f.add(n.Line, at+" is not "+s.wants(), do)
	}
	return false
}

func fitObject(f *faults, n *yaml.Node, s shape, at string) bool {
	if n.Kind != yaml.MappingNode {
		return misfit(f, n, s, at, "write its keys below it, indented")
	}
	before, strange := f.count, false
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		inner, known := s.field(k.Value)
		switch {
		case k.Kind != yaml.ScalarNode: // walk has said so
			strange = true
		case known:
			fit(f, v, inner.shape, quoted(k.Value))
		default:
			strangeKey(f, k, s, at)
			strange = true
		}
	}
	if !strange { // else what seems to be missing may be misspelt
		fitKeys(f, n, s, at)
	}
	return f.count == before
}

func strangeKey(f *faults, k *yaml.Node, s shape, at string) {
	switch {
	case !f.before(k.Line):
		f.count++
	case s.keyNames != "":
		f.add(k.Line, fmt.Sprintf("unknown %s %s", s.keyNames, quoted(k.Value)), suggest(k.Value, s.keyNames+"s", s.names()))
	default:
		f.add(k.Line, fmt.Sprintf("unknown key %s%s", quoted(k.Value), in(at)), suggest(k.Value, "keys", s.names()))
	}
}

// fitKeys asks for the keys that must stand in an object.
func fitKeys(f *faults, n *yaml.Node, s shape, at string) {
	for _, inner := range s.fields {
		if inner.need && get(n, inner.name) == nil {
			f.add(n.Line, fmt.Sprintf("%s is missing%s", quoted(inner.name), in(at)), "add it: "+inner.title)
		}
	}
	for _, p := range s.pairs {
		a, b := get(n, p[0]), get(n, p[1])
		if a != nil && b == nil {
			f.add(a.Line, fmt.Sprintf("%s stands without %s", quoted(p[0]), quoted(p[1])), "add it")
		}
		if a == nil && b != nil {
			f.add(b.Line, fmt.Sprintf("%s stands without %s", quoted(p[1]), quoted(p[0])), "add it, or remove both")
		}
	}
	for _, p := range s.apart {
		if get(n, p[0]) != nil && get(n, p[1]) != nil {
			f.add(max(lineOf(n, p[0]), lineOf(n, p[1])), fmt.Sprintf("%s stands beside %s", quoted(p[1]), quoted(p[0])), "keep one of them")
		}
	}
	if len(s.oneOf) > 0 {
		have := 0
		for _, name := range s.oneOf {
			if get(n, name) != nil {
				have++
			}
		}
		if have != 1 {
			f.add(n.Line, fmt.Sprintf("%s has %d of %s", at, have, strings.Join(s.oneOf, ", ")), "write exactly one of them")
		}
	}
}

func in(at string) string {
	if at == "" {
		return ""
	}
	return " in " + at
}

func fitList(f *faults, n *yaml.Node, s shape, at string) bool {
	if n.Kind != yaml.SequenceNode {
		return misfit(f, n, s, at, "write each item on a line of its own, behind a dash")
	}
	before := f.count
	if len(n.Content) < s.few {
		f.add(n.Line, fmt.Sprintf("%s has fewer than %d items", at, s.few), "add what is missing")
	}
	if len(n.Content) > mostItems {
		f.add(n.Line, fmt.Sprintf("%s has more than %d items", at, mostItems), "use fewer")
		return false
	}
	if s.items.kind != object {
		at = "an item of " + at
	}
	for _, item := range n.Content {
		fit(f, item, *s.items, at)
	}
	return f.count == before
}

// fitNamed holds the keys to one rule and the values to one shape. A name that
// does not fit is not quoted: it may be a value in the wrong place.
func fitNamed(f *faults, n *yaml.Node, s shape, at string) bool {
	if n.Kind != yaml.MappingNode {
		return misfit(f, n, s, at, "write its keys below it, indented")
	}
	before := f.count
	if len(n.Content) > 2*mostNames {
		f.add(n.Line, fmt.Sprintf("%s has more than %d keys", at, mostNames), "use fewer")
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Kind != yaml.ScalarNode: // walk has said so
		case !s.key.fits(k.Value):
			f.add(k.Line, fmt.Sprintf("a key in %s is not %s", at, s.key.what), s.key.do())
		default:
			fit(f, v, *s.items, quoted(k.Value)+in(at))
		}
	}
	return f.count == before
}

const (
	mostNames = 100
	mostItems = 10_000
	mostText  = 4000 // characters of a text
)

// Numbers are written plainly. YAML knows more forms (010 is eight), which
// readers take for something else.
var (
	plainWhole  = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})$`)
	plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,9})?$`)
)

func fitScalar(f *faults, n *yaml.Node, s shape, at string) bool {
	tag := n.ShortTag()
	isText := tag == "!!str" || tag == "!!timestamp" // a day needs no quotes
	switch s.kind {
	case whole, number:
		return fitNumber(f, n, s, at)
	case yesNo:
		return tag == "!!bool" || misfit(f, n, s, at, "write true or false")
	}
	switch {
	case !isText && (tag == "!!int" || tag == "!!float" || tag == "!!bool"):
		return misfit(f, n, s, at, "put it into quotes")
	case !isText:
		return misfit(f, n, s, at, "write "+s.wants())
	case s.kind == text:
		if strings.TrimSpace(n.Value) == "" || len([]rune(n.Value)) > mostText {
			return misfit(f, n, s, at, fmt.Sprintf("write a sentence or a few, at most %d characters", mostText))
		}
		return true
	case len(s.words) > 0:
		if !slices.Contains(s.words, n.Value) {
			return misfitWord(f, n, s, at)
		}
		return true
	default:
		return s.rule.fits(n.Value) || misfit(f, n, s, at, s.rule.do())
	}
}

// misfitWord reports a word that is not among those allowed, and does not quote
// it: it can be anything.
func misfitWord(f *faults, n *yaml.Node, s shape, at string) bool {
	switch {
	case !f.before(n.Line):
		f.count++
	case s.keyNames != "":
		f.add(n.Line, at+" names no "+s.keyNames+" of the catalogue", suggest(n.Value, s.keyNames+"s", s.words))
	default:
		f.add(n.Line, at+" is none of its words", suggest(n.Value, "words", s.words))
	}
	return false
}

func fitNumber(f *faults, n *yaml.Node, s shape, at string) bool {
	bounds := fmt.Sprintf("write a number from %s to %s", digits(s.min), digits(s.max))
	if s.min == s.max {
		bounds = "write " + digits(s.min)
	}
	plain := plainNumber
	if s.kind == whole {
		bounds, plain = strings.Replace(bounds, "a number", "a whole number", 1), plainWhole
	}
	if tag := n.ShortTag(); tag != "!!int" && tag != "!!float" || !plain.MatchString(n.Value) {
		return misfit(f, n, s, at, bounds)
	}
	if v, err := strconv.ParseFloat(n.Value, 64); err != nil || v < s.min || v > s.max {
		f.add(n.Line, at+" is out of bounds", bounds)
		return false
	}
	return true
}

func digits(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
