package engine

import (
	"cmp"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// steps lists what would decide the checks that are unknown: what would close the
// gaps of the sections that they read, the statements that nobody has attested,
// and for the rest what the check itself says. What decides most comes first.
func steps(outcomes []check.Outcome, s *snapshot.Snapshot, entries []check.Attestation) []check.Step {
	l := &stepList{index: map[stepKey]int{}}
	for _, o := range outcomes {
		if o.Status != finding.Unknown {
			continue
		}
		before := len(l.steps) + l.joined
		l.addAttestations(o, entries)
		l.addGaps(o, s)
		if before == len(l.steps)+l.joined {
			l.add(check.StepOther, o.Check.ID, unlearnt(o), o.Check.ID)
			l.addUnanswered(o, entries) // somebody's word may stand in
		}
	}
	slices.SortStableFunc(l.steps, func(a, b check.Step) int {
		return cmp.Or(-cmp.Compare(len(a.Checks), len(b.Checks)), cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(a.What, b.What))
	})
	return l.steps
}

// kinds are in the order in which steps that decide as much are shown: what an
// administrator can do alone, and once, comes first.
var kinds = []check.StepKind{check.StepScope, check.StepCapture, check.StepRetry, check.StepLicence, check.StepOther, check.StepAttest}

// unlearnt is the first thing about a check that was not learnt.
func unlearnt(o check.Outcome) string {
	for _, f := range o.Findings {
		if f.Status == finding.Unknown {
			return f.Message
		}
	}
	return o.Message
}

// stepKey tells steps apart: one that several sections ask for is one.
type stepKey struct {
	kind check.StepKind
	text string
}

type stepList struct {
	steps  []check.Step
	index  map[stepKey]int
	joined int // how often a check joined a step that was there already
}

func (l *stepList) add(kind check.StepKind, what, text, id string) {
	key := stepKey{kind, text}
	if i, ok := l.index[key]; ok {
		if !slices.Contains(l.steps[i].Checks, id) {
			l.steps[i].Checks = append(l.steps[i].Checks, id)
		}
		l.joined++
		return
	}
	l.index[key] = len(l.steps)
	l.steps = append(l.steps, check.Step{Kind: kind, What: what, Text: text, Checks: []string{id}})
}

// addAttestations names the statements that the findings of a check ask for,
// when that is what it lacks: those that they name, or else every one that no
// entry answers.
func (l *stepList) addAttestations(o check.Outcome, entries []check.Attestation) {
	var asked []string
	for _, f := range o.Findings {
		if f.Reason == string(snapshot.NotAttested) {
			asked = append(asked, f.Message)
		}
	}
	named := false
	for _, st := range o.Check.Statements {
		if slices.ContainsFunc(asked, func(msg string) bool { return strings.Contains(msg, check.AttestCommand(st)) }) {
			l.addStatement(o, st)
			named = true
		}
	}
	if !named && asked != nil {
		l.addUnanswered(o, entries)
	}
}

// addUnanswered names the statements of a check that no entry answers.
func (l *stepList) addUnanswered(o check.Outcome, entries []check.Attestation) {
	for _, st := range o.Check.Statements {
		if !slices.ContainsFunc(entries, func(a check.Attestation) bool { return a.Statement == st.ID }) {
			l.addStatement(o, st)
		}
	}
}

func (l *stepList) addStatement(o check.Outcome, st check.Statement) {
	l.add(check.StepAttest, st.ID, st.Asks+" "+check.AttestCommand(st), o.Check.ID)
}

// addGaps names what would fill the holes in the sections that a check reads.
func (l *stepList) addGaps(o check.Outcome, s *snapshot.Snapshot) {
	for _, name := range o.Check.Reads() {
		part := s.Part(name)
		if part == nil {
			continue
		}
		holes := part.ItemGaps()
		if g := part.Missing(); g != nil {
			holes = append([]*snapshot.Gap{g}, holes...)
		}
		if g := part.Origin().InPlaceOf; g != nil {
			holes = append(holes, g)
		}
		for _, g := range holes {
			r := check.RemedyOf(*g)
			l.add(r.Kind.Step(), wanting(name, g, r), r.Text, o.Check.ID)
		}
	}
}

// wanting names what a hole wants: the scope and role, or else the section.
func wanting(name snapshot.Name, g *snapshot.Gap, r check.Remedy) string {
	switch {
	case r.Kind == check.RemedySignIn:
		return r.What
	case r.Kind.Step() == check.StepScope && g.Scope+g.Role != "":
		return strings.Trim(g.Scope+" / "+g.Role, " /")
	default:
		return string(name)
	}
}
