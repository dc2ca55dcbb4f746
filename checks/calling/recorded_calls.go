package calling

import (
	"wxaudit/pkg/check"
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
