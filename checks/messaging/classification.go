package messaging

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Classification is the check messaging.classification.
var Classification = check.Check{
	ID:          "messaging.classification",
	Title:       "Space classifications exist and clinical spaces carry one",
	Severity:    check.Low,
	SeverityWhy: "A label is not a control, but scope, reports and DLP depend on it.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "003 — table 'Communication type | PHI risk' (extension)",
	Why:         "Labels let staff see that a space holds PHI and let this auditor tell clinical from other spaces.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)", "164.308(a)(4)(i)"},
	NIST:        []string{"RA-2", "AC-16"},
	Resource:    "organisation; visible space",
	Logic: check.Logic{
		Pass:          "≥ min_enabled enabled classifications, at least one matching clinical_titles.",
		Fail:          "none.",
		Warn:          "fewer enabled classifications; or visible spaces matching scope patterns with rank 0 / no classification.",
		NotApplicable: "no messaging.",
		Unknown:       "endpoint denied.",
	},
	Traps: []string{
		"rank 0 is also the value used when the rank cannot be determined.",
		"Classification is chosen by users; absence in visible spaces does not describe invisible ones.",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ Space classification.",
	Params: []check.Param{
		{Name: "min_enabled", Default: 2},
		{Name: "clinical_titles", Default: []string{"PHI", "Clinical", "Confidential", "Restricted"}},
	},
	Needs:    []snapshot.Name{snapshot.ClassificationsName},
	Consults: []snapshot.Name{snapshot.SpacesName},
	Fields:   []string{"classifications.enabled"},
	Answers:  []finding.Status{finding.Pass, finding.Warn, finding.Unknown},
	Run:      classification,
}

func classification(in *check.Input) []finding.Finding {
	return append([]finding.Finding{labels(in)}, labelledSpaces(in)...)
}

// labels judges the labels that there are.
func labels(in *check.Input) finding.Finding {
	src, res := in.Classifications.Source, check.OrganizationResource()
	var enabled, doubtful int
	var clinical, untitled bool
	for _, c := range in.Classifications.Items {
		switch {
		case c.Enabled == snapshot.Unknown:
			doubtful++
		case c.Enabled == snapshot.Yes:
			enabled++
			clinical = clinical || check.SaysClinical(c.Title, in.Params.Strings("clinical_titles"))
			untitled = untitled || c.Title == ""
		}
	}
	ev, least := check.Evidence(src, "enabled", enabled), in.Params.Int("min_enabled")
	switch {
	case doubtful > 0 && (enabled < least || !clinical):
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("of %s Webex did not return enabled", check.Count(doubtful, "classification")), ev)
	case enabled == 0:
		return check.Warn(res, "no classification of spaces is enabled", ev)
	case !clinical && untitled:
		return check.Unknown(res, snapshot.FieldAbsent, "a classification came without a title that can be shown, so that it is not known whether it is a clinical one", ev)
	case enabled < least:
		return check.Warn(res, fmt.Sprintf("%s of spaces enabled, fewer than the %d of min_enabled", check.Count(enabled, "classification"), least), ev)
	case !clinical:
		return check.Warn(res, fmt.Sprintf("%s of spaces enabled, and none for clinical spaces by its title", check.Count(enabled, "classification")), ev)
	default:
		return check.Pass(res, fmt.Sprintf("%s of spaces enabled, one for clinical spaces among them", check.Count(enabled, "classification")), ev)
	}
}
