package messaging

import (
	"fmt"

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

// retentionSetting is what the findings of both checks are about.
func retentionSetting() finding.Resource { return check.SettingResource(retentionField) }

// retentionStatement is asked by messaging.retention-six-years, where Webex
// does not show the setting.
var retentionStatement = check.Statement{
	ID:      "messaging.retention-six-years",
	Asks:    "For how long are messages kept in 1:1 spaces and in group spaces?",
	Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Retention ▸ Webex Spaces",
	Answers: []string{"days", "indefinite"},
	Details: []check.Detail{
		{Name: "direct_days", Asks: "With days: how many for 1:1 spaces (-1: for ever)?", Kind: check.NumberDetail, Optional: true},
		{Name: "group_days", Asks: "With days: how many for group spaces (-1: for ever)?", Kind: check.NumberDetail, Optional: true},
	},
}

// disposalStatement is asked by messaging.retention-disposal.
var disposalStatement = check.Statement{
	ID:      "messaging.retention-disposal",
	Asks:    "Is there a written procedure by which messages that are kept for ever are disposed of?",
	Where:   "the record retention policy",
	Answers: []string{"procedure", "none"},
}

// retentionDays returns the days for which messages are kept, -1 for ever, and
// the evidence; or the finding that says why Webex does not show them.
func retentionDays(in *check.Input) (days int, ev finding.Evidence, doubt *finding.Finding) {
	r, src := retentionSetting(), in.OrgSettings.SourceOf("message_retention")
	if g := in.OrgSettings.Missing(); g != nil {
		f := check.Unread(r, src, g)
		return 0, ev, &f
	}
	kept := in.OrgSettings.Value.MessageRetention
	ev = check.Evidence(src, retentionField, kept.Days.Any())
	unknown := func(why snapshot.Reason, msg string) *finding.Finding {
		f := check.Unknown(r, why, msg, ev)
		return &f
	}
	days, known := kept.Days.Get()
	switch {
	case kept.Malformed:
		return 0, ev, unknown(snapshot.Schema, fmt.Sprintf("%s holds something that is no whole number of days", retentionField))
	case !known && src.InPlaceOf != nil: // lesser sources had other settings, and not this one
		f := check.Absent(r, src, retentionField)
		return 0, ev, &f
	case !known:
		return 0, ev, unknown(snapshot.FieldAbsent, fmt.Sprintf("Webex did not return %s, and absent does not mean for ever: "+
			"since March 2023 the default is 360 days, or 1095 days with Pro Pack", retentionField))
	case days < indefinite || days == 0:
		return 0, ev, unknown(snapshot.Schema, fmt.Sprintf("%s is %d, a value without a documented meaning", retentionField, days))
	}
	return days, ev, nil
}

// attestedDays returns the attested values by the kind of space, 1:1 first, and
// whether both kinds have one that means something. A number beside the answer
// that messages are kept for ever counts for its kind of space.
func attestedDays(a check.Attestation) (days []int, both bool) {
	for _, name := range []string{"direct_days", "group_days"} {
		switch d, said := a.Int(name); {
		case said && (d > 0 || d == indefinite):
			days = append(days, d)
		case !said && a.Answer == "indefinite":
			days = append(days, indefinite)
		}
	}
	return days, len(days) == 2
}
