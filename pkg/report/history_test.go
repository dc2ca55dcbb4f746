package report_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

var (
	monday  = time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)
	tuesday = monday.AddDate(0, 0, 1)
)

// night is a report of one check with these failing hosts.
func night(at time.Time, status finding.Status, unknown int, hosts ...string) *report.Report {
	r := &report.Report{
		Run:    report.Run{ID: at.Weekday().String(), AsOf: at},
		Checks: []report.Check{{ID: "meetings.lobby", Status: status, Unknown: unknown}},
	}
	for _, h := range hosts {
		r.Findings = append(r.Findings, finding.Finding{
			ID: "id-" + h, CheckID: "meetings.lobby", Status: finding.Fail, Severity: finding.High,
			Resource: finding.Resource{Type: "host", ID: h, Name: h + "@clinic.example"},
		})
	}
	return r
}

func closedIDs(h *report.History) []string {
	ids := []string{}
	for _, c := range h.Closed {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestTheFirstAuditHasNoHistory(t *testing.T) {
	t.Parallel()
	r := night(monday, finding.Fail, 0, "a")
	m := report.Remember(r, nil)
	require.Nil(t, r.History)
	require.Equal(t, monday, r.Findings[0].FirstSeen)
	require.Equal(t, report.Memory{Run: "Monday", AsOf: monday, Open: []report.Closed{{
		ID: "id-a", CheckID: "meetings.lobby", Severity: finding.High, FirstSeen: monday,
		Resource: finding.Resource{Type: "host", ID: "a"}, // and no name
	}}}, m)
}

func TestNewAgainAndClosed(t *testing.T) {
	t.Parallel()
	before := report.Remember(night(monday, finding.Fail, 0, "a", "b"), nil)
	r := night(tuesday, finding.Fail, 0, "b", "c")
	after := report.Remember(r, &before)
	require.Equal(t, "Monday", r.History.PreviousRun)
	require.Equal(t, 1, r.History.New)
	require.Equal(t, []string{"id-a"}, closedIDs(r.History))
	require.Equal(t, monday, r.Findings[0].FirstSeen, "b was there on Monday")
	require.Equal(t, tuesday, r.Findings[1].FirstSeen)
	require.Len(t, after.Open, 2)

	back := night(tuesday.AddDate(0, 0, 1), finding.Fail, 0, "a", "b", "c")
	report.Remember(back, &after)
	require.Equal(t, 1, back.History.New, "what was closed and comes back is new")
}

// What was not looked at, or not learnt, is not mended.
func TestOnlyWhatWasDecidedCloses(t *testing.T) {
	t.Parallel()
	before := report.Remember(night(monday, finding.Fail, 0, "a"), nil)
	for name, r := range map[string]*report.Report{
		"unknown":      night(tuesday, finding.Unknown, 1),
		"half unknown": night(tuesday, finding.Fail, 1, "b"),
		"not selected": {Run: report.Run{ID: "x", AsOf: tuesday}},
		"disabled": {Run: report.Run{ID: "x", AsOf: tuesday}, Checks: []report.Check{
			{ID: "meetings.lobby", Status: finding.NotApplicable, Disabled: true},
		}},
		"half learnt": {Run: report.Run{ID: "x", AsOf: tuesday}, Checks: []report.Check{
			{ID: "meetings.lobby", Status: finding.Fail, Partial: 1},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			after := report.Remember(r, &before)
			require.Empty(t, r.History.Closed)
			require.Contains(t, after.Open, before.Open[0], "it is still open")
		})
	}
	for _, s := range []finding.Status{finding.Pass, finding.NotApplicable, finding.Warn} {
		r := night(tuesday, s, 0)
		require.Empty(t, report.Remember(r, &before).Open)
		require.Equal(t, []string{"id-a"}, closedIDs(r.History), s)
	}
}

func TestANoteIsNotOpen(t *testing.T) {
	t.Parallel()
	r := night(monday, finding.Pass, 0, "a")
	r.Findings[0].Status, r.Findings[0].Severity = finding.NotApplicable, finding.Info
	require.Empty(t, report.Remember(r, nil).Open)
}

// A clock that was a year ahead for one night must not make a finding new for a
// year.
func TestNothingWasFirstSeenInTheFuture(t *testing.T) {
	t.Parallel()
	ahead := report.Remember(night(monday.AddDate(1, 0, 0), finding.Fail, 0, "a"), nil)
	r := night(monday, finding.Fail, 0, "a")
	after := report.Remember(r, &ahead)
	require.Equal(t, monday, r.Findings[0].FirstSeen)
	require.Equal(t, monday, after.Open[0].FirstSeen)
	require.Zero(t, r.History.New)
}
