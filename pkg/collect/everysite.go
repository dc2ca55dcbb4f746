package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"wxaudit/pkg/snapshot"
)

// sitesAsked is on how many sites at most a preflight asks.
const sitesAsked = 10

// onEverySite puts a question on a site to each of the organisation's: one that
// is not licensed, or another organisation's, is refused by itself. What lies
// beyond the bound is in doubt.
func (k *known) onEverySite(q *question) []*question {
	if q.onSite == nil {
		return []*question{q}
	}
	if len(k.sites) == 0 {
		none := *q
		none.with = func(*known) (url.Values, []string, *excuse) {
			return nil, nil, unsure("no meeting site is known to ask about")
		}
		return []*question{&none}
	}
	var all []*question
	for _, site := range k.sites[:min(len(k.sites), sitesAsked)] {
		one := *q
		one.site = site
		one.with = func(k *known) (url.Values, []string, *excuse) {
			if q.ask.Path == siteSettingsEndpoint.Path && k.unlisted[site] {
				return nil, nil, &excuse{state: Refused, gap: unlistedSite()} // no run asks there
			}
			return q.onSite(k, site), nil, nil
		}
		all = append(all, &one)
	}
	if len(k.sites) > sitesAsked {
		rest := *q
		rest.with = func(*known) (url.Values, []string, *excuse) {
			return nil, nil, unsure(fmt.Sprintf("%d of %d meeting sites were asked about", sitesAsked, len(k.sites)))
		}
		all = append(all, &rest)
	}
	return all
}

// nameSites says in the gaps of which sites they are, where not all sites that
// were asked have the same: answers are those of one question.
func nameSites(answers []*posed) {
	first := answers[0].probe.gap()
	alone := func(a *posed) bool {
		return a.q.site != "" && (a.probe.State != answers[0].probe.State || a.probe.gap() != first)
	}
	if !slices.ContainsFunc(answers, alone) {
		return
	}
	for _, a := range answers {
		if p := &a.probe; p.Gap != nil && a.q.site != "" {
			g := *p.Gap
			g.Detail = fmt.Sprintf("%s (on %s)", g.Detail, a.q.site)
			if p.Why != "" {
				p.Why = g.Detail
			}
			p.Gap = &g
		}
	}
}

// learnSites puts together which sites there are, as the section of the sites
// does, those that the auditor sees first; and which of them Webex lists for
// nobody who is asked about.
func (k *known) learnSites(ctx context.Context) {
	var named []string
	for _, l := range k.r.s.Licenses.Items {
		named = append(named, l.SiteURL)
	}
	for _, w := range k.people {
		named = append(named, w.SiteURLs...)
	}
	k.sites = normalSites(append(named, k.ownSites...))
	own := func(site string) int { return count(slices.Contains(k.ownSites, site)) }
	slices.SortStableFunc(k.sites, func(a, b string) int { return cmp.Compare(own(b), own(a)) })
	if k.state(userSitesEndpoint) != Readable {
		return
	}
	var people []snapshot.Person
	for _, w := range k.people {
		people = append(people, w.person())
	}
	sites := k.sites[:min(len(k.sites), sitesAsked)]
	unlisted := make([]bool, len(sites))
	each(len(sites), func(i int) {
		if slices.Contains(k.ownSites, sites[i]) {
			return
		}
		host := licensedOn(sites[i], people, k.r.s.Licenses.Items)
		if host == "" {
			unlisted[i] = k.state(peopleEndpoint) == Readable && !k.peopleMore
			return
		}
		listed, _, err := k.r.sitesOf(ctx, url.Values{"userEmail": {host}})
		if err != nil {
			k.r.gap(userSitesEndpoint, err) // ends the preflight when the token is gone
			return
		}
		unlisted[i] = !slices.Contains(listed, sites[i])
	})
	for i, site := range sites {
		k.unlisted[site] = unlisted[i]
	}
}
