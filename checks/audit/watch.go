package audit

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// watch looks at the sign-ins of one account after the other.
type watch struct {
	in       *check.Input
	allowed  networks
	through  finding.Day // every sign-in up to this day, in UTC, was reviewed
	accounts accounts
}

// judge applies every rule to one account.
func (w watch) judge(s snapshot.SignIn, days int) []finding.Finding {
	src := w.in.SignIns.Source
	r := finding.Resource{Type: "person", ID: s.ActorUUID}
	p := w.accounts.people[s.ActorUUID]
	if p != nil {
		r = check.PersonResource(*p)
	}
	switch held := within(w.in, days, s.Last); {
	case s.ActorUUID == "":
		return []finding.Finding{check.Absent(logResource(signInLogName), src, "actorId")}
	case s.Last.IsZero():
		return []finding.Finding{check.Absent(r, src, "created")}
	case held == snapshot.Unknown:
		return []finding.Finding{check.Unknown(r, snapshot.Schema, "Webex tells of a sign-in in the future, so that it is not known when it was", check.Evidence(src, "created", check.Date(s.Last)))}
	case held == snapshot.No:
		return nil
	}
	ev := check.Evidence(src, "created", check.Date(s.Last))
	if !w.through.IsZero() && !finding.DayOf(s.Last, time.UTC).After(w.through) {
		return []finding.Finding{check.Pass(r, fmt.Sprintf("%s last signed in on %s, which was reviewed", r.Name, check.Date(s.Last)), ev)}
	}
	if p == nil {
		return []finding.Finding{w.stranger(r, s, ev)}
	}
	fs := w.disabled(r, p, s, ev)
	fs = append(fs, w.woken(r, p, s)...)
	fs = append(fs, w.elsewhere(r, p, s)...)
	if len(fs) == 0 {
		fs = append(fs, check.Pass(r, fmt.Sprintf("nothing is odd about the sign-ins of %s", r.Name), ev))
	}
	return fs
}

// stranger is an account that signed in and is in no list: deleted since, or
// of another organisation.
func (w watch) stranger(r finding.Resource, s snapshot.SignIn, ev finding.Evidence) finding.Finding {
	if w.accounts.nameless > 0 || w.in.People.Missing() != nil {
		return check.Unknown(r, snapshot.FieldAbsent, "an account signed in that could not be found among the people that were read", ev)
	}
	return check.Warn(r, fmt.Sprintf("an account signed in on %s that is not in the organisation now: it was deleted since, or belongs elsewhere", check.Date(s.Last)), ev)
}

// disabled finds an account that is switched off and signed in, unless the log
// of changes shows that it was switched off afterwards.
func (w watch) disabled(r finding.Resource, p *snapshot.Person, s snapshot.SignIn, ev finding.Evidence) []finding.Finding {
	enabled := check.Evidence(w.in.People.Source, "loginEnabled", p.LoginEnabled.Any())
	if p.LoginEnabled == snapshot.Unknown {
		return []finding.Finding{check.Absent(r, w.in.People.Source, "loginEnabled")}
	}
	if p.LoginEnabled == snapshot.Yes {
		return nil
	}
	switch disabledAfter(w.in, p.UUID, s.Last) {
	case snapshot.Yes:
		return nil
	case snapshot.Unknown:
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s signed in on %s and is disabled now; whether it was then was not learnt", r.Name, check.Date(s.Last)), ev, enabled)}
	default:
		return []finding.Finding{check.Fail(r, fmt.Sprintf("%s signed in on %s and is disabled, and no change after that day disabled it", r.Name, check.Date(s.Last)), ev, enabled)}
	}
}

// disabledAfter says whether the admin audit log shows that an account was
// taken out of use after a moment.
func disabledAfter(in *check.Input, uuid string, at time.Time) snapshot.Tri {
	answer := snapshot.TriFrom(false)
	if in.AdminAudit.Missing() != nil {
		answer = snapshot.Unknown
	}
	for _, e := range in.AdminAudit.Items {
		off := putOut(e)
		switch {
		case !e.At.IsZero() && !e.At.After(at):
		case off == snapshot.Yes && e.TargetUUID == uuid && !e.At.IsZero():
			return snapshot.Yes
		case e.At.IsZero(), e.Event == "", off != snapshot.No && (e.TargetUUID == "" || e.TargetUUID == uuid):
			answer = snapshot.Unknown
		}
	}
	return answer
}

// putOut says whether an event took an account out of use. What was disabled,
// deleted or removed may as well be a role, a licence or a feature of it.
func putOut(e snapshot.AdminEvent) snapshot.Tri {
	said := plain(e.Event)
	switch {
	case e.Failed:
		return snapshot.No
	case begins(said, "deactivat", "suspend", "inactiv"),
		hasAny(said, "user was disabled", "user disabled", "disabled user", "disabled a user", "account was disabled", "account disabled"):
		return snapshot.Yes
	case begins(said, "disabl", "delet", "remov"):
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}

// woken finds an account that signed in after a long time without.
func (w watch) woken(r finding.Resource, p *snapshot.Person, s snapshot.SignIn) []finding.Finding {
	src, most := w.in.SignIns.Source, w.in.Params.Int("dormant_days")
	pause, known := s.PauseDays.Get()
	ev := check.Evidence(src, "created", s.PauseDays.Any())
	woke := check.Warn(r, fmt.Sprintf("%s signed in after %d days or more without: ask who that was", r.Name, pause), ev)
	switch {
	case !known, s.PauseOpen == snapshot.Unknown:
		return []finding.Finding{check.Absent(r, src, "created")}
	case s.PauseOpen == snapshot.No && pause <= most:
		return nil
	case s.PauseOpen == snapshot.No:
		return []finding.Finding{woke}
	case p.Created.IsZero():
		return []finding.Finding{check.Absent(r, w.in.People.Source, "created")}
	case src.Since.IsZero():
		return []finding.Finding{check.Absent(r, src, "startTime")}
	case p.Created.After(src.Since): // there was nobody yet who could sign in
		return nil
	case pause > most:
		return []finding.Finding{woke}
	default:
		return []finding.Finding{check.Unknown(r, snapshot.Truncated, fmt.Sprintf("the sign-in log does not go back far enough to tell when %s signed in before", r.Name), ev)}
	}
}
