package collect

import (
	"context"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var schedulingEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingPreferences/schedulingOptions", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_preferences_read", Role: meetingAdmin,
	Wire: wireScheduling{},
}

type wireScheduling struct {
	EnabledJoinBeforeHost          looseBool  `json:"enabledJoinBeforeHost"`
	JoinBeforeHostMinutes          looseInt   `json:"joinBeforeHostMinutes"`
	EnabledAutoShareRecording      looseBool  `json:"enabledAutoShareRecording"`
	EnabledWebexAssistantByDefault looseBool  `json:"enabledWebexAssistantByDefault"`
	DelegateEmails                 []presence `json:"delegateEmails"` // to be counted
}

// scheduling reads the meeting defaults of every host on every site of theirs:
// without a site the answer would be about the administrator's preferred one.
// Nothing in an answer says whose it is, so the Personal Rooms of the site tell
// whether Webex answers for the host.
func scheduling(ctx context.Context, r *run) {
	r.section(ctx, snapshot.PersonalRoomsName)
	r.s.Scheduling = perSeat(ctx, r, schedulingEndpoint, func(on seat) (snapshot.SchedulingPreferences, time.Time) {
		prefs := snapshot.SchedulingPreferences{PersonID: on.host.PersonID, Host: on.host.Email, Site: on.site}
		if slices.Contains(r.sharedRoomSites, on.site) {
			prefs.Gap = schedulingEndpoint.ownAnswer("several hosts of the site were given one Personal Room")
			return prefs, time.Time{}
		}
		w, resp, err := webex.Get[wireScheduling](ctx, r.o.Client, schedulingEndpoint.request(on.query()))
		if err != nil {
			prefs.Gap = r.gap(schedulingEndpoint, err)
			return prefs, time.Time{}
		}
		prefs.JoinBeforeHost = w.EnabledJoinBeforeHost.Tri()
		prefs.JoinBeforeHostMinutes = w.JoinBeforeHostMinutes.amount()
		prefs.AutoShareRecording = w.EnabledAutoShareRecording.Tri()
		prefs.AssistantByDefault = w.EnabledWebexAssistantByDefault.Tri()
		if w.DelegateEmails != nil {
			prefs.Delegates = snapshot.Some(len(w.DelegateEmails))
		}
		return prefs, resp.ReadAt
	})
}
