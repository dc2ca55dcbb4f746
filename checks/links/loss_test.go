package links_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/internal/losstest"
	"wxaudit/checks/links"
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
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		s := randomSnapshot(r)
		register := randomRegister(r, s)
		for _, c := range links.All() {
			in := &check.Input{Snapshot: s, Now: now, Today: today, Params: check.Defaults(c.Params), Attestations: register}
			before := engine.Evaluate(c, in).Status
			seen[c.ID+" "+string(before)]++
			losstest.Each(s, func(where string) {
				if strings.HasSuffix(where, ".Participants lost") {
					return // that is no loss: it means that they were not in the sample
				}
				after := engine.Evaluate(c, in)
				if after.Status != before && after.Status != finding.Unknown {
					t.Errorf("organisation %d: %s is %s, and %s with %s (%s)", seed, c.ID, before, after.Status, where, after.Message)
				}
			})
		}
	}
	for _, c := range links.All() {
		for _, status := range c.Answers {
			if status != finding.Unknown { // they lack nothing yet
				require.Positive(t, seen[c.ID+" "+string(status)], "no organisation was %s for %s", status, c.ID)
			}
		}
	}
}

// randomSnapshot is a small organisation of which nearly everything is known.
func randomSnapshot(r *rand.Rand) *snapshot.Snapshot {
	yes := func(n int) bool { return r.IntN(n) == 0 } // one in n
	tri := func(n int) snapshot.Tri { return snapshot.TriFrom(yes(n)) }
	src := snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI}
	s := &snapshot.Snapshot{TakenAt: now}
	s.Sites = section(src, snapshot.Site{URL: site, Consumed: snapshot.Some(3)})
	s.SiteSettings = section(src, snapshot.SiteSettings{Site: site, AllowCustomPersonalRoomURL: tri(3)})
	s.Hosts = section(src, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}})
	s.People = section(src, snapshot.Person{ID: "P2", Email: nurse, LoginEnabled: tri(1)})
	s.PersonalRooms = section(src, snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site,
		Exists: snapshot.TriFrom(!yes(4)), AutoLock: snapshot.TriFrom(!yes(4)), AutoLockMinutes: snapshot.Some(5 * r.IntN(2)),
		SupportAnyoneAsCoHost: tri(4), AllowFirstUserToBeCoHost: tri(4), AllowAuthenticatedDevices: tri(4),
		CoHosts: []snapshot.Party{staffed(nurse), outsider(1)}[:r.IntN(3)], LinkHoldsMailbox: tri(3), NumberKey: "n1", TopicKey: "t1"})

	party := func() snapshot.Party {
		if yes(3) {
			return staffed(nurse)
		}
		return outsider(r.IntN(3))
	}
	h := snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{}}
	for i := range r.IntN(3) {
		m := snapshot.Meeting{ID: fmt.Sprint("M", i), Type: "meetingSeries", ScheduledType: "meeting", Site: site, Start: now.AddDate(0, 0, 1+r.IntN(40))}
		switch r.IntN(4) {
		case 0:
			m.Recurrence.Kind = "endless"
		case 1:
			m.Recurrence = snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(1 + r.IntN(40)), Last: m.Start.AddDate(0, 0, r.IntN(120))}
		case 2:
			m.Recurrence.Kind = "none"
		default:
			m.ScheduledType, m.Type, m.Recurrence.Kind = "personalRoomMeeting", "scheduledMeeting", "none"
		}
		if m.Recurrence.Kind != "none" || m.ScheduledType != "meeting" {
			m.Invitees = &snapshot.Invitees{People: []snapshot.Party{}}
			for range r.IntN(3) {
				m.Invitees.People = append(m.Invitees.People, party())
			}
			if m.ScheduledType != "meeting" && yes(2) {
				m.Invitees = &snapshot.Invitees{Unsupported: true}
			}
		}
		h.Meetings = append(h.Meetings, m)
	}
	s.Meetings = section(src, h)

	s.EndedMeetings, s.Usage = section[snapshot.EndedMeeting](src), section[snapshot.UsageRow](src)
	large := yes(6)
	for i := range r.IntN(4) {
		m := snapshot.EndedMeeting{ID: fmt.Sprint("I", i), SeriesID: fmt.Sprint("M", r.IntN(3)), ScheduledType: "meeting", Host: host,
			Site: site, Start: now.AddDate(0, 0, -1-r.IntN(100)), InSpace: tri(8), Participants: &snapshot.Participants{People: []snapshot.Participant{}}}
		people := r.IntN(3)
		if large {
			people = 5
		}
		for n := range people {
			p := snapshot.Participant{Party: party(), Host: snapshot.No, Joined: snapshot.TriFrom(!yes(5)), Phone: snapshot.No, Invited: tri(2)}
			if large {
				p.Party, p.Joined = outsider(n+5*r.IntN(2)), snapshot.Yes
			} else if yes(4) {
				p.Party, p.Phone, p.CommonName = snapshot.Party{Kind: snapshot.Anonymous}, tri(3), yes(4)
				if !p.CommonName {
					p.NameKey = fmt.Sprint("name", r.IntN(2))
				}
			}
			m.Participants.People = append(m.Participants.People, p)
		}
		s.EndedMeetings.Items = append(s.EndedMeetings.Items, m)
		if !yes(4) {
			s.Usage.Items = append(s.Usage.Items, snapshot.UsageRow{MeetingID: m.ID, Host: host, Site: site, Start: m.Start,
				Participants: snapshot.Some(2), NumberKey: fmt.Sprint("n", 1+r.IntN(3)), TopicKey: fmt.Sprint("t", 1+r.IntN(4))})
		}
	}
	return s
}

// randomRegister mostly says something about the site, and nothing that the
// snapshot contradicts: what is lost could then no longer contradict it.
func randomRegister(r *rand.Rand, s *snapshot.Snapshot) []check.Attestation {
	answers := []string{"guests_wait", "guests_cannot_join", "guests_join", "disabled"}
	if s.PersonalRooms.Items[0].Exists == snapshot.Yes {
		answers = answers[:3]
	}
	a := check.Attestation{Statement: "links.pmr-site-policy", Scope: []string{site}, SignedOn: today.Plus(-r.IntN(240)),
		Answer: answers[r.IntN(len(answers))], Details: map[string]any{"captcha": r.IntN(3) > 0}}
	return []check.Attestation{a}[:min(1, r.IntN(5))]
}

func section[T any](src snapshot.Source, items ...T) snapshot.Section[T] {
	if items == nil {
		items = []T{}
	}
	return snapshot.Section[T]{Items: items, Source: src}
}

var (
	now   = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	today = finding.DayOf(now, time.UTC)
)

const (
	site  = "clinic.webex.com"
	host  = "dr.lopez@clinic.example"
	nurse = "nurse@clinic.example"
)

func staffed(email string) snapshot.Party {
	return snapshot.Party{Kind: snapshot.Staff, Email: email, Domain: "clinic.example", Key: email}
}

func outsider(n int) snapshot.Party {
	return snapshot.Party{Kind: snapshot.Outsider, Domain: fmt.Sprintf("mail%d.example", n%2), Key: fmt.Sprint("k", n)}
}
