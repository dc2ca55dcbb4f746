package meetings_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/internal/losstest"
	"wxaudit/checks/meetings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// TestRandomLoss draws organisations at random and takes one thing at a time
// away from them: each answer must stay as it is or become unknown.
func TestRandomLoss(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range 400 {
		s := randomSnapshot(rand.New(rand.NewPCG(uint64(seed), 3)))
		for _, c := range meetings.All() {
			in := &check.Input{Snapshot: s, Now: now, Params: check.Defaults(c.Params)}
			before := engine.Evaluate(c, in).Status
			seen[c.ID+" "+string(before)]++
			losstest.Each(s, func(where string) {
				if strings.HasSuffix(where, ".Participants lost") && c.ID != meetings.UninvitedParticipants.ID {
					return // that is no loss: it means that they were not in the sample
				}
				after := engine.Evaluate(c, in)
				if after.Status != before && after.Status != finding.Unknown {
					t.Errorf("organisation %d: %s is %s, and %s with %s (%s)", seed, c.ID, before, after.Status, where, after.Message)
				}
			})
		}
	}
	for _, c := range meetings.All() {
		for _, status := range []finding.Status{finding.Pass, finding.Fail, finding.Warn} {
			require.Positive(t, seen[c.ID+" "+string(status)], "no organisation was %s for %s", status, c.ID)
		}
	}
}

// randomSnapshot is a small organisation of which nearly everything is known.
func randomSnapshot(r *rand.Rand) *snapshot.Snapshot {
	oneIn := func(n int) bool { return r.IntN(n) == 0 }
	strict := 2 + r.IntN(14) // some organisations have hardly a fault
	bad := func() snapshot.Tri { return snapshot.TriFrom(oneIn(strict)) }
	good := func() snapshot.Tri { return snapshot.TriFrom(!oneIn(strict)) }
	minutes := func() snapshot.Opt[int] { return snapshot.Some(5 * r.IntN(3)) }
	s := &snapshot.Snapshot{TakenAt: now}
	s.Sites, s.SiteSettings = section[snapshot.Site](api), section[snapshot.SiteSettings](api)
	for i := range 1 + r.IntN(2) {
		url := fmt.Sprintf("site%d.webex.com", i)
		s.Sites.Items = append(s.Sites.Items, snapshot.Site{URL: url, Consumed: snapshot.Some(r.IntN(2))})
		s.SiteSettings.Items = append(s.SiteSettings.Items, snapshot.SiteSettings{Site: url,
			JoinBeforeHost: bad(), AudioBeforeHost: bad(), FirstAttendeeAsPresenter: bad(), UnlistAllMeetings: good(), AllowMobileScreenCapture: bad(),
			RequireStrongPassword: good(), AllowCallIn: snapshot.TriFrom(oneIn(2)), PasswordMinLength: snapshot.Some(pick(r, strict, 8, 5+r.IntN(3))),
			PasswordMinNumeric: snapshot.Some(r.IntN(2)), PasswordMinAlpha: snapshot.Some(1), PasswordMinSpecial: snapshot.Some(r.IntN(2)),
			PasswordDisallowDynamicWebText: good(), PasswordDisallowList: good(), PasswordDisallowed: snapshot.Some(4)})
	}
	s.Hosts = section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{"site0.webex.com"}})
	s.Scheduling = section(api, snapshot.SchedulingPreferences{PersonID: "P1", Host: host, Site: "site0.webex.com", JoinBeforeHost: bad()})
	h := snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{}}
	for i := range r.IntN(3) {
		m := snapshot.Meeting{ID: fmt.Sprint("M", i), Type: "meetingSeries", ScheduledType: pick(r, 5, "meeting", pick(r, 2, "webinar", "personalRoomMeeting")),
			Site: "site0.webex.com", Start: now.AddDate(0, 0, r.IntN(50)-10), JoinBeforeHost: bad(), JoinBeforeHostMinutes: minutes(), AudioBeforeHost: bad(),
			UnlockedJoin: pick(r, strict, "allowJoinWithLobby", pick(r, 2, "allowJoin", "blockFromJoin")), AutoLock: good(), AutoLockMinutes: minutes(),
			AnyUserCoHost: bad(), FirstUserCoHost: bad(), AuthenticatedDevices: bad(), PasswordSet: good(), PhonePasswordSet: good(), Public: bad(),
			LiveStream: bad(), FileTransfer: bad(), RemoteControl: bad(), SaveDocument: bad(),
			Recurrence: snapshot.Recurrence{Kind: pick(r, 3, "endless", "none")}}
		if oneIn(3) {
			m.Recurrence = snapshot.Recurrence{Kind: "finite", Last: m.Start.AddDate(0, 0, r.IntN(20))}
		}
		switch {
		case oneIn(4):
			m.Type, m.SeriesID, m.Modified = "scheduledMeeting", "M0", snapshot.Yes
		case i > 0 && oneIn(3): // an occurrence as its series says
			m = h.Meetings[0]
			m.ID, m.Type, m.SeriesID, m.Modified = fmt.Sprint("M", i), "scheduledMeeting", "M0", snapshot.No
		}
		if m.UnlockedJoin == "blockFromJoin" && m.Invitees == nil {
			m.Invitees = &snapshot.Invitees{People: []snapshot.Party{{Kind: pick(r, 2, snapshot.Outsider, snapshot.Staff)}}}
		}
		h.Meetings = append(h.Meetings, m)
	}
	s.Meetings = section(api, h)
	s.EndedMeetings = section[snapshot.EndedMeeting](api)
	for i := range r.IntN(3) {
		m := snapshot.EndedMeeting{ID: fmt.Sprint("I", i), ScheduledType: pick(r, 8, "meeting", "webinar"), Host: host, PersonID: "P1", Site: "site0.webex.com", Start: now.AddDate(0, 0, -1-r.IntN(40)),
			Participants: &snapshot.Participants{People: []snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Staff}, Host: snapshot.Yes}}}}
		for range r.IntN(3) {
			m.Participants.People = append(m.Participants.People, snapshot.Participant{
				Party: snapshot.Party{Kind: pick(r, 2, snapshot.Outsider, pick(r, 2, snapshot.Anonymous, snapshot.Staff)), Domain: "mail.example", Key: pick(r, 2, "k1", "k2")},
				Host:  snapshot.No, Invited: good(), Joined: snapshot.TriFrom(!oneIn(4)), Phone: snapshot.TriFrom(oneIn(3))})
		}
		s.EndedMeetings.Items = append(s.EndedMeetings.Items, m)
	}
	s.PastSeries = section[snapshot.PastSeries](api)
	for i := range s.EndedMeetings.Items {
		m := &s.EndedMeetings.Items[i]
		m.SeriesID = fmt.Sprint("S", i)
		if m.Start.After(now.AddDate(0, 0, -31)) && oneIn(2) || i == 0 {
			s.PastSeries.Items = append(s.PastSeries.Items, snapshot.PastSeries{SeriesID: m.SeriesID, Host: host, PersonID: "P1",
				Meeting: &snapshot.Meeting{ID: m.SeriesID, Type: "meetingSeries", ScheduledType: "meeting", Site: m.Site, Start: m.Start,
					UnlockedJoin: pick(r, strict, "allowJoinWithLobby", "allowJoin"), Recurrence: snapshot.Recurrence{Kind: "none"}}})
		}
	}
	return s
}

// pick is usually the first, and one time in n the other.
func pick[T any](r *rand.Rand, n int, usual, other T) T {
	if r.IntN(n) == 0 {
		return other
	}
	return usual
}

func section[T any](src snapshot.Source, items ...T) snapshot.Section[T] {
	if items == nil {
		items = []T{}
	}
	return snapshot.Section[T]{Items: items, Source: src}
}

var (
	now    = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	api    = snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI}
	broken = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused (403)"}
)

const (
	site = "clinic.webex.com"
	host = "dr.lopez@clinic.example"
)
