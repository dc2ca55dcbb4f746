package collect

import (
	"cmp"
	"context"
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
	for _, p := range people.Items {
		if p.LoginEnabled == snapshot.No || p.Email == "" {
			continue
		}
		if sites := licensedFor(p, siteOf); len(sites) > 0 {
			s.Items = append(s.Items, snapshot.Host{PersonID: p.ID, Email: p.Email, Sites: sites})
		}
	}
	slices.SortFunc(s.Items, func(a, b snapshot.Host) int {
		return cmp.Or(cmp.Compare(a.Email, b.Email), cmp.Compare(a.PersonID, b.PersonID))
	})
	s.Gap = firstGap(s.Gap, doubtfulHosts(people.Items, siteOf), doubtfulLicenses(people.Items, licenses.Items))
	r.s.Hosts = s
}

// licensedFor returns the sites that somebody's licences name, sorted.
func licensedFor(p snapshot.Person, siteOf map[string]string) []string {
	var sites []string
	for _, id := range p.Licenses {
		sites = append(sites, siteOf[id])
	}
	return normalSites(sites)
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
