package recordings

import (
	"cmp"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// owned are the recordings of one host on one site. A year can hold thousands,
// so that most findings are about a host's recordings and not about each one.
type owned struct {
	host        hostID
	email, site string // email is empty where none may be held
	items       []snapshot.Recording
}

// hostID tells hosts apart: by account, else by the keyed hash of the address,
// which is known even of those whose address may not be held.
type hostID struct{ personID, key, email string }

func hostOf(r snapshot.Recording) hostID {
	switch {
	case r.PersonID != "":
		return hostID{personID: r.PersonID}
	case r.HostKey != "":
		return hostID{key: r.HostKey}
	default:
		return hostID{email: r.Host}
	}
}

// name is the address of the host, or what stands for it in a sentence.
func (h hostID) name(email string) string {
	if email == "" && h.key != "" {
		return "a host whose address is not held (key " + h.key + ")"
	}
	return hostName(email)
}

// byOwner groups recordings by host and site, in the order in which they come.
// Only those that say nothing at all of their host are together, for each site.
func byOwner(recordings []snapshot.Recording) []*owned {
	type key struct {
		host hostID
		site string
	}
	found := map[key]*owned{}
	var all []*owned
	for _, r := range recordings {
		k := key{hostOf(r), r.Site}
		o := found[k]
		if o == nil {
			o = &owned{host: k.host, site: r.Site}
			found[k] = o
			all = append(all, o)
		}
		o.email = cmp.Or(o.email, r.Host)
		o.items = append(o.items, r)
	}
	return all
}

func (o *owned) resource() finding.Resource {
	id := cmp.Or(o.host.personID, "host:"+cmp.Or(o.host.key, "unknown"))
	return check.HostResource(id, o.email, o.site)
}

// name says whose recordings these are, for a sentence.
func (o *owned) name() string { return o.host.name(o.email) + " on " + o.site }

// nobody says that Webex did not return whose recordings these are. They may be
// those of a host who is counted already, so that they must not pass as another.
func (o *owned) nobody() bool { return o.host == hostID{} }

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
