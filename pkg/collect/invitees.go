package collect

import (
	"context"
	"errors"
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

// inviteesOf reads who is invited to a coming meeting. Webex documents that it
// does not list that for Personal Room meetings, and answers 400: no gap, but
// nothing that could be known either.
func (r *run) inviteesOf(ctx context.Context, m *snapshot.Meeting, host string) *snapshot.Invitees {
	in, err := r.invitees(ctx, m.ID, host)
	var we *webex.Error
	if m.ScheduledType == "personalRoomMeeting" && in.People == nil && errors.As(err, &we) &&
		we.Kind == webex.BadRequest && we.Status == badRequest && we.Problem == "" {
		return &snapshot.Invitees{Source: in.Source, Unsupported: true}
	}
	return in
}

// invitees reads who is invited; the error is what the gap tells of.
func (r *run) invitees(ctx context.Context, meetingID, host string) (*snapshot.Invitees, error) {
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
		return in, err
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
	return in, err
}

// badRequest is the status that Cisco documents for invitees of Personal Room
// meetings; other kinds of bad request are refusals.
const badRequest = 400
