package collect

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var peopleEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/people", Rank: snapshot.RankAPI,
	Scope: "spark-admin:people_read", Role: "full, read-only or user administrator",
	Wire: listOf[wirePerson]{},
}

type wirePerson struct {
	ID            string    `json:"id"`
	OrgID         string    `json:"orgId"`
	Emails        []mail    `json:"emails"`
	DisplayName   string    `json:"displayName" redact:"name"`
	FirstName     presence  `json:"firstName"`
	LastName      presence  `json:"lastName"`
	Type          string    `json:"type"`
	Roles         words     `json:"roles"`
	Licenses      words     `json:"licenses"`
	SiteURLs      words     `json:"siteUrls"`
	LoginEnabled  looseBool `json:"loginEnabled"`
	InvitePending looseBool `json:"invitePending"`
	Department    shownName `json:"department"`
	Created       stamp     `json:"created"`
	LastActivity  stamp     `json:"lastActivity"`
}

// people reads the accounts, and derives the internal domains from them unless
// these were given. It does not ask for excludeStatus, which would save Webex
// work: the last activity is part of the status.
func people(ctx context.Context, r *run) {
	var sites []string
	pages := webex.Linked[wirePerson](ctx, r.o.Client, peopleEndpoint.request(url.Values{"max": {"1000"}}), "items")
	r.s.People = fill(r, peopleEndpoint, pages, func(w wirePerson) snapshot.Person {
		sites = append(sites, w.SiteURLs...)
		return w.person()
	})
	r.s.People.Gap = firstGap(r.s.People.Gap, withoutSelf(r, peopleEndpoint, r.s.People.Items, func(p snapshot.Person) string { return p.UUID }))
	settle(r.s.People.Items)
	r.peopleSites = normalSites(sites)
	if len(r.o.InternalDomains) == 0 {
		r.s.InternalDomains, r.doubtfulDomains = staffDomains(r.s.People.Items)
	}
}

func (w wirePerson) person() snapshot.Person {
	p := snapshot.Person{
		ID:            w.ID,
		UUID:          uuidOf(w.ID),
		OrgID:         w.OrgID,
		DisplayName:   w.DisplayName,
		HasFirstName:  w.FirstName.Tri(),
		HasLastName:   w.LastName.Tri(),
		Type:          w.Type,
		Roles:         w.Roles,
		Licenses:      w.Licenses,
		Sites:         hostingSites(w.SiteURLs),
		LoginEnabled:  w.LoginEnabled.Tri(),
		InvitePending: w.InvitePending.Tri(),
		Department:    w.Department.known(),
		Created:       w.Created.Time,
		LastActivity:  w.LastActivity.Time,
	}
	for _, m := range w.Emails {
		if m.value() != "" {
			p.Emails = append(p.Emails, m.value())
		}
	}
	if len(p.Emails) > 0 {
		p.Email = p.Emails[0]
	}
	return p
}

// hostingSites leaves out the sites where the account may only attend, which
// Webex marks by "#attendee".
func hostingSites(sites []string) []string {
	return normalSites(slices.DeleteFunc(slices.Clone(sites), func(site string) bool {
		_, mark, _ := strings.Cut(site, "#")
		return strings.EqualFold(strings.TrimSpace(mark), "attendee")
	}))
}

// settle tells "none" from "not shown" for the roles. Webex leaves them out for
// whoever holds none, and for everybody when the token may not see them. No
// organisation is without administrators: when nobody shows a role, they are
// not shown. Licences are an empty list for whoever holds none, so that an
// account without the field stays unknown.
func settle(people []snapshot.Person) {
	shown := slices.ContainsFunc(people, func(p snapshot.Person) bool { return len(p.Roles) > 0 })
	for i := range people {
		switch p := &people[i]; {
		case !shown:
			p.Roles = nil
		case p.Roles == nil:
			p.Roles = []string{}
		}
	}
}

// withoutSelf is the gap of a list of accounts that lacks the one whose token
// this is: a token that may not see everybody gets what it may see, and no
// error. Only bots and service apps may be no account of the list.
func withoutSelf[T any](r *run, e Endpoint, accounts []T, uuid func(T) string) *snapshot.Gap {
	me := r.s.Auditor.Value
	switch {
	case accounts == nil:
		return nil // its gap says why
	case len(accounts) == 0:
	case me == nil || me.Type == "bot" || me.Type == "appuser":
		return nil
	case slices.ContainsFunc(accounts, func(a T) bool { return uuid(a) == me.UUID }):
		return nil
	}
	return e.unshown("the list does not hold the token's own person, so that others may be hidden as well")
}
