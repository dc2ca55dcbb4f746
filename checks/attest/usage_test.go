package attest

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

var (
	src       = snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI}
	forbidden = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Webex refused the request (403)"}
)

func whole[T any](items ...T) snapshot.Section[T] {
	if items == nil {
		items = []T{}
	}
	return snapshot.Section[T]{Items: items, Source: src}
}

func used(name string, n int) snapshot.License {
	return snapshot.License{ID: name, Name: name, Consumed: snapshot.Some(n)}
}

// quiet is an organisation of which everything was read and nothing is in use.
func quiet() *check.Input {
	s := &snapshot.Snapshot{
		Licenses: whole[snapshot.License](), Meetings: whole[snapshot.HostMeetings](), EndedMeetings: whole[snapshot.EndedMeeting](),
		Recordings: whole[snapshot.Recording](), CallFiles: whole[snapshot.CallFile](), CCQueues: whole[snapshot.CCQueue](),
		Generated: whole[snapshot.GeneratedContent](),
		Vidcast:   snapshot.Record[snapshot.Vidcast]{Value: &snapshot.Vidcast{Allowed: snapshot.No}, Source: src},
	}
	return &check.Input{Snapshot: s}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		line   line
		change func(s *snapshot.Snapshot)
		want   snapshot.Tri
	}{
		{"nothing", meetings, func(*snapshot.Snapshot) {}, snapshot.No},
		{"a licence in use", meetings, func(s *snapshot.Snapshot) { s.Licenses = whole(used("Webex Meetings", 3)) }, snapshot.Yes},
		{"a licence that nobody uses", calling, func(s *snapshot.Snapshot) { s.Licenses = whole(used("Webex Calling", 0)) }, snapshot.No},
		{"a licence without its count", calling, func(s *snapshot.Snapshot) { s.Licenses = whole(snapshot.License{Name: "Webex Calling"}) }, snapshot.Unknown},
		{"a licence without its name", messaging, func(s *snapshot.Snapshot) { s.Licenses = whole(used("", 3)) }, snapshot.Unknown},
		{"licences not read", messaging, func(s *snapshot.Snapshot) { s.Licenses = snapshot.Section[snapshot.License]{Gap: forbidden} }, snapshot.Unknown},
		{"a meeting without a licence", meetings, func(s *snapshot.Snapshot) { s.EndedMeetings = whole(snapshot.EndedMeeting{ScheduledType: "meeting"}) }, snapshot.Yes},
		{"a webinar that took place", webinars, func(s *snapshot.Snapshot) { s.EndedMeetings = whole(snapshot.EndedMeeting{ScheduledType: "webinar"}) }, snapshot.Yes},
		{"a meeting of a kind not said", webinars, func(s *snapshot.Snapshot) { s.EndedMeetings = whole(snapshot.EndedMeeting{}) }, snapshot.Unknown},
		{"meetings of one host not read", webinars, func(s *snapshot.Snapshot) { s.Meetings = whole(snapshot.HostMeetings{Gap: forbidden}) }, snapshot.Unknown},
		{"a coming webinar, of a list that broke off", webinars, func(s *snapshot.Snapshot) {
			s.Meetings = whole(snapshot.HostMeetings{Meetings: []snapshot.Meeting{{ScheduledType: "webinar"}}})
			s.Meetings.Gap = forbidden
		}, snapshot.Yes},
		{"a recording", recordingStorage, func(s *snapshot.Snapshot) { s.Recordings = whole(snapshot.Recording{}) }, snapshot.Yes},
		{"a meeting that was recorded, and the recording deleted", recordingStorage, func(s *snapshot.Snapshot) {
			s.EndedMeetings = whole(snapshot.EndedMeeting{HasRecording: snapshot.No}, snapshot.EndedMeeting{HasRecording: snapshot.Yes})
		}, snapshot.Yes},
		{"a meeting that does not say whether it was recorded", recordingStorage, func(s *snapshot.Snapshot) { s.EndedMeetings = whole(snapshot.EndedMeeting{}) }, snapshot.Unknown},
		{"a call recording", recordingStorage, func(s *snapshot.Snapshot) { s.CallFiles = whole(snapshot.CallFile{}) }, snapshot.Yes},
		{"recordings not read", recordingStorage, func(s *snapshot.Snapshot) { s.Recordings = snapshot.Section[snapshot.Recording]{Gap: forbidden} }, snapshot.Unknown},
		{"call recordings not bought", recordingStorage, func(s *snapshot.Snapshot) {
			s.CallFiles = snapshot.Section[snapshot.CallFile]{Gap: &snapshot.Gap{Reason: snapshot.NotLicensed}}
		}, snapshot.No},
		{"call recordings said not to be bought, beside a licence without its count", calling, func(s *snapshot.Snapshot) {
			s.CallFiles = snapshot.Section[snapshot.CallFile]{Gap: &snapshot.Gap{Reason: snapshot.NotLicensed}}
			s.Licenses = whole(snapshot.License{Name: "Webex Calling"})
		}, snapshot.Unknown},
		{"a queue", contactCenter, func(s *snapshot.Snapshot) { s.CCQueues = whole(snapshot.CCQueue{}) }, snapshot.Yes},
		{"queues refused", contactCenter, func(s *snapshot.Snapshot) { s.CCQueues = snapshot.Section[snapshot.CCQueue]{Gap: forbidden} }, snapshot.Unknown},
		{"a summary", transcriptsAI, func(s *snapshot.Snapshot) { s.Generated = whole(snapshot.GeneratedContent{}) }, snapshot.Yes},
		{"Vidcast switched on", vidcast, func(s *snapshot.Snapshot) { s.Vidcast.Value.Allowed = snapshot.Yes }, snapshot.Yes},
		{"Vidcast not said", vidcast, func(s *snapshot.Snapshot) { s.Vidcast.Value.Allowed = snapshot.Unknown }, snapshot.Unknown},
		{"Slido, of which nothing shows", slido, func(*snapshot.Snapshot) {}, snapshot.Unknown},
		{"Control Hub, always", platform, func(s *snapshot.Snapshot) { s.Licenses = snapshot.Section[snapshot.License]{Gap: forbidden} }, snapshot.Yes},
	} {
		in := quiet()
		c.change(in.Snapshot)
		u := usageOf(in, c.line)
		require.Equal(t, c.want, u.state, c.name)
		require.NotEmpty(t, u.why, c.name)
		require.Equal(t, c.want == snapshot.Unknown, u.gap != nil, c.name)
	}
}

func TestUnmapped(t *testing.T) {
	t.Parallel()
	in := quiet()
	in.Licenses = whole(used("Webex Connect", 2), used("Webex Connect Lite", 0), used("Messaging", 2), used("", 0), snapshot.License{Name: "Imagine"})
	var names []string
	for _, lic := range unmapped(in) {
		names = append(names, lic.Name)
	}
	require.Equal(t, []string{"Webex Connect", "", "Imagine"}, names)
}

func TestRegions(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{"US": "us", " us ": "us", "USA": "us", "us-east-1_a": "us", "EU": "eu", "eu-central-1_k": "eu", "UK": "gb", "DE": "eu", "Saudi Arabia": "saudi_arabia"} {
		require.Equal(t, want, regionWord(word), word)
	}
	id := func(uri string) string { return base64.RawStdEncoding.EncodeToString([]byte(uri)) }
	require.Equal(t, "us-west-2_r", clusterRegion(id("ciscospark://urn:TEAM:us-west-2_r/DEVICE/1")))
	require.Equal(t, "eu-central-1_k", clusterRegion(base64.StdEncoding.EncodeToString([]byte("ciscospark://urn:TEAM:eu-central-1_k/DEVICE/1"))))
	require.Empty(t, clusterRegion(id("ciscospark://us/DEVICE/1")), "the historic prefix proves nothing")
	require.Empty(t, clusterRegion("no id at all"))
}

func TestSixYears(t *testing.T) {
	t.Parallel()
	day := dayOf(t, "2024-02-29")
	require.Equal(t, time.Date(2030, 3, 1, 0, 0, 0, 0, time.UTC), yearsAfter(day, 6))
	require.Equal(t, time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC), yearsAfter(dayOf(t, "2020-02-28"), 6))
}
