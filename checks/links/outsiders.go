package links

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// outsiders are the people of one session or one invitation who do not belong
// to the organisation or to a partner of it.
type outsiders struct {
	keys    map[string]bool // identified by an e-mail address
	names   map[string]bool // by nothing but a display name of their own
	nobody  int             // by nothing at all: on the telephone, or under a name such as Guest
	domains map[string]bool
	missing string // a field that was absent, so that somebody could not be placed
}

func newOutsiders() outsiders {
	return outsiders{keys: map[string]bool{}, names: map[string]bool{}, domains: map[string]bool{}}
}

// invited are the outsiders on an invitation.
func invited(people []snapshot.Party, partners []string) outsiders {
	o := newOutsiders()
	for _, p := range people {
		switch p.Kind {
		case snapshot.Staff:
		case snapshot.Outsider:
			o.address(p, partners)
		default:
			o.missing = "email"
		}
	}
	return o
}

// present are the outsiders who were let into a session.
func present(m snapshot.EndedMeeting, partners []string) outsiders {
	o := newOutsiders()
	for _, p := range m.Participants.People {
		switch host := check.WasHost(m, p); {
		case host == snapshot.Yes, p.Joined == snapshot.No, p.Kind == snapshot.Staff:
		case p.Kind == "":
			o.missing = "email"
		case host == snapshot.Unknown:
			o.missing = "host"
		case p.Joined == snapshot.Unknown:
			o.missing = "state"
		case p.Kind == snapshot.Outsider:
			o.address(p.Party, partners)
		case p.Phone == snapshot.Yes:
			o.nobody++
		case p.Phone == snapshot.Unknown:
			o.missing = "devices.audioType"
		case p.CommonName:
			o.nobody++
		case p.NameKey == "":
			o.missing = "displayName"
		default:
			o.names[p.NameKey] = true
		}
	}
	return o
}

func (o *outsiders) address(p snapshot.Party, partners []string) {
	switch {
	case p.Domain != "" && slices.Contains(partners, p.Domain):
	case p.Key == "", p.Domain == "" && len(partners) > 0:
		o.missing = "email"
	default:
		o.keys[p.Key] = true
		if p.Domain != "" {
			o.domains[p.Domain] = true
		}
	}
}

// count is how many there were, going by the list.
func (o outsiders) count() int { return len(o.keys) + len(o.names) + o.nobody }

// certain is how many there were at least. Webex lists somebody who comes back
// once more, so that callers, and guests called Guest, may all be one.
func (o outsiders) certain() int { return len(o.keys) + len(o.names) + min(o.nobody, 1) }

// identified says whether every one of them has an e-mail address.
func (o outsiders) identified() bool { return len(o.names) == 0 && o.nobody == 0 }

// meets says whether two sessions have somebody in common.
func (o outsiders) meets(other outsiders) bool {
	return common(o.keys, other.keys) || common(o.names, other.names)
}

// add joins the outsiders of another session to these.
func (o *outsiders) add(other outsiders) {
	for k := range other.keys {
		o.keys[k] = true
	}
	for n := range other.names {
		o.names[n] = true
	}
	for d := range other.domains {
		o.domains[d] = true
	}
	o.nobody += other.nobody
}

// String counts them, and never names them.
func (o outsiders) String() string {
	if len(o.domains) == 0 {
		return check.Count(o.count(), "outsider")
	}
	return fmt.Sprintf("%s from %s", check.Count(o.count(), "outsider"), check.Count(len(o.domains), "domain"))
}

func common(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}
