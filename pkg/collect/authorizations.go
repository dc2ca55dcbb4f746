package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var authorizationsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/authorizations", Rank: snapshot.RankAPI,
	Scope: "identity:tokens_read", Role: "full, user or device administrator",
	Wire: listOf[wireAuthorization]{},
}

type wireAuthorization struct {
	ClientID        string    `json:"clientId"`
	ApplicationName shownName `json:"applicationName"`
	Type            enum      `json:"type"`
	Created         stamp     `json:"created"`
}

// authorizationLists is of how many role holders the applications are read.
const authorizationLists = 500

// authorizations reads which applications each holder of a role has authorised,
// wherever the role comes from: one request a person, and so not for everybody.
func authorizations(ctx context.Context, r *run) {
	holders, gap := r.roleHolders(ctx)
	s := &r.s.Authorizations
	s.Source, s.Gap = authorizationsEndpoint.source(), gap
	if r.s.People.Items == nil {
		return
	}
	if len(holders) > authorizationLists {
		s.Gap = firstGap(s.Gap, &snapshot.Gap{Reason: snapshot.Truncated,
			Detail: fmt.Sprintf("GET %s: %d people are asked about, of %d who hold a role", authorizationsEndpoint.Path, authorizationLists, len(holders))})
		holders = holders[:authorizationLists]
	}
	s.Items = make([]snapshot.PersonApps, len(holders))
	readAt := make([]time.Time, len(holders))
	each(len(holders), func(i int) { s.Items[i], readAt[i] = r.appsOf(ctx, holders[i]) })
	s.Source.ReadAt = newest(readAt)
}

// appsOf reads the applications of one person; one with several tokens counts
// once, from its oldest grant on.
func (r *run) appsOf(ctx context.Context, p snapshot.Person) (snapshot.PersonApps, time.Time) {
	item := snapshot.PersonApps{PersonID: p.ID, Email: p.Email}
	query := url.Values{"personId": {p.ID}}
	list, at, err := drain(webex.Linked[wireAuthorization](ctx, r.o.Client, authorizationsEndpoint.request(query), "items"))
	if err != nil {
		item.Gap = r.gap(authorizationsEndpoint, err)
	}
	if list == nil {
		return item, at
	}
	item.Apps = []snapshot.App{}
	for _, w := range list {
		app := snapshot.App{ClientID: w.ClientID, Name: string(w.ApplicationName), Type: string(w.Type), Created: w.Created.Time}
		i := slices.IndexFunc(item.Apps, func(have snapshot.App) bool { return have.ClientID == app.ClientID && app.ClientID != "" })
		switch {
		case i < 0:
			item.Apps = append(item.Apps, app)
		case app.Created.Before(item.Apps[i].Created): // one of unknown age is the oldest
			item.Apps[i] = app
		}
	}
	slices.SortStableFunc(item.Apps, func(a, b snapshot.App) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ClientID, b.ClientID))
	})
	return item, at
}
