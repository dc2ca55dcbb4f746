package engine

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// ranks lists the ranks of evidence, best first.
var ranks = []string{
	string(snapshot.RankAPI),
	string(snapshot.RankControlHub),
	string(snapshot.RankCapture),
	string(snapshot.RankAuditLog),
	string(snapshot.RankAttestation),
}

func coverage(outcomes []check.Outcome, s *snapshot.Snapshot) check.Coverage {
	cov := check.Coverage{Checks: len(outcomes), ByRank: map[string]int{}}
	for _, rank := range ranks {
		cov.ByRank[rank] = 0
	}
	for _, o := range outcomes {
		if o.Disabled {
			cov.Disabled++
			continue
		}
		switch o.Status {
		case finding.Unknown:
			cov.Unknown++
			continue
		case finding.NotApplicable:
			cov.NotApplicable++
		}
		cov.Decided++
		if rank := weakest(o, s); rank >= 0 {
			cov.ByRank[ranks[rank]]++
		}
	}
	return cov
}

// weakest returns the index of the weakest rank that a decided check rests on,
// or -1. A check that found nothing to judge rests on the sections in which it
// looked. Waivers and contradictions decide nothing: they are remarks of ours.
func weakest(o check.Outcome, s *snapshot.Snapshot) int {
	worst := -1
	for _, f := range o.Findings {
		if f.Status == finding.Unknown || f.Resource.Type == waiverType || f.Resource.Type == contradictionType {
			continue // it decided nothing
		}
		for _, e := range f.Evidence {
			worst = max(worst, slices.Index(ranks, e.Rank))
		}
	}
	if worst >= 0 {
		return worst
	}
	for _, name := range o.Check.Reads() {
		if part := s.Part(name); part != nil {
			worst = max(worst, slices.Index(ranks, string(part.Origin().Rank)))
		}
	}
	return worst
}
