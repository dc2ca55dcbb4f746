package recordings

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// reaches has an unknown finding when a section was not asked for as far back
// as the parameter lookback_days wants. The parameter never narrows a list:
// whatever was read is judged.
func reaches(in *check.Input, name snapshot.Name) []finding.Finding {
	part := in.Part(name)
	if part.Len() == 0 && part.Missing() != nil {
		return nil // nothing was read, and that is already said
	}
	src, days := part.Origin(), in.Params.Int("lookback_days")
	what := strings.ReplaceAll(string(name), "_", " ")
	r := finding.Resource{Type: "look_back", ID: string(name), Name: what}
	switch {
	case src.Since.IsZero():
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("it is not known how far back the %s were listed", what))}
	case src.Since.After(in.Now.AddDate(0, 0, -days)):
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
	return "since " + src.Since.Format("2006-01-02")
}

func sameFold(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}
