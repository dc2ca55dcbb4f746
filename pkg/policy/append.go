package policy

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"wxaudit/pkg/check"
)

// Entry is an entry to be written into a register. Its Proof is not written: it
// follows from the evidence.
type Entry struct {
	check.Attestation
	Evidence Evidence
	Notes    string // for the readers of the file
}

// Evidence is the paper behind an entry: a file or an address, or neither.
type Evidence struct {
	Path   string // relative to the register's directory, with / between names
	URL    string
	SHA256 string // 64 hexadecimal digits, or empty
}

// Append adds an entry to the text of a register and returns the new text: all
// that was there stays, comments included, in its order. Empty data makes a new
// register.
//
// Its error is an *Error. A fault of the entry itself has the line that the
// entry would have had.
func Append(name string, data []byte, e Entry, statements []check.Statement) ([]byte, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte(newRegister)
	}
	before, err := ParseRegister(name, data, statements, nil)
	if err != nil {
		return nil, err
	}
	f := &faults{file: name}
	if i := slices.IndexFunc(statements, func(st check.Statement) bool { return st.ID == e.Statement }); i < 0 {
		f.add(1, "the entry names no statement of the catalogue", suggest(e.Statement, "statements", anyEntryShape(statements).fields[0].words))
	} else {
		knownDetails(f, e, statements[i])
	}
	if !utf8.ValidString(fmt.Sprint(e.Answer, e.Scope, e.Owner, e.Role, e.Details, e.Evidence, e.Notes)) {
		f.add(1, "the entry is not UTF-8 text", "write it as UTF-8")
	}
	root := document(f, data)
	if err := f.err(); err != nil {
		return nil, err
	}
	grown := insert(data, root, e)
	after, err := ParseRegister(name, grown, statements, nil)
	if err != nil && !fitsLayout(root) || err == nil && !grew(before, after, e) {
		return nil, &Error{File: name, Line: root.Line, What: "an entry cannot be added to a register that is laid out like this one",
			Do: "write each entry behind a dash of its own, below attestations:"}
	}
	if err != nil {
		return nil, err
	}
	return grown, nil
}

// knownDetails refuses details that the statement does not have, so that no
// foreign name gets into the file.
func knownDetails(f *faults, e Entry, st check.Statement) {
	details, _ := detailsShape(st)
	for name := range e.Details {
		if _, known := details.field(name); !known {
			f.add(1, st.ID+" has no detail "+quoted(name), suggest(name, "details", details.names()))
		}
	}
}

// grew says whether after is before with the entry, and nothing else.
func grew(before, after []check.Attestation, e Entry) bool {
	want := e.Attestation
	want.Proof = check.ProofMissing
	switch {
	case e.Evidence.SHA256 != "":
		want.Proof = check.ProofStated
	case e.Evidence != Evidence{}:
		want.Proof = check.ProofNoHash
	}
	if len(want.Details) == 0 {
		want.Details = nil
	}
	if len(want.Scope) == 0 {
		want.Scope = nil
	}
	for i := range after {
		others := slices.Delete(slices.Clone(after), i, i+1)
		if reflect.DeepEqual(after[i], want) && slices.EqualFunc(before, others, func(a, b check.Attestation) bool { return reflect.DeepEqual(a, b) }) {
			return true
		}
	}
	return false
}
