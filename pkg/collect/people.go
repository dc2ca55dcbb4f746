package collect

import (
	"context"
	"net/url"

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
		LoginEnabled:  w.LoginEnabled.Tri(),
		InvitePending: w.InvitePending.Tri(),
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

// settle tells "none" from "not shown". Webex leaves out a field that does not
// apply, and leaves out a field for everybody when the token may not see it. So
// an absent list of licences is empty as soon as one account shows licences.
// With roles somebody must hold one: no organisation is without administrators.
func settle(people []snapshot.Person) {
	var roles, licenses bool
	for _, p := range people {
		roles = roles || len(p.Roles) > 0
		licenses = licenses || p.Licenses != nil
	}
	for i := range people {
		p := &people[i]
		if !roles {
			p.Roles = nil
		} else if p.Roles == nil {
			p.Roles = []string{}
		}
		if licenses && p.Licenses == nil {
			p.Licenses = []string{}
		}
	}
}
