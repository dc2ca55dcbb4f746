package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// changes are the events of a window, by what is to be said about them.
type changes struct {
	weaker, untold, other map[string][]snapshot.AdminEvent // by family, not signed off
	matched               map[string]int                   // by family, signed off
	foreign               map[string]int                   // events of categories that are not known
	lacking               map[string]int                   // events by the field that they lack
}

// gather sorts the events. What an event lacks could put it into any family, so
// that it counts against all of them.
func gather(in *check.Input, days int, signed signOffs) changes {
	c := changes{
		weaker: map[string][]snapshot.AdminEvent{}, untold: map[string][]snapshot.AdminEvent{}, other: map[string][]snapshot.AdminEvent{},
		matched: map[string]int{}, foreign: map[string]int{}, lacking: map[string]int{},
	}
	for _, e := range in.AdminAudit.Items {
		held := within(in, days, e.At)
		family, known := familyOf(e)
		switch field := lacks(e, signed); {
		case held == snapshot.No:
		case held == snapshot.Unknown:
			c.lacking["created"]++
		case signed.covers(e):
			c.matched[family]++
		case field != "":
			c.lacking[field]++
		case family == "" && !known:
			c.foreign[e.Category]++
		case family == "":
		default:
			switch directionOf(family, e) {
			case weaker:
				c.weaker[family] = append(c.weaker[family], e)
			case untold:
				c.untold[family] = append(c.untold[family], e)
			default:
				c.other[family] = append(c.other[family], e)
			}
		}
	}
	return c
}

// lacks returns the field that an event cannot be judged without, or "".
func lacks(e snapshot.AdminEvent, signed signOffs) string {
	switch {
	case e.Category == "":
		return "data.eventCategory"
	case e.Event == "":
		return "data.eventDescription"
	case e.RoleGrant == snapshot.Unknown || e.RoleRemoval == snapshot.Unknown:
		return "data.roleAdded"
	case e.Nameless, e.Setting == "" && e.Before+e.After != "":
		return "data.settingName"
	case e.ID == "" && len(signed.tickets) > 0:
		return "id"
	default:
		return ""
	}
}

// answer tells of one family. What could not be read may be of any, so that none
// passes beside it; the unknown finding for the log stands for all of them.
func (c changes) answer(in *check.Input, family string, days int) []finding.Finding {
	src := in.AdminAudit.Source
	r := finding.Resource{Type: "event_family", ID: family, Name: family}
	var fs []finding.Finding
	if bad := c.weaker[family]; len(bad) > 0 {
		fs = append(fs, check.Fail(r, fmt.Sprintf("%s of the family %s weakened protection or took content out, without a ticket or a signed review: %s",
			check.Count(len(bad), "change"), family, few(bad)), ids(src, bad)...))
	}
	if open := c.untold[family]; len(open) > 0 {
		fs = append(fs, check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s of the family %s without a sign-off do not show what they set: %s",
			check.Count(len(open), "change"), family, few(open)), ids(src, open)...))
	}
	if rest := c.other[family]; len(rest) > 0 {
		fs = append(fs, check.Warn(r, fmt.Sprintf("%s of the family %s without a ticket or a signed review: %s",
			check.Count(len(rest), "change"), family, few(rest)), ids(src, rest)...))
	}
	if len(fs) == 0 && len(c.lacking) == 0 && in.AdminAudit.Missing() == nil {
		fs = append(fs, check.Pass(r, fmt.Sprintf("no change of the family %s in %d days is without a sign-off (%d signed off)", family, days, c.matched[family]),
			check.Evidence(src, "items", c.matched[family])))
	}
	return fs
}

// doubts tells of events that no family can be sure of.
func (c changes) doubts(in *check.Input) []finding.Finding {
	src := in.AdminAudit.Source
	var fs []finding.Finding
	for _, field := range slices.Sorted(maps.Keys(c.lacking)) {
		fs = append(fs, check.Unknown(logResource(adminLogName), snapshot.FieldAbsent,
			fmt.Sprintf("Webex did not return a usable %s of %s, which may be of any family", field, check.Count(c.lacking[field], "event")), check.Evidence(src, field, nil)))
	}
	for _, category := range slices.Sorted(maps.Keys(c.foreign)) {
		fs = append(fs, check.Warn(finding.Resource{Type: "event_category", ID: category, Name: category},
			fmt.Sprintf("%s of the category %s, which this tool does not know", check.Count(c.foreign[category], "event"), category),
			check.Evidence(src, "data.eventCategory", c.foreign[category])))
	}
	return fs
}

// most is how many events a message and its evidence name.
const most = 3

// few names the newest events: what Webex calls them, and their day.
func few(events []snapshot.AdminEvent) string {
	var names []string
	for _, e := range newest(events) {
		names = append(names, fmt.Sprintf("%q on %s", e.Event, e.At.UTC().Format(time.DateOnly)))
	}
	if more := len(events) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return check.List(names)
}

// ids are the events as evidence: what an entry of change_tickets names.
func ids(src snapshot.Source, events []snapshot.AdminEvent) []finding.Evidence {
	var ev []finding.Evidence
	for _, e := range newest(events) {
		if e.ID != "" && len(e.ID) <= 64 && !strings.ContainsAny(e.ID, "@ \t\n") {
			ev = append(ev, check.Evidence(src, "id", e.ID))
		}
	}
	return append(ev, check.Evidence(src, "items", len(events)))
}

func newest(events []snapshot.AdminEvent) []snapshot.AdminEvent {
	sorted := slices.SortedStableFunc(slices.Values(events), func(a, b snapshot.AdminEvent) int { return b.At.Compare(a.At) })
	return sorted[:min(len(sorted), most)]
}
