package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
)

// hosts finds the people who can host meetings: enabled accounts with a licence
// that names a meeting site. It asks for nothing itself.
func hosts(ctx context.Context, r *run) {
	r.section(ctx, snapshot.PeopleName)
	r.section(ctx, snapshot.LicensesName)
	people, licenses := r.s.People, r.s.Licenses
	s := snapshot.Section[snapshot.Host]{Source: peopleEndpoint.source()}
	s.Source.ReadAt = latest(people.Source.ReadAt, licenses.Source.ReadAt)
	s.Gap = firstGap(people.Missing(), licenses.Missing())
	if people.Items == nil || licenses.Items == nil {
		r.s.Hosts = s
		return
	}

	siteOf := map[string]string{} // "" for licences without a site
	for _, l := range licenses.Items {
		siteOf[l.ID] = l.SiteURL
	}
	s.Items = []snapshot.Host{}
	var unshown, unlisted int
	for _, p := range people.Items {
		if p.LoginEnabled == snapshot.No {
			continue
		}
		if p.Licenses == nil {
			unshown++
		}
		host := snapshot.Host{PersonID: p.ID, Email: p.Email}
		known := true
		for _, id := range p.Licenses {
			site, listed := siteOf[id]
			known = known && listed
			if site != "" {
				host.Sites = append(host.Sites, site)
			}
		}
		if !known || p.Email == "" && host.Sites != nil {
			unlisted++
		}
		if host.Sites != nil && p.Email != "" {
			slices.Sort(host.Sites)
			host.Sites = slices.Compact(host.Sites)
			s.Items = append(s.Items, host)
		}
	}
	slices.SortFunc(s.Items, func(a, b snapshot.Host) int {
		return cmp.Or(cmp.Compare(a.Email, b.Email), cmp.Compare(a.PersonID, b.PersonID))
	})
	if unlisted > 0 {
		s.Gap = firstGap(s.Gap, &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf(
			"GET %s: %d accounts have no address, or a licence that GET %s does not list, so that it is not known whether they can host", peopleEndpoint.Path, unlisted, licensesEndpoint.Path)})
	}
	s.Gap = firstGap(s.Gap, peopleEndpoint.lacking(unshown, "licenses"))
	if !slices.ContainsFunc(licenses.Items, func(l snapshot.License) bool { return l.SiteURL != "" }) {
		// Nobody can host, or the field is lost: the list cannot tell.
		s.Gap = firstGap(s.Gap, &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf(
			"GET %s: no licence names a meeting site, so that it is not known who can host", licensesEndpoint.Path)})
	}
	r.s.Hosts = s
}

// seat is one host on one of their sites: the level of preferences.
type seat struct {
	host snapshot.Host
	site string
}

// query asks for the preferences of the host on the site.
func (s seat) query() url.Values {
	return url.Values{"userEmail": {s.host.Email}, "siteUrl": {s.site}}
}

// perSeat fills a section with one item for every seat.
func perSeat[T any](ctx context.Context, r *run, e Endpoint, read func(seat) (T, time.Time)) snapshot.Section[T] {
	r.section(ctx, snapshot.HostsName)
	s := snapshot.Section[T]{Source: e.source(), Gap: r.s.Hosts.Missing()}
	if r.s.Hosts.Items == nil {
		return s
	}
	var seats []seat
	for _, host := range r.s.Hosts.Items {
		for _, site := range host.Sites {
			seats = append(seats, seat{host, site})
		}
	}
	slices.SortStableFunc(seats, func(a, b seat) int { return cmp.Compare(a.site, b.site) })
	s.Items = make([]T, len(seats))
	readAt := make([]time.Time, len(seats))
	each(len(seats), func(i int) { s.Items[i], readAt[i] = read(seats[i]) })
	s.Source.ReadAt = newest(readAt)
	return s
}
