package check

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// DueDays is how long before its last day an entry is to be renewed.
const DueDays = 30

// Attested returns the newest entry about that scope of a statement ("" is the
// organisation as a whole), whatever its age. An entry that was signed after
// today does not count yet, and one that takes effect after today replaces none
// that is in effect: contracts are renewed before they end.
func (in *Input) Attested(st Statement, scope string) (Attestation, bool) {
	var newest Attestation
	found := false
	for _, a := range in.Attestations {
		if a.Statement != st.ID || !a.covers(scope) || a.SignedOn.After(in.Today) {
			continue
		}
		if !found || in.Replaces(a, newest) {
			newest, found = a, true
		}
	}
	return newest, found
}

// Replaces says whether an entry counts instead of an earlier one in the register
// that is about the same.
func (in *Input) Replaces(a, old Attestation) bool {
	if begun := !a.Effective.After(in.Today); begun == old.Effective.After(in.Today) {
		return begun
	}
	return !a.SignedOn.Before(old.SignedOn)
}

// Attest answers for a resource on a person's word. Nobody's word is unknown,
// and so is the word of the only administrator about the administrators; an
// entry past its last day, or whose evidence has another hash, fails; one about
// something that begins after today can only fail, and else says nothing yet;
// one that is older than maxAge days (0 is any age), is due within 30 days, or
// whose evidence is not there, can only warn. Else judge decides: its finding
// gets the entry as evidence.
func (in *Input) Attest(r finding.Resource, st Statement, scope string, maxAge int, judge func(Attestation) finding.Finding) finding.Finding {
	a, ok := in.Attested(st, scope)
	if !ok {
		return NotAttested(r, in.unsaid(st, scope))
	}
	if f, out := in.disqualified(r, st, a); out {
		return f
	}
	ev := AttestationEvidence(a)
	switch {
	case a.Proof == ProofMismatch:
		return Fail(r, fmt.Sprintf("the evidence of the attestation %s has changed since it was signed: its SHA-256 differs", st.ID), ev)
	case !a.ValidUntil.IsZero() && in.Today.After(a.ValidUntil):
		return Fail(r, fmt.Sprintf("the attestation %s ended on %s", st.ID, a.ValidUntil), ev)
	}
	f := judge(a)
	if a.Effective.After(in.Today) && f.Status != finding.Fail {
		return NotAttested(r, fmt.Sprintf("what the attestation %s says takes effect on %s only", st.ID, a.Effective), ev)
	}
	f.Resource = r
	f.Evidence = append(f.Evidence, ev)
	doubt := in.doubt(a, maxAge)
	if doubt != "" && (f.Status == finding.Pass || f.Status == finding.NotApplicable) {
		f.Status = finding.Warn
	}
	if doubt != "" && f.Status == finding.Warn {
		f.Message += "; but " + doubt
	}
	return f
}

// Relied says whether an entry about that scope exists, has the answer, and
// stands without doubt.
func (in *Input) Relied(st Statement, scope, answer string, maxAge int) bool {
	a, ok := in.Attested(st, scope)
	if !ok || !strings.EqualFold(a.Answer, answer) || a.Proof == ProofMismatch || a.Effective.After(in.Today) {
		return false
	}
	if _, out := in.disqualified(OrganizationResource(), st, a); out {
		return false
	}
	return (a.ValidUntil.IsZero() || !in.Today.After(a.ValidUntil)) && in.doubt(a, maxAge) == ""
}

// AttestationEvidence is an entry of the register as evidence.
func AttestationEvidence(a Attestation) finding.Evidence {
	return finding.Evidence{
		Source: "attestation " + a.Statement, Field: "answer", Value: a.Answer,
		ReadAt: a.SignedOn.Time(), Rank: string(snapshot.RankAttestation),
	}
}

// doubt says why an entry cannot be relied on without reserve, or nothing.
func (in *Input) doubt(a Attestation, maxAge int) string {
	switch {
	case maxAge > 0 && in.Today.Since(a.SignedOn) > maxAge:
		return fmt.Sprintf("the attestation %s was signed on %s, more than %s ago", a.Statement, a.SignedOn, Count(maxAge, "day"))
	case a.Proof == ProofMissing:
		return fmt.Sprintf("the attestation %s has no evidence that is there", a.Statement)
	case !a.ValidUntil.IsZero() && a.ValidUntil.Since(in.Today) <= DueDays:
		return fmt.Sprintf("the attestation %s is valid until %s only: renew it", a.Statement, a.ValidUntil)
	}
	return ""
}

// unsaid says that nobody has attested something, or from when on somebody has.
func (in *Input) unsaid(st Statement, scope string) string {
	for _, a := range in.Attestations {
		if a.Statement == st.ID && a.covers(scope) && a.SignedOn.After(in.Today) {
			return fmt.Sprintf("the attestation %s was signed on %s, and this audit is of %s: it does not count yet %s", st.ID, a.SignedOn, in.Today, AttestCommand(st))
		}
	}
	return notAttested(st, scope)
}

func notAttested(st Statement, scope string) string {
	about := ""
	if scope != "" {
		about = fmt.Sprintf(" for %s", scope)
	}
	return fmt.Sprintf("nobody has attested%s: %s %s", about, strings.TrimSuffix(st.Asks, "?")+"?", AttestCommand(st))
}

// AttestCommand is how a message tells the reader to answer a statement.
func AttestCommand(st Statement) string { return fmt.Sprintf("(wxaudit attest add %s)", st.ID) }
