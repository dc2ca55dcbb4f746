package collect

import (
	"context"
	"net/url"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var inviteesEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingInvitees", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_schedule_read", Role: meetingAdmin,
	Wire: listOf[wireInvitee]{},
}

type wireInvitee struct {
	Email *mail `json:"email"`
}

// needsInvitees says whether a verdict on the meeting depends on how many
// outsiders are invited. Where it does not, nobody's name is asked for.
func needsInvitees(m *snapshot.Meeting) bool {
	return m.Recurrence.Kind != "none" ||
		m.ScheduledType == "personalRoomMeeting" ||
		m.AutoRecord == snapshot.Yes ||
		m.UnlockedJoin == "blockFromJoin"
}

// invitees reads who is invited. Webex refuses that for meetings in a Personal
// Room, which is a gap like any other.
func (r *run) invitees(ctx context.Context, meetingID, host string) *snapshot.Invitees {
	query := url.Values{"meetingId": {meetingID}, "max": {"100"}}
	if host != "" {
		query.Set("hostEmail", host)
	}
	list, at, err := drain(webex.Linked[wireInvitee](ctx, r.o.Client, inviteesEndpoint.request(query), "items"))
	in := &snapshot.Invitees{Source: inviteesEndpoint.source()}
	in.Source.ReadAt = at
	if err != nil {
		in.Gap = r.gap(inviteesEndpoint, err)
	}
	if list == nil {
		return in
	}
	in.People = []snapshot.Party{}
	nobody := 0
	for _, w := range list {
		if w.Email == nil {
			nobody++
			w.Email = &mail{}
		}
		in.People = append(in.People, r.party(ctx, w.Email.value()))
	}
	in.Gap = firstGap(in.Gap, inviteesEndpoint.lacking(nobody, "email"))
	return in
}
