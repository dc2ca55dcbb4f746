package engine

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
)

// waive marks the failures that a waiver covers, and adds a warning for every
// of them that has ended or covers nothing. A waived failure stays
// a failure (rule R10).
func waive(waivers []policy.Waiver, today finding.Day, fs []finding.Finding) []finding.Finding {
	unlearnt := false
	for _, f := range fs {
		unlearnt = unlearnt || f.Status == finding.Unknown
	}
	var notes []finding.Finding
	for _, w := range waivers {
		current, covered := w.InForce(today), 0
		for i, f := range fs {
			if f.Status != finding.Fail || !w.Covers(f.Resource) {
				continue
			}
			covered++
			if current && f.Waiver == nil {
				accepted := w.Waiver
				fs[i].Waiver = &accepted
			}
		}
		if why := outdated(w, today, covered, unlearnt); why != "" {
			notes = append(notes, waiverNote(w, why))
		}
	}
	return append(fs, notes...)
}

// outdated says what is wrong with a waiver, or nothing. Whether one covers
// nothing cannot be told while something about the check is unknown.
func outdated(w policy.Waiver, today finding.Day, covered int, unlearnt bool) string {
	switch {
	case w.Lapsed(today) && covered > 0:
		return fmt.Sprintf("the waiver %s ended on %s: the %s it covered count again; renew it or mend them", w.ID, w.Expires, check.Count(covered, "failure"))
	case w.Lapsed(today):
		return fmt.Sprintf("the waiver %s ended on %s and covers nothing: remove it", w.ID, w.Expires)
	case covered == 0 && !unlearnt && w.InForce(today):
		return fmt.Sprintf("the waiver %s covers nothing that failed: remove it, or correct its resources", w.ID)
	default:
		return ""
	}
}

func waiverNote(w policy.Waiver, why string) finding.Finding {
	f := check.Warn(finding.Resource{Type: "waiver", ID: w.ID, Name: w.ID}, why, finding.Evidence{
		Source: "policy waiver " + w.ID, Field: "expires", Value: w.Expires.String(),
		ReadAt: w.Expires.Time(), Rank: string(snapshot.RankAttestation),
	})
	f.Severity = finding.Low
	return f
}
