package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// signal is what one source says about the use of something.
type signal struct {
	state snapshot.Tri
	why   string // a clause: "2 recordings exist"
	ev    finding.Evidence
	gap   *snapshot.Gap // of an Unknown state
}

// seen reads a section: hits prove the use, doubts are items that may be hits,
// and without either only the whole section proves that there is none.
func seen(part snapshot.Part, hits, doubts int, noun string) signal {
	src := part.Origin()
	gap := part.Missing()
	switch {
	case hits > 0:
		return signal{snapshot.Yes, check.Count(hits, noun), check.Evidence(src, "items", hits), nil}
	case gap != nil:
		return signal{snapshot.Unknown, gap.Detail, unreadEvidence(src), gap}
	case doubts > 0:
		gap = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("of %d in the list it is not known whether they count", doubts)}
		return signal{snapshot.Unknown, gap.Detail, unreadEvidence(src), gap}
	default:
		return signal{snapshot.No, "no " + noun, check.Evidence(src, "items", 0), nil}
	}
}

func unreadEvidence(src snapshot.Source) finding.Evidence { return check.Evidence(src, "items", nil) }

// unlessBought takes a section that is not shown because its product is not
// bought for an empty one; the list of licences must say the same.
func (s signal) unlessBought(licence signal) signal {
	if s.gap != nil && s.gap.Reason == snapshot.NotLicensed && licence.state == snapshot.No {
		return licence
	}
	return s
}

// use says whether something is in use.
type use struct {
	state snapshot.Tri
	why   string
	ev    []finding.Evidence
	gap   *snapshot.Gap
	// idle says that a licence is there which nobody uses, hidden that Webex has
	// nothing that would show the use.
	idle, hidden bool
}

// together is in use when one signal says so, and not in use when all say so.
func together(signals ...signal) use {
	for _, state := range []snapshot.Tri{snapshot.Yes, snapshot.Unknown} {
		if i := slices.IndexFunc(signals, func(s signal) bool { return s.state == state }); i >= 0 {
			s := signals[i]
			return use{state: state, why: s.why, ev: []finding.Evidence{s.ev}, gap: s.gap}
		}
	}
	u := use{state: snapshot.No}
	var clauses []string
	for _, s := range signals {
		u.ev = append(u.ev, s.ev)
		if !slices.Contains(clauses, s.why) {
			clauses = append(clauses, s.why)
		}
	}
	u.why = check.List(clauses)
	return u
}

// unlearnt is the finding for something of which the use was not learnt.
func (u use) unlearnt(r finding.Resource, so string) finding.Finding {
	return check.Unknown(r, u.gap.Reason, fmt.Sprintf("whether %s is in use was not learnt, %s: %s", r.Name, so, u.why), u.ev...)
}

// inUse says that the use is seen.
func (u use) inUse() bool { return u.state == snapshot.Yes }
