package check

import (
	"fmt"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Evidence leads from a value back to the section it was read from. Value is a
// bool, a number, a short enumeration word, or nil for an absent field; pass
// Tri.Any() and Opt.Any().
func Evidence(src snapshot.Source, field string, value any) finding.Evidence {
	return finding.Evidence{Source: src.Path, Field: field, Value: value, ReadAt: src.ReadAt, Rank: string(src.Rank)}
}

// Word is an enumeration word as a value of evidence: nil when the answer lacked
// it.
func Word(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Pass is a finding for a resource that follows the checklist.
func Pass(r finding.Resource, msg string, ev ...finding.Evidence) finding.Finding {
	return finding.Finding{Status: finding.Pass, Resource: r, Message: msg, Evidence: ev}
}

// Fail is a finding for a resource that does not.
func Fail(r finding.Resource, msg string, ev ...finding.Evidence) finding.Finding {
	return finding.Finding{Status: finding.Fail, Resource: r, Message: msg, Evidence: ev}
}

// Warn is a finding for a resource that should be looked at.
func Warn(r finding.Resource, msg string, ev ...finding.Evidence) finding.Finding {
	return finding.Finding{Status: finding.Warn, Resource: r, Message: msg, Evidence: ev}
}

// NotApplicable is a finding for a resource to which the check does not apply,
// which itself must have been read.
func NotApplicable(r finding.Resource, msg string, ev ...finding.Evidence) finding.Finding {
	return finding.Finding{Status: finding.NotApplicable, Resource: r, Message: msg, Evidence: ev}
}

// Unknown is a finding for a resource of which something was not learnt.
func Unknown(r finding.Resource, why snapshot.Reason, msg string, ev ...finding.Evidence) finding.Finding {
	return finding.Finding{Status: finding.Unknown, Reason: string(why), Resource: r, Message: msg, Evidence: ev}
}

// Absent is Unknown for a field that the answer lacked, or that was in none of
// the sources that stand in for an answer that could not be read.
func Absent(r finding.Resource, src snapshot.Source, field string) finding.Finding {
	if src.InPlaceOf != nil {
		return Unknown(r, src.InPlaceOf.Reason, fmt.Sprintf("%s is not known: %s", field, src.InPlaceOf.Detail), Evidence(src, field, nil))
	}
	return Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("Webex did not return %s", field), Evidence(src, field, nil))
}

// Unread is Unknown for a resource with a gap of its own.
func Unread(r finding.Resource, src snapshot.Source, g *snapshot.Gap) finding.Finding {
	return Unknown(r, g.Reason, g.Detail, finding.Evidence{Source: src.Path, ReadAt: src.ReadAt, Rank: string(src.Rank)})
}

// NotAttested is Unknown for something that only a person can say; what names
// the statement that is missing.
func NotAttested(r finding.Resource, what string, ev ...finding.Evidence) finding.Finding {
	return Unknown(r, snapshot.NotAttested, what, ev...)
}
