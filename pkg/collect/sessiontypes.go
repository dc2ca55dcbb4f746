package collect

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var sessionTypesEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/meeting/config/sessionTypes", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_config_read", Role: meetingAdmin + " of that site",
	Wire: listOf[wireSessionType]{},
}

type wireSessionType struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// sessionTypes reads the kinds of meetings that each site offers. Each site is
// asked for by name: without one Webex answers for the auditor's preferred one.
func sessionTypes(ctx context.Context, r *run) {
	s := snapshot.Section[snapshot.SessionType]{Source: sessionTypesEndpoint.source()}
	sites, gap := r.siteList(ctx)
	s.Gap = gap
	lists := make([][]wireSessionType, len(sites))
	gaps, ats := make([]*snapshot.Gap, len(sites)), make([]time.Time, len(sites))
	each(len(sites), func(i int) {
		request := sessionTypesEndpoint.request(url.Values{"siteUrl": {sites[i]}})
		var err error
		lists[i], ats[i], err = drain(webex.Linked[wireSessionType](ctx, r.o.Client, request, "items"))
		if err != nil {
			gaps[i] = r.gap(sessionTypesEndpoint, err)
		}
	})
	s.Gap, s.Source.ReadAt = firstGap(append(gaps, s.Gap)...), newest(ats)

	nameless := 0
	for i, list := range lists {
		if list != nil && s.Items == nil {
			s.Items = []snapshot.SessionType{}
		}
		for _, w := range list {
			if w.ID == "" {
				nameless++
				continue
			}
			s.Items = append(s.Items, w.sessionType(sites[i]))
		}
	}
	s.Gap = firstGap(s.Gap, sessionTypesEndpoint.lacking(nameless, "id"))
	slices.SortStableFunc(s.Items, func(a, b snapshot.SessionType) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	r.s.SessionTypes = s
}

// sessionType keeps of the name what a recording would, so that a replay
// recognises what the audit did.
func (w wireSessionType) sessionType(site string) snapshot.SessionType {
	name := labelText(w.Name, nil)
	return snapshot.SessionType{ID: w.ID, Site: site, Name: name, EndToEnd: endToEnd(name)}
}

// endToEnd recognises the session types of end-to-end encryption by their
// names, which is all that Webex shows of them. A name that seems to say that
// there is none says nothing.
func endToEnd(name string) snapshot.Tri {
	if name == "" || name == redacted {
		return snapshot.Unknown
	}
	plain := strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(name))
	words := strings.Join(strings.Fields(plain), " ")
	named := containsAny(words, "end to end", "end2end", "e2e")
	if named && containsAny(" "+words, " no ", " non ", " not ", " without ", " w/o ") {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(named)
}
