package recordings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// The words of an event that is about how long something is kept, of one that
// tells what was deleted by it, and of one that is about messages and not about
// meetings.
var (
	keepingWords  = []string{"retention", "automatic deletion", "auto deletion", "triggered deletion", "purge"}
	deletionWords = []string{"deletion", "purge"}
	changeWords   = []string{"chang", "updat", "modif", "reduc", "lower", "enabl", "disabl", "setting", " set"}
	messageWords  = []string{"spark", "messag", "space", "teams"}
	meetingWords  = []string{"meeting", "record", "transcript"}
)

// unchanged takes a pass back that rests on an attested number of days when the
// audit log contradicts it, or was not read to its end.
func unchanged(in *check.Input, f finding.Finding, since finding.Day, days int) finding.Finding {
	if f.Status != finding.Pass {
		return f
	}
	log, why := in.AdminAudit, in.AdminAudit.Missing()
	doubt := func(lacks string) {
		if why == nil {
			why = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: lacks}
		}
	}
	for _, e := range log.Items {
		before := !e.At.IsZero() && !finding.DayOf(e.At, time.UTC).After(since)
		keeping, deletes := aboutKeeping(e)
		early := tooEarly(in, e.At, days)
		switch {
		case before:
		case e.Event == "" && e.Setting == "", keeping && e.At.IsZero():
			doubt("Webex did not say of every event what it changed, and when")
		case keeping && deletes && early == snapshot.Unknown:
			doubt("something was deleted by it, and Webex did not say how old the organisation was")
		case keeping && deletes && early == snapshot.Yes:
			return contradicted(in, f, e, fmt.Sprintf("something was deleted by itself on %s, when the organisation was not that old", check.Date(e.At)))
		case keeping && !deletes:
			return contradicted(in, f, e, fmt.Sprintf("retention was changed after that was attested on %s", since))
		}
	}
	if why != nil {
		return check.Unknown(f.Resource, why.Reason, fmt.Sprintf("%s; whether retention was changed since %s was not learnt: %s", f.Message, since, why.Detail), f.Evidence...)
	}
	return f
}

func contradicted(in *check.Input, f finding.Finding, e snapshot.AdminEvent, how string) finding.Finding {
	return check.Warn(f.Resource, fmt.Sprintf("%s; but %s: look at it again", f.Message, how),
		append(f.Evidence, check.Evidence(in.AdminAudit.Source, "created", check.Date(e.At)))...)
}

// tooEarly says whether the organisation was younger than so many days, so that
// nothing in it can have been due. Later, deletions are what retention is for.
func tooEarly(in *check.Input, at time.Time, days int) snapshot.Tri {
	org := in.Organization.Value
	if org == nil || org.Created.IsZero() || at.IsZero() {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(at.Before(org.Created.AddDate(0, 0, days)))
}

// aboutKeeping says whether an event is about the retention of meetings, or does
// not say of what; and whether it tells of what was deleted, not of a setting.
func aboutKeeping(e snapshot.AdminEvent) (keeping, deletes bool) {
	text := strings.ToLower(e.Event + " " + e.Setting)
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
	}
	messages := has(messageWords) && !has(meetingWords)
	return !e.Failed && has(keepingWords) && !messages, e.Setting == "" && has(deletionWords) && !has(changeWords)
}
