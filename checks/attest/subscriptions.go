package attest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// subscription is what is used, or perhaps used, of one subscription.
type subscription struct {
	id       string // empty for licences that name none
	used     int    // licences
	names    []string
	doubtful bool // no licence of it is known to be in use
}

func (s subscription) resource() finding.Resource {
	if s.id == "" {
		return finding.Resource{Type: "subscription", ID: "none", Name: "licences without a subscription"}
	}
	return finding.Resource{Type: "subscription", ID: s.id, Name: s.id}
}

func (s subscription) evidence(in *check.Input) finding.Evidence {
	if s.doubtful {
		return check.Evidence(in.Licenses.Source, "consumedUnits", nil)
	}
	return check.Evidence(in.Licenses.Source, "consumedUnits", s.used)
}

// missing are the licences in use that a list does not name; an empty list
// names nothing, and then nothing can be said.
func (s subscription) missing(listed []string) []string {
	return slices.DeleteFunc(slices.Clone(s.names), func(name string) bool {
		return len(listed) == 0 || slices.ContainsFunc(listed, func(other string) bool { return strings.EqualFold(name, other) })
	})
}

// inUse says in words what is used.
func (s subscription) inUse() string {
	if s.doubtful {
		return "whether or not its licences are in use"
	}
	return check.Count(s.used, "licence") + " in use"
}

// subscriptions returns those with licences in use, or of which that is not
// known, sorted. What Webex gives to everybody is of no subscription.
func subscriptions(in *check.Input) []subscription {
	by := map[string]subscription{}
	for _, lic := range in.Licenses.Items {
		n, known := lic.Consumed.Get()
		if known && n <= 0 || lic.Everybodys() {
			continue
		}
		s, seen := by[lic.SubscriptionID]
		s.id, s.used = lic.SubscriptionID, s.used+n
		s.doubtful = !known && (!seen || s.doubtful)
		if !slices.Contains(s.names, lic.Name) {
			s.names = append(s.names, lic.Name)
		}
		by[s.id] = s
	}
	all := make([]subscription, 0, len(by))
	for _, s := range by {
		slices.Sort(s.names)
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b subscription) int { return cmp.Compare(a.id, b.id) })
	return all
}

// freeWords mark licences that nobody pays for. Which plans are eligible is
// never told by their names: Cisco changes that.
var freeWords = []string{"free", "trial"}

func free(lic snapshot.License) bool {
	// Webex names the subscription of a trial so.
	if lic.Everybodys() || strings.HasPrefix(strings.ToLower(lic.SubscriptionID), "trialsub") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(lic.Name)), func(w string) bool {
		return slices.Contains(freeWords, strings.Trim(w, "()-,."))
	})
}

// freeMeetings fails when everybody who holds meetings does so on a free or
// trial licence. A licence that may be one, or may be a paid one, leaves it
// open.
func freeMeetings(in *check.Input) []finding.Finding {
	used, maybeFree, maybePaid := 0, false, false
	for _, lic := range in.Licenses.Items {
		n, known := lic.Consumed.Get()
		switch {
		case known && n <= 0, lic.Name != "" && !slices.Contains(linesOf(lic.Name), meetings):
		case lic.Name == "":
			maybeFree, maybePaid = true, true
		case free(lic):
			used, maybeFree = used+n, true
		case known:
			return nil // a paid one
		default:
			maybePaid = true
		}
	}
	r := finding.Resource{Type: "plan", ID: "meetings", Name: "plan for meetings"}
	ev := check.Evidence(in.Licenses.Source, "consumedUnits", used)
	switch {
	case !maybeFree:
		return nil
	case used == 0 || maybePaid:
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, "whether meetings are held on free or trial licences only was not learnt: Webex did not return every name and count", ev)}
	default:
		return []finding.Finding{check.Fail(r, fmt.Sprintf("the only licences for meetings in use are free or trial ones, %d of them", used), ev)}
	}
}
