package admins

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// life is what the two signals, presence and sign-ins, say about an account.
type life int

const (
	active  life = iota // one of them is recent
	unclear             // a signal is missing, and the other is not recent
	drowsy              // presence is old; sign-ins were read, but not far enough back
	asleep              // both are old
)

// signIns is the newest sign-in of each account.
type signIns struct {
	source snapshot.Source
	newest map[string]time.Time
	// whole says that an account without an entry did not sign in since
	// source.Since.
	whole bool
	gap   *snapshot.Gap
}

// newSignIns indexes the sign-ins. One that names no account or no time may be
// anybody's, so that with it nobody's absence is certain.
func newSignIns(in *check.Input) signIns {
	s := signIns{source: in.SignIns.Source, gap: in.SignIns.Missing(), newest: map[string]time.Time{}, whole: in.SignIns.Missing() == nil && !in.SignIns.Source.Since.IsZero()}
	for _, e := range in.SignIns.Items {
		if e.ActorUUID == "" || e.Last.IsZero() {
			s.whole = false
			continue
		}
		if e.Last.After(s.newest[e.ActorUUID]) {
			s.newest[e.ActorUUID] = e.Last
		}
	}
	return s
}

// judge weighs the two signals. An absent lastActivity is not an old one: Webex
// withholds it from callers who do not share their own. And what could not be
// read must not turn "asleep" into "drowsy", so that every loss is unclear.
func (s signIns) judge(in *check.Input, p *snapshot.Person, inactiveDays int) life {
	limit := in.Now.AddDate(0, 0, -inactiveDays)
	switch {
	case p.LastActivity.After(limit) || s.newest[p.UUID].After(limit):
		return active
	case p.LastActivity.IsZero() || !s.whole:
		return unclear
	case s.source.Since.After(limit):
		return drowsy
	default:
		return asleep
	}
}

// told says what the sign-ins say of an account, for a sentence.
func (s signIns) told(uuid string) string {
	newest := s.newest[uuid]
	switch {
	case !newest.IsZero() && s.gap != nil:
		return fmt.Sprintf("last seen signing in %s in a log that was not read to its end", newest.UTC().Format(time.DateOnly))
	case !newest.IsZero():
		return fmt.Sprintf("last seen signing in %s", newest.UTC().Format(time.DateOnly))
	case s.gap != nil:
		return "the sign-in log could not be read"
	case !s.whole:
		return "some sign-ins name no account or no time"
	default:
		return fmt.Sprintf("no sign-in since %s", s.source.Since.UTC().Format(time.DateOnly))
	}
}

// presence says what Webex shows of somebody's activity, for a sentence.
func presence(p *snapshot.Person) string {
	if p.LastActivity.IsZero() {
		return "Webex shows no last activity"
	}
	return "last active " + p.LastActivity.UTC().Format(time.DateOnly)
}

func (s signIns) evidence(uuid string) finding.Evidence {
	return check.Evidence(s.source, "created", date(s.newest[uuid]))
}
