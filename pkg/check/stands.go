package check

import (
	"fmt"
	"slices"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Stands returns the entry about that scope when it has one of the answers and
// is in force: begun, not ended, and not with evidence of another hash. Unlike
// Relied it takes an entry that is old or soon due: the check that owns the
// statement warns of that.
func (in *Input) Stands(st Statement, scope string, answers ...string) (Attestation, bool) {
	a, ok := in.Attested(st, scope)
	ended := !a.ValidUntil.IsZero() && in.Today.After(a.ValidUntil)
	if !ok || !slices.Contains(answers, a.Answer) || a.Proof == ProofMismatch || ended || a.Effective.After(in.Today) {
		return Attestation{}, false
	}
	_, out := in.disqualified(OrganizationResource(), st, a)
	return a, !out
}

// OrAttested answers on a person's word where Webex did not show something: f
// stays as it is when it is decided, when what was shown makes no sense, and
// when there is no entry.
func (in *Input) OrAttested(f finding.Finding, st Statement, scope string, maxAge int, judge func(Attestation) finding.Finding) finding.Finding {
	if f.Status != finding.Unknown || f.Reason == string(snapshot.Schema) {
		return f
	}
	if _, said := in.Attested(st, scope); !said {
		return f
	}
	return in.Attest(f.Resource, st, scope, maxAge, judge)
}

// Despite adds to a bad answer that rests on what Webex shows that the register
// says otherwise: what can be read beats what is attested.
func (in *Input) Despite(f finding.Finding, st Statement, scope string, answers ...string) finding.Finding {
	a, said := in.Attested(st, scope)
	if said && slices.Contains(answers, a.Answer) && (f.Status == finding.Fail || f.Status == finding.Warn) {
		f.Message += fmt.Sprintf(", although %q is attested (%s)", a.Answer, st.ID)
	}
	return f
}

// Beside adds evidence to a finding, and to an unknown one what is known all
// the same.
func Beside(f finding.Finding, known string, ev ...finding.Evidence) finding.Finding {
	if f.Status == finding.Unknown {
		f.Message = known + "; " + f.Message
	}
	f.Evidence = slices.Concat(ev, f.Evidence)
	return f
}
