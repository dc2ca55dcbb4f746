package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recordsCalls says whether any call of a line may be recorded, and which field
// is missing where that is not known.
func recordsCalls(l snapshot.RecordedLine) (records snapshot.Tri, field string) {
	switch {
	case l.Enabled == snapshot.No || l.Record == snapshot.RecordNever:
		return snapshot.No, ""
	case l.Enabled == snapshot.Unknown:
		return snapshot.Unknown, "enabled"
	case l.Record == "":
		return snapshot.Unknown, "record"
	default:
		return snapshot.Yes, ""
	}
}

// unrecorded answers about a line of which nothing more is asked: it was not read,
// or it is not recorded as far as is known.
func unrecorded(l snapshot.RecordedLine, r finding.Resource, src snapshot.Source, who string) (f finding.Finding, done bool) {
	records, field := recordsCalls(l)
	switch {
	case l.Gap != nil:
		return check.Unread(r, src, l.Gap), true
	case records == snapshot.Unknown:
		return check.Absent(r, src, field), true
	case records == snapshot.No:
		return check.NotApplicable(r, who+" is not recorded", check.Evidence(src, "record", word(string(l.Record)))), true
	default:
		return finding.Finding{}, false
	}
}

// recordedAt says whether some line among those that may be asked about is
// recorded.
func recordedAt(in *check.Input, among func(snapshot.RecordedLine) bool) snapshot.Tri {
	answer := snapshot.No
	if in.RecordedLines.Missing() != nil {
		answer = snapshot.Unknown
	}
	for _, l := range in.RecordedLines.Items {
		if !among(l) {
			continue
		}
		records, _ := recordsCalls(l)
		switch {
		case l.Gap == nil && records == snapshot.Yes:
			return snapshot.Yes
		case l.Gap != nil || records == snapshot.Unknown:
			answer = snapshot.Unknown
		}
	}
	return answer
}
