package messaging

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// retentionField is the organisation setting that holds the days for which
// messages are kept.
const retentionField = "sparkDataRetentionDays"

// indefinite is the value that keeps messages for ever.
const indefinite = -1

// bothKinds goes with every verdict on the value: Control Hub can hold one for
// each kind of space, and Webex shows one and never says for which.
const bothKinds = "Webex shows one value for 1:1 and group: compare both"

// sixYears is the floor of the checklist, in days.
var sixYears = longest(6)

// longest is the largest number of days that so many calendar years can have:
// counted on the calendar from the start of a leap year. Six years are 2192
// days at most, not 6 × 365.
func longest(years int) int {
	from := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	return int(from.AddDate(years, 0, 0).Sub(from) / (24 * time.Hour))
}

// retentionSetting is what the findings of both checks are about.
func retentionSetting() finding.Resource { return check.SettingResource(retentionField) }

// retentionDays returns the days for which messages are kept, -1 for ever, and
// the evidence; or the finding that says why they are not known.
func retentionDays(in *check.Input) (days int, ev finding.Evidence, doubt []finding.Finding) {
	src, kept := in.OrgSettings.Source, in.OrgSettings.Value.MessageRetention
	ev = check.Evidence(src, retentionField, kept.Days.Any())
	unknown := func(why snapshot.Reason, msg string) []finding.Finding {
		return []finding.Finding{check.Unknown(retentionSetting(), why, msg, ev)}
	}
	days, known := kept.Days.Get()
	switch {
	case kept.Malformed:
		return 0, ev, unknown(snapshot.Schema, fmt.Sprintf("%s holds something that is no whole number of days", retentionField))
	case !known:
		return 0, ev, unknown(snapshot.FieldAbsent, fmt.Sprintf("Webex did not return %s, and absent does not mean for ever: "+
			"since March 2023 the default is 360 days, or 1095 days with Pro Pack", retentionField))
	case days < indefinite || days == 0:
		return 0, ev, unknown(snapshot.Schema, fmt.Sprintf("%s is %d, a value without a documented meaning", retentionField, days))
	}
	return days, ev, nil
}
