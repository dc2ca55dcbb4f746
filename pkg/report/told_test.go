package report_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// On Tuesday nobody is told anything: what it found and closed is told on
// Wednesday, and what the report itself says of Wednesday stays true.
func TestAnAuditThatTellsNobodyTakesNothingAway(t *testing.T) {
	t.Parallel()
	wednesday := tuesday.AddDate(0, 0, 1)
	first := night(monday, finding.Fail, 0, "a", "b")
	last := report.Remember(first, nil)
	told, knows := report.Tell(first, nil)
	require.Nil(t, told.History)
	require.False(t, told.Knows("id-a"))
	require.Equal(t, last, knows, "who was never left out knows what the last audit left")

	last = report.Remember(night(tuesday, finding.Fail, 0, "b", "c"), &last)

	r := night(wednesday, finding.Fail, 0, "b", "c", "d")
	report.Remember(r, &last)
	told, knows = report.Tell(r, &knows)
	require.Equal(t, "Tuesday", r.History.PreviousRun)
	require.Equal(t, 1, r.History.New)
	require.Empty(t, r.History.Closed)
	require.Equal(t, "Monday", told.History.PreviousRun)
	require.Equal(t, 2, told.History.New)
	require.Equal(t, []string{"id-a"}, closedIDs(told.History))
	require.True(t, told.Knows("id-b"))
	require.False(t, told.Knows("id-c"))
	require.Equal(t, tuesday, r.Findings[1].FirstSeen, "and it is said since when it is there")

	later, _ := report.Tell(night(wednesday.AddDate(0, 0, 1), finding.Fail, 0, "b", "c", "d"), &knows)
	require.Empty(t, later.History.Closed, "once is enough")
	require.Zero(t, later.History.New)
}

// Mended on a night that told nobody, and not learnt on the next: nobody is told
// that it is closed before it is known again.
func TestWhatNobodyLearntIsNotToldToBeClosed(t *testing.T) {
	t.Parallel()
	first := night(monday, finding.Fail, 0, "a")
	_, knows := report.Tell(first, nil)
	unknown := night(tuesday, finding.Unknown, 1)
	told, knows := report.Tell(unknown, &knows)
	require.Empty(t, told.History.Closed)
	told, knows = report.Tell(night(tuesday, finding.Pass, 0), &knows)
	require.Equal(t, []string{"id-a"}, closedIDs(told.History))
	require.Empty(t, knows.Open)
}

// Two receivers, one of them new: it is told all that is open, as new, and nothing
// of what was closed before its time.
func TestANewReceiver(t *testing.T) {
	t.Parallel()
	last := report.Remember(night(monday, finding.Fail, 0, "a", "b"), nil)
	r := night(tuesday, finding.Fail, 0, "b")
	report.Remember(r, &last)
	told, knows := report.Tell(r, nil)
	require.Nil(t, told.History)
	require.False(t, told.Knows("id-b"))
	require.Equal(t, monday, r.Findings[0].FirstSeen)
	require.Len(t, knows.Open, 1)
}

func TestWhatIsToldIsPseudonymisedAsWell(t *testing.T) {
	t.Parallel()
	before := report.Memory{Run: "Monday", AsOf: monday, Open: []report.Closed{{
		ID: "id-x", CheckID: "meetings.lobby", Severity: finding.High, FirstSeen: monday,
		Resource: finding.Resource{Type: "host", ID: "a@clinic.example"},
	}}}
	r := night(tuesday, finding.Fail, 0, "a")
	report.Remember(r, nil)
	told, _ := report.Tell(r, &before)
	silent, _ := report.Tell(r, nil)
	report.Pseudonymise(r, []byte("a key for tests"), told, silent)
	require.Equal(t, r.Findings[0].Resource.Name, told.History.Closed[0].Resource.ID)
	require.NotContains(t, told.History.Closed[0].Resource.ID, "a@")
}
