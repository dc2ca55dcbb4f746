package ocsf_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

// A receiver that missed an audit is told what is new and closed since the one
// before, and the heartbeat counts the same; the others are told it once.
func TestAReceiverThatMissedAnAudit(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	audit := func(night int, hosts ...string) *report.Report {
		r := reporttest.Clean()
		r.Run.AsOf = reporttest.Now.Add(time.Duration(night) * day)
		r.Run.ID = r.Run.AsOf.String()
		for _, h := range hosts {
			f := reporttest.Clinic().Findings[0]
			f.ID, f.Status, f.CheckID, f.Waiver = h, "fail", r.Checks[0].ID, nil
			r.Findings = append(r.Findings, f)
		}
		return r
	}
	r := audit(0, "gone", "stays")
	last := report.Remember(r, nil)
	_, missed := report.Tell(r, nil)
	r = audit(1, "stays", "came")
	last = report.Remember(r, &last)
	_, knows := report.Tell(r, &missed)
	r = audit(2, "stays", "came")
	report.Remember(r, &last)

	lives := func(before *report.Memory) (map[string]string, *ocsf.RunFacts) {
		said, facts := map[string]string{}, &ocsf.RunFacts{}
		heard, _ := report.Tell(r, before)
		for e := range ocsf.EventsFor(r, heard) {
			if e.Metadata.EventCode == ocsf.HeartbeatCode {
				facts = e.Unmapped.RunFacts
			} else if e.FindingInfo.FirstSeenTime != 0 {
				said[e.FindingInfo.UID] = e.ActivityName
			}
		}
		return said, facts
	}
	said, facts := lives(&missed)
	require.Equal(t, map[string]string{"wxa1-gone": "Close", "wxa1-stays": "Update", "wxa1-came": "Create"}, said)
	require.Equal(t, []int{1, 1}, []int{*facts.FindingsNew, *facts.FindingsClosed})
	said, facts = lives(&knows)
	require.Equal(t, map[string]string{"wxa1-stays": "Update", "wxa1-came": "Update"}, said)
	require.Equal(t, []int{0, 0}, []int{*facts.FindingsNew, *facts.FindingsClosed})
	said, facts = lives(nil)
	require.Equal(t, map[string]string{"wxa1-stays": "Create", "wxa1-came": "Create"}, said)
	require.Nil(t, facts.FindingsNew)

	byReport := map[string]ocsf.Event{}
	for e := range ocsf.Events(r) {
		byReport[e.Metadata.UID] = e
	}
	byTold := map[string]ocsf.Event{}
	heard, _ := report.Tell(r, &last)
	for e := range ocsf.EventsFor(r, heard) {
		byTold[e.Metadata.UID] = e
	}
	require.Equal(t, byReport, byTold, "who missed nothing is told what the report says")
}
