package htmlreport

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// Half past two in the morning in UTC is the evening before in Chicago: the days
// that are left are counted from where the organisation is.
func TestDaysAreThoseOfTheOrganisation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today, ends, left string
	}{
		{"2026-02-28", "2026-02-28", "its last day"},
		{"2026-02-28", "2026-03-01", "1 day left"},
		{"2026-03-01", "2026-03-01", "its last day"},
		{"2026-03-02", "2026-03-03", "1 day left"},
		{"", "2026-03-03", "2 days left"}, // in UTC, where a report does not say
	} {
		r := reporttest.Clean()
		r.Run.Day = day(t, c.today)
		r.Waivers = []report.Waiver{{ID: "W", Check: r.Checks[0].ID, State: report.WaiverInForce, Starts: day(t, "2026-01-01"), Expires: day(t, c.ends)}}
		r.Attestations = []report.Attestation{{Statement: "a", State: "valid", SignedOn: day(t, "2026-01-01"), ValidUntil: day(t, c.ends)}}
		p := newPage(r)
		require.Equal(t, c.left, p.Waivers[0].Left)
		require.Equal(t, c.left, p.Statements[0].Left)
	}
}
