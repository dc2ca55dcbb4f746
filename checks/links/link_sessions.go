package links

import (
	"cmp"
	"fmt"
	"maps"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// sessions is what was learnt about who came through one link.
type sessions struct {
	read    []outsiders
	skipped int // not in the sample of the collector
	unread  int
	why     finding.Finding // about the first unread one
}

// sessionsOf reads the meetings of a link. One that was read in part counts as
// unread: the person whom it has in common with another may be in the rest.
func sessionsOf(l link, r finding.Resource, src snapshot.Source, partners []string) sessions {
	var s sessions
	unread := func(f finding.Finding) {
		if s.unread == 0 {
			s.why = f
		}
		s.unread++
	}
	for _, m := range l.meetings {
		switch {
		case m.Start.IsZero():
			unread(check.Absent(r, src, "start"))
		case m.Participants == nil:
			s.skipped++
		case m.Participants.Gap != nil:
			unread(check.Unread(r, cmp.Or(m.Participants.Source, src), m.Participants.Gap))
		case m.Participants.People == nil:
			unread(check.Absent(r, src, "participants"))
		default:
			o := present(m, partners)
			if o.missing != "" {
				unread(check.Absent(r, cmp.Or(m.Participants.Source, src), o.missing))
				continue
			}
			s.read = append(s.read, o)
		}
	}
	if f, short := undersampled(l, r, src); short {
		unread(f)
	}
	return s
}

// participantsSource says where the people of a link were read; or is the
// source of its meetings.
func (l link) participantsSource(or snapshot.Source) snapshot.Source {
	var src snapshot.Source
	for _, m := range l.meetings {
		if m.Participants != nil {
			src = cmp.Or(src, m.Participants.Source)
		}
	}
	return cmp.Or(src, or)
}

// undersampled says whether fewer sessions of a series were asked for than the
// collector means to ask for: then that was not its choice.
func undersampled(l link, r finding.Resource, src snapshot.Source) (finding.Finding, bool) {
	held, asked := map[string]int{}, map[string]int{}
	for _, m := range l.meetings {
		held[m.SeriesID]++
		if m.Participants != nil {
			asked[m.SeriesID]++
		}
	}
	for _, m := range l.meetings {
		n, read := held[m.SeriesID], asked[m.SeriesID]
		if m.SeriesID != "" && n > 1 && read < min(n, check.SeriesSample) {
			return check.Unknown(r, snapshot.Truncated, fmt.Sprintf("the participants of only %d of %s were read", read, check.Count(n, "meeting")),
				check.Evidence(src, "items", read)), true
		}
	}
	return finding.Finding{}, false
}

// everyHas says whether every session that was read had at least n outsiders for
// certain.
func (s sessions) everyHas(n int) bool {
	for _, o := range s.read {
		if o.certain() < n {
			return false
		}
	}
	return len(s.read) > 0
}

// all are the outsiders of every session.
func (s sessions) all() outsiders {
	o := newOutsiders()
	for _, one := range s.read {
		o.add(one)
	}
	return o
}

// sameEveryTime says whether every session with outsiders had the same ones.
// Nobody can tell whether a caller is the same, or a guest called Guest.
func (s sessions) sameEveryTime() bool {
	var first *outsiders
	for _, o := range s.read {
		switch {
		case o.count() == 0:
		case first == nil:
			first = &o
		case o.nobody > 0 || first.nobody > 0 || !maps.Equal(first.keys, o.keys) || !maps.Equal(first.names, o.names):
			return false
		}
	}
	return true
}

// everywhere counts the outsiders who were in every session with outsiders.
func (s sessions) everywhere() int {
	seen, met := map[string]int{}, 0
	for _, o := range s.read {
		if o.count() > 0 {
			met++
		}
		for key := range o.keys {
			seen["key "+key]++
		}
		for name := range o.names {
			seen["name "+name]++
		}
	}
	n := 0
	for _, times := range seen {
		if times == met {
			n++
		}
	}
	return n
}

// regulars says what sessions with different people have in common.
func (s sessions) regulars() string {
	if n := s.everywhere(); n > 0 {
		return check.Count(n, "outsider") + " came to every one"
	}
	return "any two have an outsider in common"
}

// others counts who did not come every time. Callers, and guests called Guest, may
// have come more than once.
func (s sessions) others(all outsiders) string {
	count := fmt.Sprintf("%d others", all.count()-s.everywhere())
	if all.nobody > 1 {
		return "up to " + count
	}
	return count
}

// disjoint counts the pairs of sessions that had outsiders and none in common:
// certain where everybody on both sides is identified by e-mail, possible
// where a name or a call may hide the same person. It stops at enough certain
// pairs.
func (s sessions) disjoint(enough int) (certain, possible int) {
	for i, a := range s.read {
		for _, b := range s.read[:i] {
			switch {
			case a.count() == 0 || b.count() == 0 || a.meets(b):
			case a.identified() && b.identified():
				if certain++; certain >= enough {
					return certain, possible
				}
			default:
				possible++
			}
		}
	}
	return certain, possible
}
