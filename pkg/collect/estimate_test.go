package collect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// TestEstimateIsWithinAFactorOfTwo compares what a preflight foretells with what
// the run then sends.
func TestEstimateIsWithinAFactorOfTwo(t *testing.T) {
	t.Parallel()
	for who, o := range map[string]*synth.Organization{"clean": synth.Clean(), "clinic": synth.Clinic()} {
		for what, want := range map[string][]snapshot.Name{
			"everything": nil,
			"meetings":   {snapshot.MeetingsName, snapshot.EndedMeetingsName},
			"recordings": {snapshot.RecordingsName, snapshot.PurgedRecordingsName},
			"devices":    {snapshot.DevicesName, snapshot.DeviceSettingsName},
			"calling":    {snapshot.CallingName, snapshot.CallingLocationsName, snapshot.RecordedLinesName, snapshot.VoicemailName},
			"accounts":   {snapshot.ScimUsersName, snapshot.ScimGroupsName, snapshot.AuthorizationsName},
		} {
			t.Run(who+" "+what, func(t *testing.T) {
				t.Parallel()
				s := webextest.NewServer(o)
				defer s.Close()
				options := func() Options {
					return Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key"), ContactCenter: true, Want: want}
				}
				asked := options()
				f, err := Preflight(t.Context(), asked)
				require.NoError(t, err)
				require.LessOrEqual(t, f.Requests, 100, "one cheap question each")
				run := options()
				_, err = Run(t.Context(), run)
				require.NoError(t, err)
				sent := run.Client.Requests()
				t.Log(f.Estimate, "sent", sent, "by the preflight", f.Requests)
				require.LessOrEqual(t, f.Estimate.About(), 2*sent)
				require.LessOrEqual(t, sent, 2*f.Estimate.About())
			})
		}
	}
}

func TestEstimateTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, time.Minute, Estimate{Low: 500, High: 700}.Time(10))
	require.Zero(t, Estimate{Low: 500, High: 700}.Time(0))
}

func TestEstimatesAddUp(t *testing.T) {
	t.Parallel()
	require.Equal(t, Estimate{3, 5, true}, exactly(1).and(Estimate{2, 4, true}))
	require.Equal(t, Estimate{6, 20, false}, between(2, 4).times(between(3, 5)))
	require.Equal(t, exactly(500), Estimate{600, 900, true}.upTo(500))
	require.Equal(t, Estimate{100, 500, true}, Estimate{100, 900, true}.upTo(500))
	require.Equal(t, exactly(1), exactly(0).pagesOf(100), "an empty list takes a request, too")
	require.Equal(t, between(1, 2), exactly(100).pagesOf(100))
	require.Equal(t, between(2, 3), exactly(101).pagesOf(100))
	require.Equal(t, Estimate{}, when(false, Estimate{3, 4, true}))
}

// Counts that Webex sends may be anything; what is reckoned from them stays a
// number of requests, and a time.
func TestEstimatesOfTheLargest(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	huge := `{"totalResults":9223372036854775807,"Resources":[]}`
	s := webextest.NewServer(answering(answering(answering(o, scimUsersEndpoint.Path, huge), scimGroupsEndpoint.Path, huge), licensesEndpoint.Path,
		`{"items":[{"id":"a","siteUrl":"a.webex.com","consumedUnits":9223372036854775807},{"id":"b","siteUrl":"b.webex.com","consumedUnits":9223372036854775807}]}`))
	defer s.Close()
	f, err := preflight(t, o, s, func(o *Options) { o.Officer, o.EverySpace = true, true })
	require.NoError(t, err)
	require.Positive(t, f.Estimate.Low)
	require.GreaterOrEqual(t, f.Estimate.High, f.Estimate.Low)
	require.Equal(t, longestEstimate, Estimate{Low: 1 << 60, High: 1 << 60}.Time(10))

	k := &known{r: &run{s: &snapshot.Snapshot{}}, peopleMore: true, people: make([]wirePerson, 100), scimTotal: snapshot.Some(1 << 62)}
	require.Equal(t, exactly(mostCounted), k.accounts())
	k.scimTotal = snapshot.Opt[int]{}
	k.r.s.Licenses.Items = []snapshot.License{{SiteURL: "a", Consumed: snapshot.Some(1 << 62)}, {SiteURL: "b", Consumed: snapshot.Some(1 << 62)}}
	require.Equal(t, Estimate{mostCounted, 2 * mostCounted, true}, k.accounts())
	hosts, seats := k.hosts()
	require.Equal(t, between(mostCounted, 2*mostCounted), hosts)
	require.Equal(t, exactly(2*mostCounted), seats)
}
