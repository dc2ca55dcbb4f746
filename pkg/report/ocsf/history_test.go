package ocsf_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

// told is what a SIEM sees of a finding on one night.
type told struct{ activity, state, verdict string }

func tell(e ocsf.Event) told { return told{e.ActivityName, e.Status, e.Compliance.Status} }

// One finding through its life: found, still there, gone, gone for good.
func TestTheLifeOfAFinding(t *testing.T) {
	t.Parallel()
	var memory *report.Memory
	var uid string
	var seen []told
	for night, status := range []finding.Status{finding.Fail, finding.Fail, finding.Warn, finding.Pass, finding.Pass, finding.Fail} {
		r := reporttest.Clean()
		c := &r.Checks[0]
		r.Run.AsOf = reporttest.Now.Add(time.Duration(night) * 24 * time.Hour)
		r.Run.ID = r.Run.AsOf.String()
		if c.Status = status; status != finding.Pass {
			r.Findings = append(r.Findings, finding.Finding{ID: "f", CheckID: c.ID, Status: status, Severity: finding.High})
		}
		next := report.Remember(r, memory)
		memory = &next
		all := byFinding(t, r)
		e, there := all["wxa1-f"]
		if !there {
			seen = append(seen, told{})
			continue
		}
		seen = append(seen, tell(e))
		uid = e.FindingInfo.UID
		if night < 4 {
			require.Equal(t, reporttest.Now.UnixMilli(), e.FindingInfo.FirstSeenTime)
		}
	}
	require.Equal(t, "wxa1-f", uid)
	require.Equal(t, []told{
		{"Create", "New", "Fail"},
		{"Update", "In Progress", "Fail"},
		{"Update", "In Progress", "Warn"},
		{"Close", "Resolved", "Pass"},
		{}, // the check passes, and the finding is forgotten
		{"Create", "New", "Fail"},
	}, seen)
}

func TestSecondNight(t *testing.T) {
	t.Parallel()
	r := secondNight()
	require.Len(t, r.History.Closed, 2)
	var counts = map[told]int{}
	for e := range ocsf.Events(r) {
		if e.Metadata.EventCode == ocsf.FindingCode {
			counts[tell(e)]++
		}
		if e.ActivityName == "Close" {
			require.Equal(t, "Informational", e.Severity)
			require.Contains(t, []string{"room-1", "clinic-tele.webex.com"}, e.Resources[0].UID)
			require.Equal(t, reporttest.Now.Add(-24*time.Hour).UnixMilli(), e.FindingInfo.FirstSeenTime)
		}
	}
	require.Equal(t, map[told]int{
		{"Create", "Suppressed", "Fail"}:        1, // waived, and new
		{"Update", "In Progress", "Fail"}:       22,
		{"Update", "In Progress", "Warn"}:       2,
		{"Update", "In Progress", "Warning"}:    6,
		{"Update", "In Progress", "Manual"}:     1,
		{"Close", "Resolved", "Pass"}:           1,
		{"Close", "Resolved", "Not Applicable"}: 1, // what is a note now did not pass
		{"Create", "New", "Disabled"}:           1,
		{"Create", "New", "Fail"}:               1, // the check whose only failure is a note
	}, counts)
}

// A finding that is closed although nobody looked at it would be a pass that is
// none: what a check did not answer for stays open, and says nothing.
func TestNothingClosesWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	before := reporttest.Clinic()
	memory := report.Remember(before, nil)
	r := reporttest.Clinic()
	r.Run.AsOf = r.Run.AsOf.Add(24 * time.Hour)
	var fs []finding.Finding
	for _, f := range r.Findings {
		if f.CheckID == "meetings.join-before-host" && f.Status == finding.Fail {
			continue // not seen, but three hosts were not learnt
		}
		fs = append(fs, f)
	}
	r.Findings = fs
	report.Remember(r, &memory)
	for e := range ocsf.Events(r) {
		require.NotEqual(t, "Close", e.ActivityName)
		require.NotEqual(t, "Pass", e.Compliance.Status)
	}
}

// A whole check that does not apply any more has not passed.
func TestClosedByNotApplying(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	r.History = &report.History{Closed: []report.Closed{
		{ID: "a", CheckID: "recordings.deleted-early", Severity: finding.High},
		{ID: "b", CheckID: "meetings.join-before-host-site", Severity: finding.High},
	}}
	all := byFinding(t, r)
	require.Equal(t, told{"Close", "Resolved", "Not Applicable"}, tell(all["wxa1-a"]))
	require.Equal(t, told{"Close", "Resolved", "Pass"}, tell(all["wxa1-b"]))
}
