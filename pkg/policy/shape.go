package policy

// shape says what may stand at one place of a file. Reading, the schema and the
// template are all made from it, so that they cannot disagree.
type shape struct {
	kind  kind
	title string // for editors and the template; one sentence
	// fields are the keys of an object, in the order of the template.
	fields []field
	// pairs are keys that go together: either both or none.
	pairs [][2]string
	// oneOf are keys of which exactly one must stand.
	oneOf []string
	// apart are keys of which one at most may stand.
	apart [][2]string
	// keyNames says what the keys are where they are names, such as "check";
	// empty for keys of ours.
	keyNames string

	items *shape // of a list, or the values of names
	key   rule   // of names
	few   int    // the least number of items

	words []string // all that a word may be; empty means any that fits the rule
	rule  rule     // of a word

	min, max float64 // of a number

	fallback any // the value when none is given; nil when there is none
}

type field struct {
	name string
	need bool // mandatory
	shape
}

type kind int

const (
	object kind = iota
	list
	word   // one line of text
	text   // may run over several lines
	whole  // a whole number
	number // a number
	yesNo  // true or false
	anyKey // an object that a second shape describes
	named  // an object whose keys somebody else chose
	never  // nothing; the title says why
)

// wants says in words what stands there, to follow "is not".
func (s shape) wants() string {
	switch s.kind {
	case list:
		return "a list"
	case word:
		return s.rule.what
	case text:
		return "text"
	case whole:
		return "a whole number"
	case number:
		return "a number"
	case yesNo:
		return "true or false"
	default:
		return "a group of keys and values"
	}
}

// field returns the field of that name.
func (s shape) field(name string) (field, bool) {
	for _, f := range s.fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func (s shape) names() []string {
	var names []string
	for _, f := range s.fields {
		names = append(names, f.name)
	}
	return names
}

// The makers of shapes. Each takes what stands beside the key in an editor.

func words(r rule, title string) shape {
	return shape{kind: list, title: title, items: &shape{kind: word, rule: r}}
}

func oneWord(r rule, title string) shape { return shape{kind: word, rule: r, title: title} }

func prose(title string) shape { return shape{kind: text, title: title} }

func among(choices []string, title string) shape {
	return shape{kind: word, rule: anyWord, words: choices, title: title}
}

func count(min, max int, title string) shape {
	return shape{kind: whole, min: float64(min), max: float64(max), title: title}
}

func names(key rule, values shape, title string) shape {
	return shape{kind: named, key: key, items: &values, title: title}
}

func listOf(items shape, title string) shape { return shape{kind: list, items: &items, title: title} }
