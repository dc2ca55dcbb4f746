package snapshot

import "strings"

// licenseWords are parts of the names of licences whose product is known, in
// lower case. Names differ by offer and change; one that holds none of these may
// be for anything.
var licenseWords = []string{
	"meeting", "training center", "support center", "event", "webinar", "audio", "messag", "messenger", "jabber", "calling", "call on webex",
	"ucm", "unified communication", "attendant", "customer assist", "cx essentials", "customer experience", "webex go", "pstn",
	"contact cent", "wxcc", "storage", "assistant", "device", "room", "board", "desk", "pro pack", "control hub", "hybrid", "slido", "vidcast",
	"screen share", "translation",
}

// Known says whether the name of a licence tells its product.
func (l License) Known() bool {
	name := strings.ToLower(l.Name)
	for _, word := range licenseWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// Everybodys says whether the licence is one of those that Webex gives to every
// account without a subscription: to hold it says nothing about its holder.
func (l License) Everybodys() bool {
	name := strings.ToLower(strings.TrimSpace(l.Name))
	switch name {
	case "basic messaging", "basic space meetings", "free screen share":
		return true
	default:
		return strings.HasPrefix(name, "call on webex")
	}
}

// LicenseInUse says whether a licence of a kind is in use. Only a list that was
// read whole, with every licence that somebody holds, a product for every name
// and a number for every count of that kind, can say no.
func (s *Snapshot) LicenseInUse(kind func(License) bool) Tri {
	in := No
	if s.Licenses.Missing() != nil || s.UnlistedLicenses > 0 {
		in = Unknown
	}
	for _, l := range s.Licenses.Items {
		used, known := l.Consumed.Get()
		known = known && used >= 0
		switch {
		case !kind(l) && l.Known():
		case known && used == 0 && l.Name != "":
		case kind(l) && known:
			return Yes
		default:
			in = Unknown
		}
	}
	return in
}
