package recordings_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// kept is an organisation that recorded one meeting and has lost nothing.
func kept() *snapshot.Snapshot {
	return &snapshot.Snapshot{
		Recordings:        list(snapshot.Recording{ID: "rec-1", Host: lopez, Site: site, MeetingID: "m1"}),
		DeletedRecordings: list[snapshot.Recording](),
		PurgedRecordings:  list[snapshot.Recording](),
		RemovedCalls:      list[snapshot.CallRecordingFile](),
		EndedMeetings:     list(endedMeeting("m1", snapshot.Yes)),
	}
}

func endedMeeting(id string, recorded snapshot.Tri) snapshot.EndedMeeting {
	return snapshot.EndedMeeting{ID: id, Host: lopez, Start: now.AddDate(0, 0, -10), HasRecording: recorded}
}

func removed(recorded time.Time, seconds snapshot.Opt[int]) snapshot.Recording {
	return snapshot.Recording{ID: "gone", Host: lopez, Site: site, MeetingID: "m9", Recorded: recorded, Seconds: seconds}
}

func TestDeletedEarly(t *testing.T) {
	t.Parallel()
	visit, recent := snapshot.Some(1800), now.AddDate(0, 0, -20)
	archived := check.Params{"archived_evidence": []string{"GONE"}}
	for _, tt := range []struct {
		name   string
		rec    snapshot.Recording
		params check.Params
		want   finding.Status
		says   string
	}{
		{"a visit", removed(recent, visit), nil, finding.Fail, ""},
		{"a minute", removed(recent, snapshot.Some(60)), nil, finding.Fail, ""},
		{"a second less", removed(recent, snapshot.Some(59)), nil, finding.Pass, ""},
		{"length absent: a test or a visit", removed(recent, snapshot.Opt[int]{}), nil, finding.Unknown, "cannot be told from a test"},
		{"length below nothing", removed(recent, snapshot.Some(-77)), nil, finding.Unknown, "cannot be told from a test"},
		{"date absent", removed(time.Time{}, visit), nil, finding.Unknown, "when it was recorded"},
		{"six years old to the second", removed(now.AddDate(-6, 0, 0), visit), nil, finding.Pass, ""},
		{"a second short of six years", removed(now.AddDate(-6, 0, 0).Add(time.Second), visit), check.Params{"lookback_days": 2400}, finding.Fail, ""},
		{"seven years asked", removed(now.AddDate(-6, 0, 0), visit), check.Params{"keep_years": 7, "lookback_days": 3000}, finding.Fail, ""},
		{"before the look-back", removed(now.AddDate(0, 0, -31), visit), check.Params{"lookback_days": 30}, finding.Pass, "no recording made since 2026-10-21"},
		{"on its edge", removed(now.AddDate(0, 0, -30), visit), check.Params{"lookback_days": 30}, finding.Fail, ""},
		{"within or before it", removed(time.Time{}, visit), check.Params{"lookback_days": 30}, finding.Unknown, ""},
		{"archived", removed(recent, visit), archived, finding.Pass, ""},
		{"archived, date absent", removed(time.Time{}, visit), archived, finding.Pass, ""},
		{"another is archived", removed(recent, visit), check.Params{"archived_evidence": []string{"x"}}, finding.Fail, ""},
		{"id absent, so perhaps archived", snapshot.Recording{MeetingID: "m9", Recorded: recent, Seconds: visit}, archived, finding.Unknown, "without its id"},
		{"id absent, nothing archived", snapshot.Recording{MeetingID: "m9", Recorded: recent, Seconds: visit}, nil, finding.Fail, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := kept()
			s.DeletedRecordings = list(tt.rec)
			deleted := evaluate(recordings.DeletedEarly, s, tt.params)
			require.Equal(t, tt.want, deleted.Status, deleted.Message)
			require.Contains(t, deleted.Message, tt.says)

			s = kept()
			s.PurgedRecordings = list(tt.rec)
			purged := evaluate(recordings.DeletedEarly, s, tt.params)
			require.Equal(t, tt.want, purged.Status, purged.Message)
			if tt.want == finding.Fail {
				require.Contains(t, deleted.Message, "recycle bin")
				require.Contains(t, purged.Message, "purged for good")
			}
		})
	}
}

// Six years are counted on the calendar: of two recordings from either side of
// a leap day, one is 2191 and the other 2192 days old when its time is over.
func TestDeletedEarlyOnLeapDays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ recorded, day string }{
		{"2020-02-29", "2026-03-01"}, // 2026 has no 29 February
		{"2020-02-28", "2026-02-28"}, // 2192 days
		{"2020-03-01", "2026-03-01"}, // 2191 days
	} {
		s := kept()
		s.EndedMeetings = list[snapshot.EndedMeeting]()
		s.PurgedRecordings = list(removed(at(t, tt.recorded), snapshot.Some(1800)))
		for _, sec := range []*snapshot.Source{&s.PurgedRecordings.Source, &s.DeletedRecordings.Source, &s.RemovedCalls.Source} {
			sec.Since = at(t, "2019-01-01")
		}
		due := at(t, tt.day)
		long := check.Params{"lookback_days": 2400}
		o := evaluateAt(due.Add(-time.Second), recordings.DeletedEarly, s, long)
		require.Equal(t, finding.Fail, o.Status, "%s, a second too early", tt.recorded)
		require.Contains(t, o.Message, "until "+tt.day)
		o = evaluateAt(due, recordings.DeletedEarly, s, long)
		require.Equal(t, finding.Pass, o.Status, "%s: %s", tt.recorded, o.Message)
	}
}

func TestVanishedRecordings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*snapshot.Snapshot)
		want   finding.Status
		says   string
	}{
		{"all there", func(*snapshot.Snapshot) {}, finding.Pass, "no recording made since 2025-11-20"},
		{"in no list", func(s *snapshot.Snapshot) { s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes)) }, finding.Warn, "in no list"},
		{"never recorded", func(s *snapshot.Snapshot) { s.EndedMeetings = list(endedMeeting("m2", snapshot.No)) }, finding.Pass, ""},
		{"recorded or not is absent", func(s *snapshot.Snapshot) { s.EndedMeetings = list(endedMeeting("m1", snapshot.Unknown)) }, finding.Unknown, "do not say whether"},
		{"recorded, id absent", func(s *snapshot.Snapshot) { s.EndedMeetings = list(endedMeeting("", snapshot.Yes)) }, finding.Unknown, "have no id"},
		{"ended within a day", func(s *snapshot.Snapshot) {
			s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes))
			s.EndedMeetings.Items[0].Start = now.AddDate(0, 0, -1).Add(time.Second)
		}, finding.Pass, ""},
		{"ended a day ago", func(s *snapshot.Snapshot) {
			s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes))
			s.EndedMeetings.Items[0].Start = now.AddDate(0, 0, -1)
		}, finding.Warn, ""},
		{"when it ended is absent", func(s *snapshot.Snapshot) {
			s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes))
			s.EndedMeetings.Items[0].Start = time.Time{}
		}, finding.Unknown, "did not return when"},
		{"a recording of the host names no meeting", func(s *snapshot.Snapshot) { s.Recordings.Items[0].MeetingID = "" }, finding.Unknown, "some name no meeting"},
		{"a recording of somebody else names no meeting", func(s *snapshot.Snapshot) {
			s.Recordings.Items[0].MeetingID, s.Recordings.Items[0].Host = "", "x@clinic.example"
		}, finding.Warn, ""},
		{"recordings broke off", func(s *snapshot.Snapshot) {
			s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes))
			s.Recordings.Gap = brokeOff
		}, finding.Unknown, "broke off"},
		{"in no list that is visible", func(s *snapshot.Snapshot) {
			s.EndedMeetings = list(endedMeeting("m2", snapshot.Yes))
			s.PurgedRecordings = notRead[snapshot.Recording](refused)
		}, finding.Unknown, "purged recordings are not visible"},
		{"ended meetings refused", func(s *snapshot.Snapshot) { s.EndedMeetings = notRead[snapshot.EndedMeeting](refused) }, finding.Unknown, "403"},
		{"nothing was ever recorded", func(s *snapshot.Snapshot) {
			s.Recordings, s.EndedMeetings = list[snapshot.Recording](), list(endedMeeting("m2", snapshot.No))
		}, finding.NotApplicable, "nothing was recorded"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := kept()
			tt.change(s)
			o := evaluate(recordings.DeletedEarly, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}
}

func TestPurgedNotVisible(t *testing.T) {
	t.Parallel()
	s := kept()
	s.PurgedRecordings = notRead[snapshot.Recording](refused)
	o := evaluate(recordings.DeletedEarly, s, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Contains(t, o.Message, "purged recordings are not visible")

	s.DeletedRecordings = list(removed(now.AddDate(0, 0, -20), snapshot.Some(1800)))
	o = evaluate(recordings.DeletedEarly, s, nil)
	require.Equal(t, finding.Fail, o.Status, "a hit is a hit")
}

func TestDeletedEarlyLookBack(t *testing.T) {
	t.Parallel()
	gone := kept()
	gone.EndedMeetings = list(endedMeeting("m2", snapshot.Yes)) // ten days ago
	for days, want := range map[int]finding.Status{9: finding.Pass, 10: finding.Warn} {
		o := evaluate(recordings.DeletedEarly, gone, check.Params{"lookback_days": days})
		require.Equal(t, want, o.Status, "%d days: %s", days, o.Message)
	}
	f := about(t, evaluate(recordings.DeletedEarly, gone, nil), "m2")
	require.Equal(t, lopez+" 2026-11-10 02:30 UTC", f.Resource.Name, "meetings of one host are told apart")

	for days, want := range map[int]finding.Status{365: finding.Pass, 366: finding.Unknown} {
		o := evaluate(recordings.DeletedEarly, kept(), check.Params{"lookback_days": days})
		require.Equal(t, want, o.Status, "%d days: %s", days, o.Message)
	}
}

func TestRemovedCalls(t *testing.T) {
	t.Parallel()
	call := func(id string, recorded time.Time, seconds snapshot.Opt[int]) snapshot.CallRecordingFile {
		return snapshot.CallRecordingFile{ID: id, Status: "purged", Service: "calling", Recorded: recorded, Seconds: seconds}
	}
	recent := now.AddDate(0, -2, 0)
	for _, tt := range []struct {
		name  string
		calls []snapshot.CallRecordingFile
		want  finding.Status
	}{
		{"a short one", []snapshot.CallRecordingFile{call("c1", recent, snapshot.Some(59))}, finding.Pass},
		{"a long one", []snapshot.CallRecordingFile{call("c1", recent, snapshot.Some(60))}, finding.Fail},
		{"length absent", []snapshot.CallRecordingFile{call("c1", recent, snapshot.Opt[int]{})}, finding.Unknown},
		{"date absent", []snapshot.CallRecordingFile{call("c1", time.Time{}, snapshot.Some(60))}, finding.Unknown},
		{"a hit beside one without a date", []snapshot.CallRecordingFile{call("c1", time.Time{}, snapshot.Some(60)), call("c2", recent, snapshot.Some(60))}, finding.Fail},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := kept()
			s.RemovedCalls = list(tt.calls...)
			o := evaluate(recordings.DeletedEarly, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}

	s := kept()
	s.RemovedCalls = list(call("c1", recent, snapshot.Some(60)))
	old := evaluate(recordings.DeletedEarly, s, check.Params{"lookback_days": 30})
	require.Equal(t, finding.Pass, old.Status, old.Message)
	require.Equal(t, "1 older recording was deleted or purged too, from before lookback_days", about(t, old, "older_recordings").Message)

	s = kept()
	for i := range 1200 {
		s.RemovedCalls.Items = append(s.RemovedCalls.Items, call("c"+strconv.Itoa(i), recent, snapshot.Some(60)))
	}
	o := evaluate(recordings.DeletedEarly, s, nil)
	require.Equal(t, 1, o.Failed, "one finding, not thousands")
	require.Contains(t, o.Message, "1200 call recordings were deleted or purged")
	require.Contains(t, o.Message, "recordings.retention-setting")
}
