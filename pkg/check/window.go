package check

import (
	"fmt"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Window is a half-open span of time: From lies in it, To does not.
type Window struct{ From, To time.Time }

// Days is the window from back days before now to ahead days after it.
func Days(now time.Time, back, ahead int) Window {
	return Window{From: now.AddDate(0, 0, -back), To: now.AddDate(0, 0, ahead)}
}

// Holds says whether t lies in the window, which is Unknown for the zero time:
// Webex did not say when.
func (w Window) Holds(t time.Time) snapshot.Tri {
	if t.IsZero() {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(!t.Before(w.From) && t.Before(w.To))
}

// slack is how far clocks and time zones may put a moment of the past after the
// clock of the run.
const slack = 24 * time.Hour

// YetToCome says whether a moment that Webex tells of lies in the future, so that
// it did not happen and its time is wrong.
func (in *Input) YetToCome(t time.Time) bool { return t.After(in.Now.Add(slack)) }

// HoldsMeeting says whether a series or scheduled meeting lies in the window.
// The start of a series is that of its first occurrence, so one that began
// before the window counts until its last.
func (w Window) HoldsMeeting(m snapshot.Meeting) snapshot.Tri {
	in := w.Holds(m.Start)
	if in != snapshot.No || !m.Start.Before(w.From) || m.Type == "scheduledMeeting" {
		return in
	}
	switch {
	case m.Type == "" || m.Recurrence.Kind == "":
		return snapshot.Unknown
	case m.Recurrence.Kind == "none":
		return snapshot.No
	case m.Recurrence.Kind == "finite" && m.Recurrence.Last.IsZero():
		return snapshot.Unknown
	case m.Recurrence.Kind == "finite":
		return snapshot.TriFrom(!m.Recurrence.Last.Before(w.From))
	default: // endless, or a rule that Webex understands better than we do
		return snapshot.Yes
	}
}

// SeriesSample is of how many ended meetings of a series that met again the
// participants are read, newest first; all, when there are fewer.
const SeriesSample = 8

// How far the collectors look, in days. A parameter that asks for more cannot
// be served; see Beyond.
const (
	MeetingsAhead = 30 // upcoming meetings
	EndedBack     = 90 // ended meetings, their participants and the usage report

	AdminAuditBack = 365 // changes by administrators
	NetworksBack   = 30  // the networks of sign-ins, and the pauses that ended in them
	PausesBack     = 90  // how long a pause before a sign-in can be told
)

// Beyond has an unknown finding when a parameter asks for more days than are
// collected, or for none at all, in which nothing could be found. It is empty
// otherwise.
func Beyond(param string, asked, collected int) []finding.Finding {
	if asked == 0 {
		return []finding.Finding{nothing(param, asked)}
	}
	return outOfReach(param, asked, collected)
}

// BeyondBoth is Beyond for a check that looks back over lookback_days and ahead
// over lookahead_days. Whoever sets one of them to 0 wants to know of the other
// direction only.
func BeyondBoth(back, collectedBack, ahead, collectedAhead int) []finding.Finding {
	if back == 0 && ahead == 0 {
		return []finding.Finding{nothing("lookback_days", back), nothing("lookahead_days", ahead)}
	}
	return append(outOfReach("lookback_days", back, collectedBack), outOfReach("lookahead_days", ahead, collectedAhead)...)
}

func outOfReach(param string, asked, collected int) []finding.Finding {
	switch {
	case asked > collected:
		return []finding.Finding{Unknown(SettingResource(param), snapshot.Truncated, fmt.Sprintf("%s is %d, but only %s are collected", param, asked, Count(collected, "day")))}
	case asked < 0:
		return []finding.Finding{nothing(param, asked)}
	default:
		return nil
	}
}

func nothing(param string, asked int) finding.Finding {
	return Unknown(SettingResource(param), snapshot.Error, fmt.Sprintf("%s is %d, so that nothing is looked at", param, asked))
}
