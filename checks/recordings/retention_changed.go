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

// The words of an event that is about how long something is kept, and of one
// that is about messages and not about meetings.
var (
	keepingWords = []string{"retention", "automatic deletion", "auto deletion", "triggered deletion", "purge"}
	messageWords = []string{"spark", "messag", "space", "teams"}
	meetingWords = []string{"meeting", "record", "transcript"}
)

// unchanged takes a pass back that rests on an attested value when the audit log
// shows that the retention may have changed since, or was not read to its end.
func unchanged(in *check.Input, f finding.Finding, since finding.Day) finding.Finding {
	if f.Status != finding.Pass {
		return f
	}
	log, silent := in.AdminAudit, false
	for _, e := range log.Items {
		before := !e.At.IsZero() && !finding.DayOf(e.At, time.UTC).After(since)
		keeping := aboutKeeping(e)
		silent = silent || !before && e.Event == "" && e.Setting == "" || keeping && e.At.IsZero()
		if before || !keeping || e.At.IsZero() {
			continue
		}
		return check.Warn(f.Resource, fmt.Sprintf("%s; but retention was changed, or something deleted by it, after that was attested on %s: look at it again", f.Message, since),
			append(f.Evidence, check.Evidence(log.Source, "created", check.Date(e.At)))...)
	}
	g := log.Missing()
	if g == nil && silent {
		g = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "Webex did not say of every event what it changed, and when"}
	}
	if g != nil {
		return check.Unknown(f.Resource, g.Reason, fmt.Sprintf("%s; whether retention was changed since %s was not learnt: %s", f.Message, since, g.Detail), f.Evidence...)
	}
	return f
}

// aboutKeeping says whether an event is about the retention of meetings, or does
// not say of what.
func aboutKeeping(e snapshot.AdminEvent) bool {
	text := strings.ToLower(e.Event + " " + e.Setting)
	holds := func(word string) bool { return strings.Contains(text, word) }
	messages := slices.ContainsFunc(messageWords, holds) && !slices.ContainsFunc(meetingWords, holds)
	return !e.Failed && slices.ContainsFunc(keepingWords, holds) && !messages
}
