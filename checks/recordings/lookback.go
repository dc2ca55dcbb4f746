package recordings

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// olderRecordings are those from before what a check looks at.
var olderRecordings = finding.Resource{Type: "look_back", ID: "older_recordings", Name: "older recordings"}

// windowStart is the first moment that the parameter lookback_days asks for.
func windowStart(in *check.Input) time.Time {
	return in.Now.AddDate(0, 0, -in.Params.Int("lookback_days"))
}

// recent says whether something recorded then lies within lookback_days. What
// has no date does when the list was not asked for anything older.
func recent(in *check.Input, src snapshot.Source, recorded time.Time) snapshot.Tri {
	start := windowStart(in)
	switch {
	case !recorded.IsZero():
		return snapshot.TriFrom(!recorded.Before(start))
	case !src.Since.IsZero() && !src.Since.Before(start):
		return snapshot.Yes
	default:
		return snapshot.Unknown
	}
}

// reaches has an unknown finding when a section was not asked for as far back
// as the parameter lookback_days wants, or when that wants nothing.
func reaches(in *check.Input, name snapshot.Name) []finding.Finding {
	part := in.Part(name)
	if part.Len() == 0 && part.Missing() != nil {
		return nil // nothing was read, and that is already said
	}
	src, days := part.Origin(), in.Params.Int("lookback_days")
	what := strings.ReplaceAll(string(name), "_", " ")
	r := finding.Resource{Type: "look_back", ID: string(name), Name: what}
	switch {
	case days <= 0:
		return []finding.Finding{check.Unknown(r, snapshot.Error, fmt.Sprintf("lookback_days is %d, so that none of the %s is looked at", days, what))}
	case src.Since.IsZero():
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("it is not known how far back the %s were listed", what))}
	case src.Since.After(windowStart(in)):
		return []finding.Finding{check.Unknown(r, snapshot.Truncated,
			fmt.Sprintf("lookback_days is %d, but the %s were listed only %s", days, what, since(src)))}
	}
	return nil
}

// since says from when on a list was read, for a sentence.
func since(src snapshot.Source) string {
	if src.Since.IsZero() {
		return "since an unknown day"
	}
	return "since " + src.Since.Format(time.DateOnly)
}

// within says from when on a list was read and judged, for a sentence:
// lookback_days can narrow it.
func within(in *check.Input, src snapshot.Source) string {
	if start := windowStart(in); !src.Since.IsZero() && src.Since.Before(start) {
		src.Since = start
	}
	return since(src)
}

func sameFold(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}
