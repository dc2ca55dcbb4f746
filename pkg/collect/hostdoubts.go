package collect

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// doubtfulHosts is the gap of enabled accounts of which it is not known whether
// they can host, or where; nil when there are none.
func doubtfulHosts(people []snapshot.Person, siteOf map[string]string) *snapshot.Gap {
	var unshown, unlisted, unexplained int
	for _, p := range people {
		if p.LoginEnabled == snapshot.No || p.Type == "bot" || p.Type == "appuser" {
			continue // neither can host
		}
		sites := licensedFor(p, siteOf)
		strange := slices.ContainsFunc(p.Licenses, func(id string) bool {
			_, listed := siteOf[id]
			return !listed
		})
		switch {
		case p.Licenses == nil:
			unshown++
		case strange, p.Email == "" && len(sites) > 0:
			unlisted++
		case slices.ContainsFunc(p.Sites, func(site string) bool { return !slices.Contains(sites, site) }):
			unexplained++
		}
	}
	return firstGap(
		peopleEndpoint.lacking(unshown, "licenses"),
		unknownHosts(unlisted, "%d accounts have no address, or a licence that GET %s does not list", licensesEndpoint.Path),
		unknownHosts(unexplained, "%d accounts belong to a meeting site for which GET %s shows them no licence", licensesEndpoint.Path),
	)
}

// doubtfulLicenses is the gap of licences that leave open who can host.
func doubtfulLicenses(people []snapshot.Person, licenses []snapshot.License) *snapshot.Gap {
	held := map[string]bool{}
	for _, p := range people {
		for _, id := range p.Licenses {
			held[id] = true
		}
	}
	sites := false
	for _, l := range licenses {
		used, _ := l.Consumed.Get()
		switch {
		case l.SiteURL == "" && forMeetings(l.Name):
			return licenseGap("a licence for meetings names no site")
		case l.SiteURL != "" && used > 0 && !held[l.ID]:
			return licenseGap(fmt.Sprintf("licences of %s are in use, and GET %s shows nobody who holds one", l.SiteURL, peopleEndpoint.Path))
		}
		sites = sites || l.SiteURL != ""
	}
	if !sites {
		return licenseGap("no licence names a meeting site") // nobody can host, or the field is lost
	}
	return nil
}

// forMeetings says whether a licence is one for meetings on a site, by its
// name. "Basic Space Meetings" and its like are about calls inside spaces, and
// have no site.
func forMeetings(name string) bool {
	name = strings.ToLower(name)
	if strings.Contains(name, "space meeting") {
		return false
	}
	return slices.ContainsFunc([]string{"meeting", "webinar", "event"}, func(word string) bool { return strings.Contains(name, word) })
}

func unknownHosts(n int, format, path string) *snapshot.Gap {
	if n == 0 {
		return nil
	}
	return &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf(
		"GET %s: "+format+", so that it is not known whether they can host", peopleEndpoint.Path, n, path)}
}

func licenseGap(why string) *snapshot.Gap {
	return &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf(
		"GET %s: %s, so that it is not known who can host", licensesEndpoint.Path, why)}
}
