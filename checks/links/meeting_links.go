package links

import (
	"cmp"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// link is one way in, and the ended meetings that it led to: those of one
// series, and those with one meeting number.
type link struct {
	meetings []snapshot.EndedMeeting
	missing  string // a field that was absent, so that the link may hold more
}

// linksOf sorts the ended meetings of the window into links, in the order of
// their first meetings. A meeting whose start is not known may lie in it.
func linksOf(in *check.Input, w check.Window) []*link {
	numbers := meetingNumbersOf(in.Usage)
	var held []snapshot.EndedMeeting
	ways := newJoined()
	for _, m := range in.EndedMeetings.Items {
		if w.Holds(m.Start) == snapshot.No {
			continue
		}
		number, _ := numbers.of(m)
		ways.add(len(held), "series", m.SeriesID)
		ways.add(len(held), "number", number)
		held = append(held, m)
	}

	var links []*link
	byRoot := map[int]*link{}
	for i, m := range held {
		root := ways.root(i)
		l := byRoot[root]
		if l == nil {
			l = new(link)
			byRoot[root] = l
			links = append(links, l)
		}
		_, missing := numbers.of(m)
		l.meetings = append(l.meetings, m)
		l.missing = cmp.Or(l.missing, missing)
	}
	return links
}

// resource names a link by its first series, or else by its first meeting.
func (l link) resource() finding.Resource {
	var ids []string
	for _, m := range l.meetings {
		ids = append(ids, cmp.Or(m.SeriesID, m.ID))
	}
	return finding.Resource{Type: "link", ID: slices.Min(ids), Name: l.host()}
}

// host is the first host that is known.
func (l link) host() string {
	for _, m := range l.meetings {
		if m.Host != "" {
			return m.Host
		}
	}
	return ""
}

// subject names the link in a message.
func (l link) subject() string {
	s := "a link"
	if h := l.host(); h != "" {
		s += " of " + h
	}
	if site := l.meetings[0].Site; site != "" {
		s += " on " + site
	}
	return s
}

// isWebinar says whether the link leads to webinars and to nothing else.
func (l link) isWebinar() snapshot.Tri {
	answer := snapshot.Yes
	for _, m := range l.meetings {
		switch m.ScheduledType {
		case "":
			answer = snapshot.Unknown
		case "webinar":
		default:
			return snapshot.No
		}
	}
	return answer
}

// inSpace says whether any of the meetings belonged to a Webex space.
func (l link) inSpace() snapshot.Tri {
	answer := snapshot.No
	for _, m := range l.meetings {
		switch m.InSpace {
		case snapshot.Yes:
			return snapshot.Yes
		case snapshot.Unknown:
			answer = snapshot.Unknown
		}
	}
	return answer
}
