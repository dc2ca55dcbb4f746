package check

import (
	"slices"
	"strings"

	"wxaudit/pkg/finding"
)

// Attestation is one entry of the register: what somebody vouches for.
type Attestation struct {
	Statement string `json:"statement"` // the id of a Statement
	Answer    string `json:"answer"`    // one of the statement's answers
	// Scope lists what the entry is about; empty means all of it.
	Scope []string `json:"scope,omitempty"`
	// Owner is the person who vouches (name or e-mail), Role their office.
	Owner string `json:"owner,omitempty"`
	Role  string `json:"role,omitempty"`
	// SignedOn is when they did, ValidUntil the last day on which it counts,
	// Effective when the thing itself began, such as a contract.
	SignedOn   finding.Day `json:"signed_on,omitzero"`
	ValidUntil finding.Day `json:"valid_until,omitzero"`
	Effective  finding.Day `json:"effective,omitzero"`
	// Details are the further answers, by name; see DetailKind for their types.
	Details map[string]any `json:"details,omitempty"`
	// Proof says what became of the evidence that the entry names.
	Proof Proof `json:"proof,omitempty"`
}

// Proof says what became of the evidence of an entry.
type Proof string

// The states of evidence.
const (
	ProofNone     Proof = ""         // not looked at
	ProofStated   Proof = "stated"   // a place that is not looked at, such as a URL, with a hash
	ProofNoHash   Proof = "no_hash"  // a place without a hash
	ProofVerified Proof = "verified" // a file with the hash that the entry gives
	ProofMissing  Proof = "missing"  // the entry names none, or a file that is not there
	ProofMismatch Proof = "mismatch" // the file has another hash
)

// covers says whether the entry speaks of that scope; everything speaks of "".
func (a Attestation) covers(scope string) bool {
	return scope == "" || len(a.Scope) == 0 || slices.ContainsFunc(a.Scope, func(s string) bool { return strings.EqualFold(s, scope) })
}

// Int returns a number among the details.
func (a Attestation) Int(name string) (int, bool) { return detail[int](a, name) }

// Rate returns a rate among the details, from 0 to 1.
func (a Attestation) Rate(name string) (float64, bool) { return detail[float64](a, name) }

// Bool returns a yes or no among the details.
func (a Attestation) Bool(name string) (yes, said bool) { return detail[bool](a, name) }

// Word returns a word among the details, or "".
func (a Attestation) Word(name string) string {
	w, _ := detail[string](a, name)
	return w
}

// List returns a list among the details; nil when the entry has none.
func (a Attestation) List(name string) []string {
	l, _ := detail[[]string](a, name)
	return l
}

// Day returns a day among the details, or the zero Day.
func (a Attestation) Day(name string) finding.Day {
	d, _ := detail[finding.Day](a, name)
	return d
}

func detail[T any](a Attestation, name string) (T, bool) {
	v, ok := a.Details[name].(T)
	return v, ok
}
