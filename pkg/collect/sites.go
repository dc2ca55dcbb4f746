package collect

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var userSitesEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingPreferences/sites", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_preferences_read", Role: meetingAdmin,
	Wire: wireSites{},
}

type wireSites struct {
	Sites []struct {
		SiteURL string `json:"siteUrl"`
	} `json:"sites"`
}

// sites joins every place that names a meeting site: the licences, the sites of
// the auditor, and the sites of the people. It is whole only when all three
// could be read. A licensed site that the auditor's own list lacks is looked up
// once more in the list of somebody who is licensed on it.
func sites(ctx context.Context, r *run) {
	r.section(ctx, snapshot.LicensesName)
	r.section(ctx, snapshot.PeopleName)
	own, at, err := r.sitesOf(ctx, nil)

	r.s.Sites.Source = userSitesEndpoint.source()
	r.s.Sites.Source.ReadAt = latest(at, r.s.Licenses.Source.ReadAt)
	found := licensedSites(r.s.Licenses)
	switch {
	case err != nil:
		r.s.Sites.Gap = r.gap(userSitesEndpoint, err)
	case r.s.Licenses.Missing() != nil:
		r.s.Sites.Gap = r.s.Licenses.Missing()
	case len(found) == 0: // no meetings were bought, or the field is lost
		r.s.Sites.Gap = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "GET " + licensesEndpoint.Path + ": no licence names a meeting site"}
	default:
		r.s.Sites.Gap = r.s.People.Missing()
	}

	for _, host := range slices.Concat(own, r.peopleSites) {
		if _, ok := found[host]; !ok {
			// Not licensed, as far as the licences could be read.
			found[host] = snapshot.Site{URL: host, Licensed: notIn(r.s.Licenses.Missing())}
		}
	}
	if len(found) == 0 && r.s.Sites.Gap != nil {
		return
	}
	items := make([]snapshot.Site, 0, len(found))
	for _, host := range slices.Sorted(maps.Keys(found)) {
		items = append(items, found[host])
	}
	each(len(items), func(i int) {
		switch {
		case err != nil: // unknown
		case slices.Contains(own, items[i].URL):
			items[i].Listed = snapshot.Yes
		default:
			items[i].Listed = r.listedForHost(ctx, items[i].URL)
		}
	})
	r.s.Sites.Items = items
}

// licensedSites are the sites that licences name.
func licensedSites(licenses snapshot.Section[snapshot.License]) map[string]snapshot.Site {
	found := map[string]snapshot.Site{}
	for _, l := range licenses.Items {
		if l.SiteURL == "" {
			continue
		}
		s, again := found[l.SiteURL]
		s.URL, s.Licensed = l.SiteURL, snapshot.Yes
		if s.SiteType == "" {
			s.SiteType = l.SiteType
		}
		used, known := l.Consumed.Get()
		sum, summed := s.Consumed.Get()
		if known && (summed || !again) {
			s.Consumed = snapshot.Some(sum + used)
		} else {
			s.Consumed = snapshot.Opt[int]{} // one unknown part makes the sum unknown
		}
		found[l.SiteURL] = s
	}
	return found
}

// listedForHost asks whether the sites of somebody who is licensed on a site
// name it: the auditor need not have an account on every site.
func (r *run) listedForHost(ctx context.Context, site string) snapshot.Tri {
	host := licensedOn(site, r.s.People.Items, r.s.Licenses.Items)
	if host == "" {
		return notIn(r.s.People.Missing())
	}
	hosts, _, err := r.sitesOf(ctx, url.Values{"userEmail": {host}})
	if err != nil {
		r.gap(userSitesEndpoint, err) // ends the run when the token is gone
		return snapshot.Unknown
	}
	return snapshot.TriFrom(slices.Contains(hosts, site))
}

// licensedOn returns the address of the first person with a licence of the
// site, or "".
func licensedOn(site string, people []snapshot.Person, licenses []snapshot.License) string {
	for _, p := range people {
		if p.Email == "" || p.LoginEnabled == snapshot.No {
			continue
		}
		for _, l := range licenses {
			if l.SiteURL == site && slices.Contains(p.Licenses, l.ID) {
				return p.Email
			}
		}
	}
	return ""
}

// sitesOf reads the sites of one person; without a query, those of the auditor.
func (r *run) sitesOf(ctx context.Context, query url.Values) (hosts []string, at time.Time, err error) {
	w, resp, err := webex.Get[wireSites](ctx, r.o.Client, userSitesEndpoint.request(query))
	if err != nil {
		return nil, time.Time{}, err
	}
	if w.Sites == nil {
		return nil, time.Time{}, errNoSites
	}
	for _, s := range w.Sites {
		if s.SiteURL == "" {
			return nil, time.Time{}, errNoSites
		}
		hosts = append(hosts, s.SiteURL)
	}
	return normalSites(hosts), resp.ReadAt, nil
}

// errNoSites is an answer that does not name the sites.
var errNoSites = &webex.Error{
	Kind: webex.Schema, Host: userSitesEndpoint.Host, Template: userSitesEndpoint.Path, Detail: "the answer does not name the sites",
}

// normalSites returns the host names of sites, sorted and each once.
func normalSites(sites []string) []string {
	var hosts []string
	for _, s := range sites {
		if h := siteHost(s); h != "" {
			hosts = append(hosts, h)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// notIn is what may be said of something that a list does not hold: No when
// the list is whole, Unknown otherwise.
func notIn(missing *snapshot.Gap) snapshot.Tri {
	if missing != nil {
		return snapshot.Unknown
	}
	return snapshot.No
}
