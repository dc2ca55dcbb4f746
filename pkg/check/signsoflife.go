package check

import (
	"fmt"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Life is what the two signals, presence and sign-ins, say about an account.
type Life int

// The degrees of life.
const (
	Awake   Life = iota // one of them is recent
	Unclear             // a signal is missing, and the other is not recent
	Drowsy              // presence is old; sign-ins were read, but not far enough back
	Asleep              // both are old
)

// SignIns is the newest sign-in of each account.
type SignIns struct {
	source snapshot.Source
	newest map[string]time.Time
	// whole says that an account without an entry did not sign in since
	// source.Since.
	whole bool
	gap   *snapshot.Gap
}

// SignInsOf indexes the sign-ins. One that names no account or no time, or one
// that is yet to come, may be anybody's and of any day, so that with it nobody's
// absence is certain.
func SignInsOf(in *Input) SignIns {
	s := SignIns{source: in.SignIns.Source, gap: in.SignIns.Missing(), newest: map[string]time.Time{}, whole: in.SignIns.Missing() == nil && !in.SignIns.Source.Since.IsZero()}
	for _, e := range in.SignIns.Items {
		if e.ActorUUID == "" || e.Last.IsZero() || in.YetToCome(e.Last) {
			s.whole = false
			continue
		}
		if e.Last.After(s.newest[e.ActorUUID]) {
			s.newest[e.ActorUUID] = e.Last
		}
	}
	return s
}

// Judge weighs the two signals. An absent lastActivity is not an old one: Webex
// withholds it from callers who do not share their own. One that is yet to come
// shows nothing. And what could not be read must not turn Asleep into Drowsy, so
// that every loss is Unclear.
func (s SignIns) Judge(in *Input, p *snapshot.Person, inactiveDays int) Life {
	limit := in.Now.AddDate(0, 0, -inactiveDays)
	switch {
	case p.LastActivity.After(limit) && !in.YetToCome(p.LastActivity) || s.newest[p.UUID].After(limit):
		return Awake
	case p.LastActivity.IsZero() || in.YetToCome(p.LastActivity) || !s.whole:
		return Unclear
	case s.source.Since.After(limit):
		return Drowsy
	default:
		return Asleep
	}
}

// Told says what the sign-ins say of an account, for a sentence.
func (s SignIns) Told(uuid string) string {
	newest := s.newest[uuid]
	switch {
	case !newest.IsZero() && s.gap != nil:
		return fmt.Sprintf("last seen signing in %s in a log that was not read to its end", newest.UTC().Format(time.DateOnly))
	case !newest.IsZero():
		return fmt.Sprintf("last seen signing in %s", newest.UTC().Format(time.DateOnly))
	case s.gap != nil:
		return "the sign-in log could not be read"
	case !s.whole:
		return "some sign-ins name no account, or no time that can be"
	default:
		return fmt.Sprintf("no sign-in since %s", s.source.Since.UTC().Format(time.DateOnly))
	}
}

// Presence says what Webex shows of somebody's activity, for a sentence.
func Presence(p *snapshot.Person) string {
	if p.LastActivity.IsZero() {
		return "Webex shows no last activity"
	}
	return "last active " + p.LastActivity.UTC().Format(time.DateOnly)
}

// Evidence is the newest sign-in of an account.
func (s SignIns) Evidence(uuid string) finding.Evidence {
	return Evidence(s.source, "created", Date(s.newest[uuid]))
}

// Date is a moment as a word of evidence: its day, or nil when it is not known.
func Date(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.DateOnly)
}
