package recordings

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// keepingStatement is asked by recordings.retention-setting about recorded
// meetings.
var keepingStatement = check.Statement{
	ID:      "recordings.retention-setting",
	Asks:    "For how long does Webex keep recordings and transcripts of meetings?",
	Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Retention ▸ Webex Meetings",
	Answers: []string{"days", "indefinite"},
	Details: []check.Detail{
		{Name: "days", Asks: "With days: how many, where a year in Control Hub is 360 and a month 30?", Kind: check.NumberDetail, Optional: true},
	},
}

// meetingsPolicy goes by the attested value, and by the licences: without Pro
// Pack six years cannot be set. A name is no proof, so that it only warns.
func meetingsPolicy(in *check.Input) finding.Finding {
	r := check.SettingResource("meetings retention")
	if _, stands := recordingOff(in); stands && sixYearsListed(in) {
		return in.Attest(r, recordingOffStatement, "", 0, func(check.Attestation) finding.Finding {
			return check.NotApplicable(r, "recording is off, as attested, and there is no recording",
				check.Evidence(in.Recordings.Source, "items", 0), check.Evidence(in.OldRecordings.Source, "items", 0))
		})
	}
	ask := fmt.Sprintf("six calendar years need %d days or more, because a year in Control Hub is %d days", in.Params.Int("min_days"), in.Params.Int("ui_year_days"))
	pro := proPack(in.Licenses)
	var ev []finding.Evidence
	if in.Licenses.Missing() == nil {
		ev = append(ev, check.Evidence(in.Licenses.Source, "name contains Pro Pack", pro.Any()))
	}
	if pro == snapshot.No {
		ask += "; no licence is named Pro Pack, without which Webex keeps recordings 360 days at most"
	}
	return check.Beside(in.Attest(r, keepingStatement, "", 0, func(a check.Attestation) finding.Finding {
		days, _ := a.Int("days")
		return unchanged(in, keptMeetings(in, r, a, pro), a.SignedOn, days)
	}), ask, ev...)
}

func keptMeetings(in *check.Input, r finding.Resource, a check.Attestation, pro snapshot.Tri) finding.Finding {
	days, said := a.Int("days")
	least, year := in.Params.Int("min_days"), in.Params.Int("ui_year_days")
	switch {
	case a.Answer == "indefinite":
		return check.Warn(r, "recordings are kept for ever, as attested, so that nothing disposes of them after six years")
	case !said:
		return check.NotAttested(r, "the attestation does not say for how many days recordings are kept")
	case days < least && days >= 6*year && days < check.SixYears:
		return check.Warn(r, fmt.Sprintf("recordings are kept %d days, as attested: six years of %d days, which end before six calendar years (%d days)", days, year, check.SixYears))
	case days < least:
		return check.Fail(r, fmt.Sprintf("recordings are kept %d days, as attested, %s short of %d", days, check.Count(least-days, "day"), least))
	case pro == snapshot.No:
		return check.Warn(r, fmt.Sprintf("recordings are kept %d days, as attested, but no licence is named Pro Pack, without which Webex keeps them 360 days at most", days))
	case pro == snapshot.Unknown:
		return check.Unknown(r, snapshot.FieldAbsent, "whether there is Pro Pack, without which Webex keeps recordings 360 days at most, is not known")
	default:
		return check.Pass(r, fmt.Sprintf("recordings are kept %d days, as attested, not less than %d", days, least))
	}
}

// proPack says whether a licence is named so. One without a name may be it.
func proPack(licenses snapshot.Section[snapshot.License]) snapshot.Tri {
	answer := snapshot.No
	if licenses.Missing() != nil {
		answer = snapshot.Unknown
	}
	for _, l := range licenses.Items {
		switch {
		case strings.Contains(strings.ToLower(l.Name), "pro pack"):
			return snapshot.Yes
		case l.Name == "":
			answer = snapshot.Unknown
		}
	}
	return answer
}

// sixYearsListed says whether recordings were listed over six years, or since
// the organisation exists. Between the lists of recordings and of old ones
// there are years that nobody asked for.
func sixYearsListed(in *check.Input) bool {
	org := in.Organization.Value
	from := in.Now.AddDate(-collectedYears, 0, 0)
	if in.Organization.Missing() == nil && !org.Created.IsZero() && org.Created.After(from) {
		from = org.Created
	}
	return !slices.ContainsFunc([]snapshot.Source{in.Recordings.Source, in.DeletedRecordings.Source}, func(src snapshot.Source) bool {
		return src.Since.IsZero() || src.Since.After(from)
	})
}
