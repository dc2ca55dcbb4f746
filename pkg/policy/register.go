package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// Verify says what became of a file that an entry names: path is relative to
// the register's directory, with / between names and without "..", and sha256
// is in lower case, or empty when the entry gives none. It answers
// check.ProofVerified, ProofMismatch, ProofMissing or, without a hash,
// ProofNoHash; anything else counts as missing. It should not follow links out
// of the directory (see os.Root).
type Verify = func(path, sha256 string) check.Proof

// ParseRegister reads a register about those statements. Its error is an
// *Error: the fault of the lowest line. Without verify, files are taken as
// stated and not looked at.
//
// The entries come in the order in which they were signed; of one day those
// that name a scope come last, because of equals the last counts.
func ParseRegister(name string, data []byte, statements []check.Statement, verify func(path, sha256hex string) check.Proof) ([]check.Attestation, error) {
	f := &faults{file: name}
	root := document(f, data)
	if root == nil {
		return nil, f.err()
	}
	fit(f, root, registerShape(statements), "")
	var read []entryAt
	for _, n := range items(get(root, "attestations")) {
		i := slices.IndexFunc(statements, func(st check.Statement) bool { return st.ID == wordOf(get(n, "statement")) })
		if i < 0 || n.Kind != yaml.MappingNode {
			continue // which fit has reported
		}
		fit(f, n, entryShape(statements[i], statements), quoted("attestations"))
		read = append(read, entryAt{readEntry(f, n, statements[i]), n})
	}
	refuseTwice(f, read)
	if err := f.err(); err != nil {
		return nil, err
	}
	entries := []check.Attestation{}
	for _, e := range read {
		e.Proof = proof(get(e.node, "evidence"), verify)
		entries = append(entries, e.Attestation)
	}
	slices.SortStableFunc(entries, func(a, b check.Attestation) int {
		return cmp.Or(cmp.Compare(a.SignedOn.Since(b.SignedOn), 0), cmp.Compare(min(len(a.Scope), 1), min(len(b.Scope), 1)))
	})
	return entries, nil
}

type entryAt struct {
	check.Attestation
	node *yaml.Node
}

func readEntry(f *faults, n *yaml.Node, st check.Statement) check.Attestation {
	a := check.Attestation{
		Statement:  st.ID,
		Answer:     wordOf(get(n, "answer")),
		Scope:      wordsOf(get(n, "scope")),
		Owner:      wordOf(get(n, "owner")),
		Role:       wordOf(get(n, "role")),
		SignedOn:   dayOf(f, get(n, "signed_on"), "signed_on"),
		ValidUntil: dayOf(f, get(n, "valid_until"), "valid_until"),
		Effective:  dayOf(f, get(n, "effective"), "effective"),
		Details:    readDetails(f, get(n, "details"), st),
	}
	if a.SignedOn.IsZero() || a.ValidUntil.IsZero() {
		return a
	}
	last := a.SignedOn.Time().AddDate(3, 0, 31)
	switch {
	case !a.ValidUntil.After(a.SignedOn):
		f.add(lineOf(n, "valid_until"), `"valid_until" is not after "signed_on"`, "correct one of them")
	case a.ValidUntil.Time().After(last):
		f.add(lineOf(n, "valid_until"), `"valid_until" is more than three years and 31 days after "signed_on"`,
			"let it end on "+last.Format("2006-01-02")+" or before, and have it signed again then")
	}
	return a
}

// readDetails returns the details as the types that checks expect; nil when
// there are none.
func readDetails(f *faults, n *yaml.Node, st check.Statement) map[string]any {
	var details map[string]any
	for _, d := range st.Details {
		v := get(n, d.Name)
		if v == nil {
			continue
		}
		before := f.count
		if d.Kind == check.DayDetail {
			dayOf(f, v, d.Name)
		}
		typed, err := st.Typed(d.Name, plain(v, d.Kind))
		if err != nil && f.count == before {
			f.add(v.Line, quoted(d.Name)+" does not fit the statement", "see wxaudit attest list")
		}
		if details == nil {
			details = map[string]any{}
		}
		details[d.Name] = typed
	}
	return details
}

// plain is a value as Statement.Typed takes it.
func plain(n *yaml.Node, kind check.DetailKind) any {
	switch kind {
	case check.NumberDetail:
		return intOf(n)
	case check.RateDetail:
		return floatOf(n)
	case check.YesNoDetail:
		return boolOf(n)
	case check.ListDetail:
		return wordsOf(n)
	default:
		return wordOf(n)
	}
}

// proof says what became of the evidence that an entry names.
func proof(n *yaml.Node, verify Verify) check.Proof {
	if n == nil {
		return check.ProofMissing // R11 asks for evidence
	}
	path, hash := wordOf(get(n, "path")), strings.ToLower(wordOf(get(n, "sha256")))
	if path == "" || verify == nil {
		if hash == "" {
			return check.ProofNoHash
		}
		return check.ProofStated
	}
	possible := []check.Proof{check.ProofNoHash}
	if hash != "" {
		possible = []check.Proof{check.ProofVerified, check.ProofMismatch}
	}
	if p := verify(path, hash); slices.Contains(possible, p) {
		return p
	}
	return check.ProofMissing
}

// refuseTwice refuses entries of one day about the same thing: nobody could
// tell which of them counts.
func refuseTwice(f *faults, entries []entryAt) {
	type thing struct {
		statement, scope string
		signed           finding.Day
	}
	lines := map[thing]int{}
	for _, e := range entries {
		scopes := e.Scope
		if len(scopes) == 0 {
			scopes = []string{""}
		}
		for _, scope := range scopes {
			key := thing{e.Statement, strings.ToLower(scope), e.SignedOn}
			if before, twice := lines[key]; twice {
				f.add(e.node.Line, fmt.Sprintf("the entry on line %d says the same day about the same thing", before), "keep one of them")
			}
			lines[key] = e.node.Line
		}
	}
}
