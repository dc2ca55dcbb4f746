package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// collectedYears is the age from which on old recordings are listed.
const collectedYears = 6

// overdue judges what a list holds of each host on each site: recordings whose
// years are over, with some days of grace, and that no legal hold keeps.
func overdue(in *check.Input, list snapshot.Section[snapshot.Recording]) []finding.Finding {
	var fs []finding.Finding
	for _, o := range byOwner(list.Items) {
		fs = append(fs, overdueOf(o, in, list.Source))
	}
	return fs
}

func overdueOf(o *owned, in *check.Input, src snapshot.Source) finding.Finding {
	years, grace, holds := in.Params.Int("keep_years"), in.Params.Int("grace_days"), in.Params.Strings("legal_hold_ids")
	var late, doubtful []snapshot.Recording
	held := 0
	for _, r := range o.items {
		switch {
		case listed(holds, r.ID):
			held++
		case r.Recorded.IsZero():
			doubtful = append(doubtful, r)
		case !r.Recorded.AddDate(years, 0, grace).Before(in.Now):
		case r.ID == "" && len(holds) > 0:
			doubtful = append(doubtful, r)
		default:
			late = append(late, r)
		}
	}
	of := func(n int) string { return fmt.Sprintf("%s of %s", check.Count(n, "recording"), o.name()) }
	limit := fmt.Sprintf("%s and %s", check.Count(years, "year"), check.Count(grace, "day"))
	strict := in.Params.Bool("disposal_is_strict")
	switch {
	case len(late) > 0 && (strict || len(doubtful) == 0):
		answer := check.Warn
		if strict {
			answer = check.Fail
		}
		return answer(o.resource(), fmt.Sprintf("kept longer than %s: %s", limit, of(len(late))), some(src, late)...)
	case len(doubtful) > 0:
		return check.Unknown(o.resource(), snapshot.FieldAbsent, of(len(doubtful))+" came without a date or an id", append(some(src, doubtful), check.Evidence(src, "timeRecorded", nil))...)
	case o.nobody():
		return check.Absent(o.resource(), src, "hostEmail")
	default:
		msg := fmt.Sprintf("no recording of %s is kept longer than %s", o.name(), limit)
		if held > 0 {
			msg += fmt.Sprintf(", but for %d on legal hold", held)
		}
		return check.Pass(o.resource(), msg, some(src, o.items)...)
	}
}
