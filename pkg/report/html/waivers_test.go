package htmlreport

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func day(t *testing.T, s string) finding.Day {
	t.Helper()
	var d finding.Day
	require.NoError(t, d.UnmarshalText([]byte(s)))
	return d
}

func TestWaiverDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state        report.WaiverState
		starts, ends string
		word, left   string
		soon         bool
	}{
		{"in_force", "2026-01-01", "2026-04-01", "In force", "31 days left", false},
		{"in_force", "2026-01-01", "2026-03-31", "In force", "30 days left", true},
		{"in_force", "2026-01-01", "2026-03-02", "In force", "1 day left", true},
		{"in_force", "2026-01-01", "2026-03-01", "In force", "its last day", true},
		{"in_force", "2026-01-01", "2026-02-28", "In force", "its last day", true}, // west of Greenwich
		{"ended", "2026-01-01", "2026-02-28", "Ended", "1 day past its end", true},
		{"ended", "2026-01-01", "2026-03-01", "Ended", "1 day past its end", true}, // east of it
		{"not_begun", "2026-03-11", "2026-04-01", "Not begun", "begins in 10 days", false},
		{"of_a_later_version", "2026-01-01", "2026-03-03", "of a later version", "2 days left", true},
	} {
		r := reporttest.Clean()
		r.Waivers = []report.Waiver{{ID: "W", Check: r.Checks[0].ID, State: c.state, Starts: day(t, c.starts), Expires: day(t, c.ends)}}
		w := newPage(r).Waivers[0]
		require.Equal(t, []any{c.word, c.left, c.soon}, []any{w.State.Word, w.Left, w.Soon})
		require.Equal(t, []string{c.starts, c.ends}, []string{w.Starts, w.Ends})
		require.NotEqual(t, "pass", w.State.Class, "an accepted failure never looks passed")
		require.True(t, strings.HasPrefix(w.Nothing, "nothing: "))
	}
}

// A finding whose waiver the list leaves out, in a report of another hand.
func TestAWaiverThatIsNotListed(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	r.Waivers = nil
	_, text := parse(t, write(t, r))
	for _, words := range []string{"the archive keeps what Webex deletes", "its first day is not given", "30 days left"} {
		require.Contains(t, text, words)
	}
}

func TestAWaiverNamesSomeOfMany(t *testing.T) {
	t.Parallel()
	r := reporttest.Big(mostCovered + 7)
	w := report.Waiver{ID: "W", Check: r.Checks[0].ID, State: report.WaiverInForce, Covers: len(r.Findings)}
	r.Waivers = []report.Waiver{w}
	for i := range r.Findings {
		r.Findings[i].Waiver = &finding.Waiver{ID: "W"}
	}
	got := newPage(r).Waivers[0]
	require.Len(t, got.Findings, mostCovered)
	require.Equal(t, 7, got.More)
}
