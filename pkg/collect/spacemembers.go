package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var membershipsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/memberships", Rank: snapshot.RankAPI,
	Scope: "spark-compliance:memberships_read", Role: "compliance officer",
	Wire:    listOf[wireMembership]{},
	Rewrite: keepBots,
}

// wireMembership has no field for the member's name.
type wireMembership struct {
	RoomID      string    `json:"roomId"`
	RoomType    enum      `json:"roomType"`
	PersonID    uuidText  `json:"personId"`
	PersonEmail *mail     `json:"personEmail"`
	PersonOrgID orgText   `json:"personOrgId"`
	IsModerator looseBool `json:"isModerator"`
}

// memberLists is of how many spaces the members are read, unless every space is
// asked for.
const memberLists = 500

// spaceMembers reads the members of the nth space.
func (r *run) spaceMembers(ctx context.Context, s *snapshot.Space, n int) (readAt time.Time) {
	if s.Gap != nil {
		return time.Time{}
	}
	if n >= memberLists && !r.o.EverySpace {
		s.Gap = &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf("the members of %d spaces are read, and not of the others", memberLists)}
		return time.Time{}
	}
	query := url.Values{"roomId": {s.ID}, "max": {"1000"}}
	list, readAt, err := drain(webex.Linked[wireMembership](ctx, r.o.Client, r.asOfficer(membershipsEndpoint).request(query), "items"))
	if err != nil {
		s.Gap = r.gap(r.asOfficer(membershipsEndpoint), err)
	}
	if list == nil {
		return readAt
	}
	s.Members = []snapshot.SpaceMember{}
	for _, w := range list {
		s.Members = append(s.Members, r.member(ctx, w))
	}
	s.Gap = firstGap(s.Gap, r.hiddenMembers(ctx, list))
	slices.SortStableFunc(s.Members, func(a, b snapshot.SpaceMember) int {
		return cmp.Or(cmp.Compare(a.BotName, b.BotName), cmp.Compare(a.Person.Email, b.Person.Email),
			cmp.Compare(a.Person.Domain, b.Person.Domain), cmp.Compare(a.Person.Key, b.Person.Key))
	})
	return readAt
}

// hiddenMembers is the gap of a list that may not hold everybody: in moderated
// team spaces Webex shows only the moderators to whoever is no member, and says
// so nowhere. A compliance officer sees all of them.
func (r *run) hiddenMembers(ctx context.Context, list []wireMembership) *snapshot.Gap {
	me := r.s.Auditor.Value
	if r.o.Officer {
		me = r.officer
	}
	if r.seesAsOfficer(ctx) || me != nil && slices.ContainsFunc(list, func(w wireMembership) bool { return string(w.PersonID) == me.UUID }) {
		return nil
	}
	return r.asOfficer(membershipsEndpoint).unshown("the token's own person is not among the members that Webex shows, so that others may be hidden")
}

func (r *run) member(ctx context.Context, w wireMembership) snapshot.SpaceMember {
	m := snapshot.SpaceMember{PersonOrg: string(w.PersonOrgID), Moderator: w.IsModerator.Tri()}
	if w.PersonEmail == nil || w.PersonEmail.value() == "" {
		return m // nobody knows who that is
	}
	address := w.PersonEmail.value()
	m.Person = r.party(ctx, address)
	m.Bot = snapshot.TriFrom(isBot(address))
	m.BotName = botName(address)
	return m
}

// isBot knows the addresses that Webex gives to bots.
func isBot(address string) bool {
	domain := domainOf(address)
	return domain == "webex.bot" || domain == "sparkbot.io"
}

// botName is the address of a bot, which names no person; empty for others, and
// for a mailbox that is not made of what Webex makes them of.
func botName(address string) string {
	mailbox, _, _ := strings.Cut(address, "@")
	plain := len(mailbox) <= 64 && strings.Trim(mailbox, hostLetters+"0123456789-_.") == ""
	if !isBot(address) || !plain {
		return ""
	}
	return address
}

// keepBots keeps the addresses of bots in a recording: the operator approves
// bots by them.
func keepBots(body any, _ url.Values, _ *Pseudonyms) {
	list, _ := body.(map[string]any)
	items, _ := list["items"].([]any)
	for _, item := range items {
		membership, _ := item.(map[string]any)
		address, _ := membership["personEmail"].(string)
		if name := botName(strings.ToLower(strings.TrimSpace(address))); name != "" {
			membership["personEmail"] = kept(name)
		}
	}
}
