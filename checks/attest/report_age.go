package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// reportAge is the day that dates a report, and what is wrong with it.
func reportAge(in *check.Input, a check.Attestation) (dated finding.Day, old, soon string) {
	field, most := "as_of", in.Params.Int("point_in_time_max_days")
	switch a.Word("type") {
	case period:
		field, most = "period_end", in.Params.Int("period_end_max_days")
	case certificate:
		dated = a.Day("expires")
		left := dated.Since(in.Today)
		if !dated.IsZero() && left < 0 {
			old = fmt.Sprintf("expired on %s", dated)
		} else if warn := in.Params.Int("cert_warn_days"); left <= warn {
			soon = fmt.Sprintf("expires on %s, within %s", dated, check.Count(warn, "day"))
		}
		return dated, old, soon
	}
	dated = a.Day(field)
	switch age := in.Today.Since(dated); {
	case dated.IsZero():
	case age < 0:
		old = fmt.Sprintf("is dated %s, after today", dated)
	case age > most:
		old = fmt.Sprintf("is of %s, %d days ago, more than %d: it says nothing about what came since", dated, age, most)
	}
	return dated, old, ""
}
