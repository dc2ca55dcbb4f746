package policy

import (
	"cmp"
	"strings"

	"wxaudit/pkg/check"
)

// registerShape is the shape of a register; what an entry may say depends on
// its statement, see entryShape.
func registerShape(sts []check.Statement) shape {
	return shape{title: "The register of attestations of an organisation for wxaudit.", fields: []field{
		{"version", true, count(1, 1, "The version of this layout, which is 1.")},
		{"attestations", false, listOf(anyEntryShape(sts), "What somebody vouches for. The newest entry about a statement counts.")},
	}}
}

// anyEntryShape is what the entries of all statements have in common.
func anyEntryShape(sts []check.Statement) shape {
	ids := []string{}
	for _, st := range sts {
		ids = append(ids, st.ID)
	}
	statement := among(ids, "The id of the statement; wxaudit attest list shows them.")
	statement.keyNames = "statement"

	return shape{title: "An entry of the register.", fields: []field{
		{"statement", true, statement},
		{"answer", true, oneWord(anyWord, "One of the statement's answers.")},
		{"scope", false, words(anyWord, "What the entry is about, such as sites or products; everything when not given.")},
		{"owner", true, oneWord(person, "Who vouches for it.")},
		{"role", true, oneWord(anyWord, "Their office.")},
		{"signed_on", true, oneWord(aDay, "When they did.")},
		{"valid_until", true, oneWord(aDay, "The last day on which the entry counts, three years and a month after signed_on at most.")},
		{"effective", false, oneWord(aDay, "When the thing itself began, such as a contract.")},
		{"evidence", false, evidenceShape()},
		{"details", false, shape{kind: anyKey, title: "The further answers that the statement asks for."}},
		{"notes", false, prose("For the readers of this file; reports do not show it.")},
	}}
}

func evidenceShape() shape {
	return shape{title: "The paper behind the entry.", oneOf: []string{"path", "url"}, fields: []field{
		{"path", false, oneWord(aPath, "A file below the register's directory; its hash is compared.")},
		{"url", false, oneWord(aWebPlace, "An address, which is not looked at.")},
		{"sha256", false, oneWord(aHash, "The SHA-256 of the file.")},
	}}
}

// entryShape is the shape of an entry about one statement.
func entryShape(st check.Statement, sts []check.Statement) shape {
	s := anyEntryShape(sts)
	for i := range s.fields {
		switch f := &s.fields[i]; f.name {
		case "answer":
			f.shape = among(st.Answers, st.Asks)
		case "scope":
			f.shape = scopeOf(st)
			f.need = st.Named
		case "details":
			f.shape, f.need = detailsShape(st)
		}
	}
	return s
}

// scopeOf refuses a scope where the statement is about the organisation as a
// whole: there an entry about a part would count for all of it.
func scopeOf(st check.Statement) shape {
	if !hasScopes(st) {
		return shape{kind: never, title: "The statement is about the organisation as a whole."}
	}
	title := "What the entry is about"
	if st.Per != "" {
		title += ": one " + st.Per + " or several"
	}
	if !st.Named {
		title += "; everything when not given"
	}
	s := words(anyWord, title+".")
	if len(st.Scopes) > 0 {
		items := among(st.Scopes, "")
		s.items = &items
	}
	s.few = 1
	return s
}

func hasScopes(st check.Statement) bool { return st.Per != "" || len(st.Scopes) > 0 || st.Named }

// detailsShape is the shape of a statement's details, and whether one of them
// is mandatory.
func detailsShape(st check.Statement) (s shape, need bool) {
	names := []string{}
	for _, d := range st.Details {
		names = append(names, d.Name)
		s.fields = append(s.fields, field{d.Name, !d.Optional, detailShape(d)})
		need = need || !d.Optional
	}
	s.title = "The further answers: " + cmp.Or(strings.Join(names, ", "), "none") + "."
	return s, need
}

func detailShape(d check.Detail) shape {
	s := shape{title: d.Asks}
	switch d.Kind {
	case check.NumberDetail:
		s.kind, s.min, s.max = whole, 0, mostWhole
	case check.RateDetail:
		s.kind, s.max = number, 1
	case check.YesNoDetail:
		s.kind = yesNo
	case check.ListDetail:
		s.kind, s.items = list, &shape{kind: word, rule: anyWord, words: d.Words}
	case check.DayDetail:
		s.kind, s.rule = word, aDay
	default:
		s.kind, s.rule, s.words = word, anyWord, d.Words
	}
	return s
}
