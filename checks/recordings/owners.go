package recordings

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// owned are the recordings of one host on one site. A year can hold thousands,
// so that most findings are about a host's recordings and not about each one.
type owned struct {
	personID, email, site string
	items                 []snapshot.Recording
}

// byOwner groups recordings by host and site, in the order in which they come.
// Those without a host's address are together, for each site.
func byOwner(recordings []snapshot.Recording) []*owned {
	type key struct{ email, site string }
	found := map[key]*owned{}
	var all []*owned
	for _, r := range recordings {
		k := key{r.Host, r.Site}
		o := found[k]
		if o == nil {
			o = &owned{email: r.Host, site: r.Site}
			found[k] = o
			all = append(all, o)
		}
		if o.personID == "" {
			o.personID = r.PersonID
		}
		o.items = append(o.items, r)
	}
	return all
}

func (o *owned) resource() finding.Resource {
	return check.HostResource(o.personID, o.email, o.site)
}

// name says whose recordings these are, for a sentence.
func (o *owned) name() string { return hostName(o.email) + " on " + o.site }

func hostName(email string) string {
	if email == "" {
		return "a host whose address is not known"
	}
	return email
}

// shown is how many recordings the evidence of one finding names.
const shown = 5

// some is evidence for a number of recordings of which the first few are named.
func some(src snapshot.Source, recordings []snapshot.Recording) []finding.Evidence {
	ev := []finding.Evidence{check.Evidence(src, "items", len(recordings))}
	for _, r := range recordings[:min(shown, len(recordings))] {
		ev = append(ev, check.Evidence(src, "id", r.ID))
	}
	return ev
}

// listed says case-insensitively whether an id or address is on a list; nothing
// is on no list.
func listed(list []string, word string) bool {
	return word != "" && slices.ContainsFunc(list, func(s string) bool { return sameFold(s, word) })
}
