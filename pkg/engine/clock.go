package engine

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// maxSkew is how far the two clocks may lie apart, in seconds (rule R8).
const maxSkew = 300

// clockFindings warns when a check counts days by a clock that differs from
// that of Webex by more than five minutes.
func clockFindings(c check.Check, in *check.Input) []finding.Finding {
	skew, known := in.ClockSkew.Get()
	if !c.TimeBased || !known || skew >= -maxSkew && skew <= maxSkew {
		return nil
	}
	word := "ahead of"
	if skew < 0 {
		word = "behind"
	}
	return []finding.Finding{check.Warn(
		finding.Resource{Type: "clock", ID: "clock"},
		fmt.Sprintf("the clock of Webex is %d seconds %s this machine's, so windows and ages may be wrong; set the clock and run again", max(skew, -skew), word),
		check.Evidence(snapshot.Source{Path: "Date header of the answers", Rank: snapshot.RankAPI, ReadAt: in.TakenAt}, "clock_skew_seconds", skew),
	)}
}
