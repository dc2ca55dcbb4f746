package engine

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
)

// waiverType is the type of resource of a waiver.
const waiverType = "waiver"

// waive marks the failures that a waiver covers, and adds a warning for every
// one of the waivers that has ended or covers nothing. A waived failure stays
// a failure (rule R10).
func waive(waivers []policy.Waiver, today finding.Day, fs []finding.Finding) []finding.Finding {
	unlearnt := false
	for i, f := range fs {
		unlearnt = unlearnt || f.Status == finding.Unknown
		for _, w := range waivers {
			if f.Status == finding.Fail && fs[i].Waiver == nil && w.InForce(today) && w.Covers(f.Resource) {
				accepted := w.Waiver
				fs[i].Waiver = &accepted
			}
		}
	}
	var notes []finding.Finding
	for _, w := range waivers {
		covered, bare := 0, 0
		for _, f := range fs {
			if f.Status != finding.Fail || !w.Covers(f.Resource) {
				continue
			}
			covered++
			if f.Waiver == nil {
				bare++
			}
		}
		if why := outdated(w, today, covered, bare, unlearnt); why != "" {
			notes = append(notes, waiverNote(w, why))
		}
	}
	return append(fs, notes...)
}

// outdated says what is wrong with a waiver that covers so many failures, of
// which so many have no waiver in force, or nothing. Whether one covers nothing
// cannot be told while something about the check is unknown.
func outdated(w policy.Waiver, today finding.Day, covered, bare int, unlearnt bool) string {
	switch {
	case w.Lapsed(today) && bare > 0:
		return fmt.Sprintf("the waiver %s ended on %s: it covered %s that no other waiver does: renew it or mend them", w.ID, w.Expires, check.Count(bare, "failure"))
	case w.Lapsed(today) && covered > 0:
		return fmt.Sprintf("the waiver %s ended on %s, and another one covers what it did: remove it", w.ID, w.Expires)
	case w.Lapsed(today) && unlearnt:
		return fmt.Sprintf("the waiver %s ended on %s: renew or remove it", w.ID, w.Expires)
	case w.Lapsed(today):
		return fmt.Sprintf("the waiver %s ended on %s and covers nothing: remove it", w.ID, w.Expires)
	case covered == 0 && !unlearnt && w.InForce(today):
		return fmt.Sprintf("the waiver %s covers nothing that failed: remove it, or correct its resources", w.ID)
	default:
		return ""
	}
}

func waiverNote(w policy.Waiver, why string) finding.Finding {
	f := check.Warn(finding.Resource{Type: waiverType, ID: w.ID, Name: w.ID}, why, finding.Evidence{
		Source: "policy waiver " + w.ID, Field: "expires", Value: w.Expires.String(),
		ReadAt: w.Expires.Time(), Rank: string(snapshot.RankAttestation),
	})
	f.Severity = finding.Low
	return f
}
