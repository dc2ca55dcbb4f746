package messaging

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RetentionSixYears is the check messaging.retention-six-years.
var RetentionSixYears = check.Check{
	ID:          "messaging.retention-six-years",
	Title:       "Message retention is at least six calendar years for 1:1 and group spaces",
	Severity:    check.High,
	SeverityWhy: "Too short a value deletes messages for everyone, permanently.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (HIPAA fixes six years for documentation, not for all PHI messages)",
	Seed:        "003 — 'PHI in Webex messages must be retained for six years and disposed of securely after that period'; 'Configure Webex messaging data retention settings to align with HIPAA retention obligations'",
	Why:         "The seed's six-year floor is implemented. Truthful wording for reports: 'Shorter than the six years your checklist asks for. HIPAA's own six-year rule (164.316(b)(2)(i)) covers required documentation; clinical messages follow state record law — confirm with counsel.'",
	Controls:    []hipaa.Citation{"164.316(b)(2)(i)", "164.312(c)(1)", "164.308(a)(7)(ii)(A)"},
	NIST:        []string{"SI-12", "AU-11", "CP-9"},
	Resource:    "retention setting (1:1, group) of the organisation",
	Logic: check.Logic{
		Pass:          "every readable/attested value ≥ min_days (numeric), both kinds known.",
		Fail:          "any value 1 ≤ days < min_days; the message says how many days short it is ('72 months' in the UI = 2160 days = 32 days short).",
		Warn:          "value '-1' (indefinite) → passes the floor, handed to messaging.retention-disposal; only one of the two kinds known.",
		NotApplicable: "no Messaging licence consumed and no messages in the last year (GET https://analytics.webexapis.com/v1/analytics/messagingMetrics/dailyTotals).",
		Unknown:       "setting absent or empty string, 403/404, non-numeric. ABSENT IS NOT INDEFINITE any more - since March 2023 the default is 360 (no Pro Pack) or 1095 days (Pro Pack).",
	},
	Traps: []string{
		"Old Control Hub code: default '-1' when absent; months stored as months × 30; presets 90/180/360/720/1800. Newer UI: separate 1:1 and group values, units day/month/year, maxima '3600 days, 120 months, or 10 years', i.e. a UI year is 360 days.",
		"Six calendar years are 2191 or 2192 days. 72 × 30 = 2160. 73 months = 2190 also falls short; 74 months = 2220 is the first safe month value; 7 UI years = 2520.",
		"One key may stand for only one of the two kinds: never extend a value to the other kind.",
		"Legal hold suspends deletion for held users only.",
		"Spaces owned by another organisation follow that organisation's retention: the customer's value does not protect what staff write there (messaging.external-communication).",
		"User deletions are soft: content stays until retention ends (WBX000027059), so retention is the effective control.",
		"JSON numbers vs strings: parse both; trim; reject '2160.0'.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ Retention ▸ Webex Spaces ▸ Custom ≥ 2220 days for 1:1 and group. No public write API.",
	Params: []check.Param{
		{Name: "min_days", Default: 2192},
		{Name: "keep_years", Default: 6},
	},
	Consults:   []snapshot.Name{snapshot.OrgSettingsName},
	Statements: []check.Statement{retentionStatement},
	Fields: []string{
		"organization_settings.message_retention",
		"organization_settings.message_retention.days",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     retentionSixYears,
}

// The one value that Webex shows is judged as the organisation's, and the two
// of the register where Webex shows none. Both parameters must be met, so that
// lowering one by mistake lowers nothing.
func retentionSixYears(in *check.Input) []finding.Finding {
	years := in.Params.Int("keep_years")
	floor := max(in.Params.Int("min_days"), check.LongestYears(years))
	asked := fmt.Sprintf("the %d days of %s", floor, check.Count(years, "calendar year"))
	days, ev, doubt := retentionDays(in)
	if doubt != nil {
		return []finding.Finding{in.OrAttested(*doubt, retentionStatement, "", 0, func(a check.Attestation) finding.Finding {
			return keptByWord(a, floor, asked)
		})}
	}
	var f finding.Finding
	switch {
	case days == indefinite:
		f = check.Warn(retentionSetting(), "messages are kept for ever, which meets the floor but never disposes of them: "+
			"see messaging.retention-disposal; "+bothKinds, ev)
	case days < floor: // short, so that a table shows the caveats
		f = check.Fail(retentionSetting(), fmt.Sprintf("messages are kept %d days, %s short of %s "+
			"(72 months or 6 years in Control Hub mean 2160); HIPAA's six years are for documents: confirm your state's period; %s",
			days, check.Count(floor-days, "day"), asked, bothKinds), ev)
		a, _ := in.Attested(retentionStatement, "")
		if attested, both := attestedDays(a); both && !slices.ContainsFunc(attested, func(d int) bool { return short(d, floor) }) {
			f = in.Despite(f, retentionStatement, "", a.Answer)
		}
	default:
		f = atOdds(in, check.Pass(retentionSetting(), fmt.Sprintf("messages are kept %d days, not less than %s; %s", days, asked, bothKinds), ev), floor)
	}
	return []finding.Finding{f}
}

// atOdds turns a pass into a warning where the register has fewer days for one
// kind of space: Webex does not say of which kind the days are that it shows.
func atOdds(in *check.Input, f finding.Finding, floor int) finding.Finding {
	a, stands := in.Stands(retentionStatement, "", retentionStatement.Answers...)
	days, _ := attestedDays(a)
	if stands && slices.ContainsFunc(days, func(d int) bool { return short(d, floor) }) {
		f.Status = finding.Warn
		f.Message += "; the register has fewer for one kind of space"
		f.Evidence = append(f.Evidence, check.AttestationEvidence(a))
	}
	return f
}

// short says whether that many days are fewer than the floor.
func short(days, floor int) bool { return days != indefinite && days < floor }

// keptByWord judges the two values of the register.
func keptByWord(a check.Attestation, floor int, asked string) finding.Finding {
	days, both := attestedDays(a)
	switch {
	case len(days) == 0:
		return check.NotAttested(retentionSetting(), "the attestation does not say for how many days messages are kept in 1:1 and group spaces")
	case slices.ContainsFunc(days, func(d int) bool { return short(d, floor) }):
		least := slices.MinFunc(days, func(a, b int) int { return cmp.Compare(uint(a), uint(b)) }) // for ever is the most
		return check.Fail(retentionSetting(), fmt.Sprintf("messages are kept %d days, as attested, %s short of %s "+
			"(72 months or 6 years in Control Hub mean 2160); HIPAA's six years are for documents: confirm your state's period",
			least, check.Count(floor-least, "day"), asked))
	case !both && days[0] == indefinite:
		return check.Warn(retentionSetting(), "messages of one kind of space are kept for ever, as attested; the other kind is not attested")
	case !both:
		return check.Warn(retentionSetting(), fmt.Sprintf("messages of one kind of space are kept %d days, as attested; the other kind is not attested", days[0]))
	case slices.Contains(days, indefinite):
		return check.Warn(retentionSetting(), "messages are kept for ever, as attested, which meets the floor but never disposes of them: see messaging.retention-disposal")
	default:
		return check.Pass(retentionSetting(), fmt.Sprintf("messages are kept %d days in 1:1 and %d in group spaces, as attested, not less than %s", days[0], days[1], asked))
	}
}
