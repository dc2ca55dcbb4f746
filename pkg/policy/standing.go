package policy

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// Due is how things stand with one statement, or one scope of it.
type Due struct {
	Statement check.Statement
	CheckIDs  []string // of the checks that ask for it, in catalogue order
	Scope     string   // empty for the organisation as a whole
	State     string   // one of the states below
	// Entry is the one that counts; of a future one the first; nil when there
	// is none.
	Entry *check.Attestation
}

// The states of a statement.
const (
	StateMissing = "missing" // no entry
	StateFuture  = "future"  // entries that are signed after today only
	StateExpired = "expired" // its last day is over
	StateDue     = "due"     // 30 days or fewer are left
	StateValid   = "valid"
)

// Standing says how things stand with every statement that the checks ask for,
// in catalogue order. A statement about several things, such as sites, has a
// line for each that an entry names or that is known to be asked for.
func Standing(all []check.Check, entries []check.Attestation, today finding.Day) []Due {
	var dues []Due
	for _, st := range Statements(all) {
		var ids []string
		for _, c := range all {
			if slices.ContainsFunc(c.Statements, func(s check.Statement) bool { return s.ID == st.ID }) {
				ids = append(ids, c.ID)
			}
		}
		for _, scope := range scopesOf(st, entries) {
			due := Due{Statement: st, CheckIDs: ids, Scope: scope}
			due.State, due.Entry = stateOf(entries, st, scope, today)
			dues = append(dues, due)
		}
	}
	return dues
}

// scopesOf lists what a statement is to be answered for: the words of a closed
// list and those that entries name. "" stands for everything: for an entry
// without a scope, or for none at all where one without would do.
func scopesOf(st check.Statement, entries []check.Attestation) []string {
	if !hasScopes(st) {
		return []string{""}
	}
	var scopes []string
	general := false
	add := func(scope string) {
		if !containsFold(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	for _, e := range entries {
		if e.Statement == st.ID {
			general = general || len(e.Scope) == 0
			for _, scope := range e.Scope {
				add(scope)
			}
		}
	}
	if st.Named || len(scopes) > 0 && !general {
		for _, scope := range st.Scopes {
			add(scope)
		}
	}
	if len(scopes) == 0 {
		return []string{""}
	}
	slices.Sort(scopes)
	if general {
		scopes = append([]string{""}, scopes...)
	}
	return scopes
}

func containsFold(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, word) })
}

// stateOf looks at the entry that checks would take. Only an entry without a
// scope speaks for everything.
func stateOf(entries []check.Attestation, st check.Statement, scope string, today finding.Day) (string, *check.Attestation) {
	var about []check.Attestation
	var future *check.Attestation
	for _, e := range entries {
		if e.Statement != st.ID || len(e.Scope) > 0 && !containsFold(e.Scope, scope) {
			continue
		}
		about = append(about, e)
		if e.SignedOn.After(today) && (future == nil || e.SignedOn.Before(future.SignedOn)) {
			future = &e
		}
	}
	in := &check.Input{Attestations: about, Today: today}
	entry, ok := in.Attested(st, scope)
	switch {
	case !ok && future != nil:
		return StateFuture, future
	case !ok:
		return StateMissing, nil
	case today.After(entry.ValidUntil):
		return StateExpired, &entry
	case entry.ValidUntil.Since(today) <= check.DueDays:
		return StateDue, &entry
	default:
		return StateValid, &entry
	}
}
