package recordings

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var (
	keepingStatement = check.Statement{
		ID:      "recordings.retention-setting",
		Asks:    "For how long does Webex keep recordings and transcripts of meetings?",
		Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Retention ▸ Webex Meetings",
		Answers: []string{"days", "indefinite"},
		Details: []check.Detail{
			{Name: "days", Asks: "With days: how many, where a year in Control Hub is 360 and a month 30?", Kind: check.NumberDetail, Optional: true},
		},
	}
	archiveStatement = check.Statement{
		ID:      "recordings.retention-setting/call-archive",
		Asks:    "Are call recordings kept in an archive, or by a vendor other than Webex?",
		Where:   "the archive or export of call recordings, or the contract with their vendor",
		Answers: []string{"kept", "none"},
		Details: []check.Detail{
			{Name: "days", Asks: "With kept: for how many days?", Kind: check.NumberDetail, Optional: true},
		},
	}
)

// meetingsPolicy goes by the attested value, and by the licences: without Pro
// Pack six years cannot be set. A name is no proof, so that it only warns.
func meetingsPolicy(in *check.Input) finding.Finding {
	r := check.SettingResource("meetings retention")
	if off, stands := recordingOff(in); stands && sixYearsListed(in) {
		return check.NotApplicable(r, "recording is off, as attested, and there is no recording", off,
			check.Evidence(in.Recordings.Source, "items", 0), check.Evidence(in.OldRecordings.Source, "items", 0))
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
		return keptMeetings(in, r, a, pro)
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

// callStore judges the store of call recordings. Webex's own keeps one year, so
// that only an archive reaches six; "no archive attested" fails when a person
// has said that there is none. As long as nobody was asked it is unknown (R1).
func callStore(in *check.Input) []finding.Finding {
	if in.CallRecording.Value == nil {
		return nil // the engine says so
	}
	src, calls := in.CallRecording.Source, in.CallRecording.Value
	r := check.SettingResource("call recording")
	ev := []finding.Evidence{check.Evidence(src, "enabled", calls.Enabled.Any()), check.Evidence(src, "vendorName", vendorWord(calls.Vendor))}
	known := "calls are recorded by another vendor"
	switch {
	case calls.Enabled == snapshot.Unknown:
		return []finding.Finding{check.Absent(r, src, "enabled")}
	case calls.Enabled == snapshot.No:
		return []finding.Finding{check.NotApplicable(r, "call recording is off", ev...)}
	case calls.Vendor == "":
		return []finding.Finding{check.Absent(r, src, "vendorName")}
	case strings.EqualFold(calls.Vendor, "webex"):
		known = "calls are recorded by Webex, which keeps them one year and cannot be set to six"
	}
	return []finding.Finding{check.Beside(in.Attest(r, archiveStatement, "", 0, func(a check.Attestation) finding.Finding {
		return keptCalls(r, a, in.Params.Int("min_days"), known)
	}), known, ev...)}
}

func keptCalls(r finding.Resource, a check.Attestation, least int, known string) finding.Finding {
	days, said := a.Int("days")
	switch {
	case a.Answer != "kept":
		return check.Fail(r, known+", and nothing else keeps them, as attested")
	case !said:
		return check.NotAttested(r, "the attestation does not say for how many days call recordings are kept")
	case days < least:
		return check.Fail(r, fmt.Sprintf("call recordings are kept %d days, as attested, %s short of %d", days, check.Count(least-days, "day"), least))
	default:
		return check.Pass(r, fmt.Sprintf("call recordings are kept %d days, as attested, not less than %d", days, least))
	}
}

// vendorWord names the vendor only where the verdict turns on it.
func vendorWord(vendor string) any {
	switch {
	case vendor == "":
		return nil
	case strings.EqualFold(vendor, "webex"):
		return "Webex"
	default:
		return "other"
	}
}
