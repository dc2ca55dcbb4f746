package htmlreport

import (
	"cmp"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// statement is how things stand with something that people are asked to sign.
type statement struct {
	Anchor, Key         string // Key is its state, for the filter
	State               mark
	Asks, Scope         string
	ID                  string
	Answer, Owner, Role string
	Signed, Until, From string
	Left                string
	Soon                bool
	Evidence            proof
	Checks              []link
}

// proof is the state of the evidence that a statement names.
type proof struct {
	Word  string
	Doubt bool
	Flag  string // what the line of the statement says of it
}

// choice is a state to filter by, and how many are in it.
type choice struct {
	Key  string
	Mark mark
	N    int
}

// standing has the states of a statement in the order in which somebody has to
// do something about them. None is marked as passed: a statement that counts can
// still say that something is not so.
var standing = []struct {
	state, means string
	mark         mark
}{
	{"expired", "Its last day is over: it decides nothing until it is signed again.", mark{"fail", "Expired", "✕"}},
	{"missing", "Nobody has signed it.", mark{"unknown", "Missing", "?"}},
	{"future", "It is signed after the day of the audit, and counts from then on.", mark{"unknown", "Dated ahead", "?"}},
	{"due", "It counts, and 30 days or fewer are left.", mark{"warn", "Due", "!"}},
	{"valid", "It counts, whatever it says: the check judges the answer.", mark{"held", "Valid", "·"}},
}

var proofs = map[string]proof{
	"verified": {"a file, and its hash is the one that was signed", false, ""},
	"stated":   {"a place with a hash, which the audit did not open", false, ""},
	"no_hash":  {"a place without a hash: it can change unnoticed", true, ""},
	"missing":  {"none: no evidence is named, or the file is not there", true, "no evidence"},
	"mismatch": {"changed: the file is not the one that was signed", true, "evidence changed"},
}

// stateRank is the place of a state in standing; a state that is not known comes
// first.
func stateRank(state string) int {
	for i, s := range standing {
		if s.state == state {
			return i
		}
	}
	return -1
}

func standingMark(state string) mark {
	if i := stateRank(state); i >= 0 {
		return standing[i].mark
	}
	return mark{"unknown", spaced(cmp.Or(state, "not known")), "?"}
}

// attested has every statement that the checks ask for, what needs somebody
// first.
func (p *page) attested(r *report.Report) {
	p.asked = map[string][]link{}
	all := slices.Clone(r.Attestations)
	slices.SortStableFunc(all, func(a, b report.Attestation) int { return cmp.Compare(stateRank(a.State), stateRank(b.State)) })
	today := today(r)
	for _, a := range all {
		s := p.statement(a, today)
		p.Statements = append(p.Statements, s)
		if n := len(p.Standing); n > 0 && p.Standing[n-1].Key == s.Key {
			p.Standing[n-1].N++
		} else {
			p.Standing = append(p.Standing, choice{s.Key, s.State, 1})
		}
		l := link{Text: report.Harmless(a.Statement, maxName), To: "#" + s.Anchor, Mark: &s.State}
		if a.Scope != "" {
			l.Text += ": " + report.Harmless(a.Scope, maxName)
		}
		for _, id := range a.Checks {
			p.asked[id] = append(p.asked[id], l)
		}
	}
	var pairs []any
	for _, c := range p.Standing {
		pairs = append(pairs, c.N, strings.ToLower(c.Mark.Word))
	}
	p.StandingSays = counts(pairs...)
}

func (p *page) statement(a report.Attestation, today finding.Day) *statement {
	name := a.Statement
	if a.Scope != "" {
		name += "_" + a.Scope
	}
	s := &statement{
		Anchor: p.ids.next("attestation", name), Key: slug(a.State), State: standingMark(a.State), ID: full(a.Statement),
		Asks: cmp.Or(full(a.Asks), full(a.Statement)), Scope: full(a.Scope),
		Answer: full(a.Answer), Owner: full(a.Owner), Role: full(a.Role),
		Signed: a.SignedOn.String(), Until: a.ValidUntil.String(), From: a.Effective.String(),
		Checks: p.places.allChecks(a.Checks),
	}
	switch {
	case a.ValidUntil.IsZero():
	case a.State == "expired":
		s.Left, s.Soon = ended(a.ValidUntil, today), true
	case a.State == "future":
		s.Left, s.Soon = "counts from "+s.Signed, true
	default:
		s.Left, s.Soon = left(a.ValidUntil, today)
	}
	if known, ok := proofs[a.Evidence]; ok {
		s.Evidence = known
	} else if a.Evidence != "" {
		s.Evidence = proof{Word: spaced(a.Evidence), Doubt: true}
	} else if a.Answer != "" {
		s.Evidence = proof{Word: "not looked at", Doubt: true}
	}
	return s
}
