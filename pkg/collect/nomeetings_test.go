package collect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// That nobody met and nobody will is believed of a token that was shown what is
// somebody else's, and of no other: Webex may have answered about its own person.
func TestNoMeetingsNeedAWitness(t *testing.T) {
	t.Parallel()
	refused := &snapshot.Gap{Reason: snapshot.Forbidden}
	for name, tt := range map[string]struct {
		change         func(*run)
		ended, planned bool // believed
	}{
		"everything was refused":         {func(*run) {}, false, false},
		"a report without rows":          {func(r *run) { r.s.Usage.Items, r.s.Usage.Gap = []snapshot.UsageRow{}, nil }, true, true},
		"somebody's Personal Room":       {func(r *run) { r.s.PersonalRooms.Items = []snapshot.PersonalRoom{{PersonID: "other"}} }, true, true},
		"a room that was refused":        {func(r *run) { r.s.PersonalRooms.Items = []snapshot.PersonalRoom{{PersonID: "other", Gap: refused}} }, false, false},
		"somebody's preferences":         {func(r *run) { r.s.Scheduling.Items = []snapshot.SchedulingPreferences{{PersonID: "other"}} }, true, true},
		"somebody's meeting":             {func(r *run) { r.s.EndedMeetings.Items = make([]snapshot.EndedMeeting, 1) }, true, true},
		"a meeting that comes":           {func(r *run) { r.s.Meetings.Items[0].Meetings = make([]snapshot.Meeting, 1) }, false, true},
		"nobody but the token's own one": {func(r *run) { r.s.Meetings.Items[0].PersonID = r.s.Auditor.Value.ID }, false, true},
		"nobody can host":                {func(r *run) { r.s.Meetings.Items = []snapshot.HostMeetings{} }, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			r.s.Auditor.Value = &snapshot.Auditor{ID: "me"}
			r.s.Usage.Gap = refused
			r.s.EndedMeetings.Items = []snapshot.EndedMeeting{}
			r.s.Meetings.Items = []snapshot.HostMeetings{{PersonID: "other", Meetings: []snapshot.Meeting{}}}
			tt.change(r)
			r.doubtNoMeetings()
			require.Equal(t, tt.ended, r.s.EndedMeetings.Missing() == nil)
			require.Equal(t, tt.planned, r.s.Meetings.Missing() == nil)
		})
	}
}

// No devices at all are believed of a token that may see the rooms.
func TestNoDevicesNeedAWitness(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		rooms    *snapshot.Gap
		believed bool
	}{
		"no rooms either":    {nil, true},
		"rooms were refused": {&snapshot.Gap{Reason: snapshot.Forbidden}, false},
		"rooms were late":    {&snapshot.Gap{Reason: snapshot.Timeout}, false},
	} {
		r := onWard(&ward{})
		r.s.Devices.Items, r.s.DeviceSettings.Items = []snapshot.Device{}, []snapshot.DeviceSettings{}
		if r.s.Workspaces.Gap = tt.rooms; tt.rooms == nil {
			r.s.Workspaces.Items = []snapshot.Workspace{}
		}
		r.contradictDevices()
		require.Equal(t, tt.believed, r.s.Devices.Missing() == nil, name)
		require.Equal(t, tt.believed, r.s.DeviceSettings.Missing() == nil, name)
	}
}
