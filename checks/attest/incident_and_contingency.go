package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// IncidentAndContingency is the check attest.incident-and-contingency.
var IncidentAndContingency = check.Check{
	ID:          "attest.incident-and-contingency",
	Title:       "Incident response and contingency plans cover Webex",
	Severity:    check.Medium,
	SeverityWhy: "Needed when it matters; no daily exposure.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Response and Reporting (R)', 'Contingency Plan', 'Emergency Access Procedure (R) – not applicable' (vendor side); 004 — 'sharing of cyber threat information and coordinated incident response'",
	Why:         "Video visits need a fall-back; incidents need a path to Cisco and to the breach assessment.",
	Controls:    []hipaa.Citation{"164.308(a)(6)(i)", "164.308(a)(6)(ii)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(C)", "164.308(a)(7)(ii)(D)", "164.308(a)(7)(ii)(E)", "164.312(a)(2)(ii)"},
	NIST:        []string{"IR-4", "IR-6", "CP-2", "CP-9", "CP-4"},
	Resource:    "item",
	Logic: check.Logic{
		Pass:          "item in date; break-glass test within a year.",
		Fail:          "'none' for incident procedure or downtime procedure.",
		Warn:          "old or untested.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Emergency access is Required for the customer although the seed marks it not applicable to Cisco's attestation.",
		"Seed 004 is news about an information-sharing group: membership is optional, INFO only.",
	},
	Remedy: "Write, test, record.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	TimeBased:  true,
	Statements: []check.Statement{contingencyStatement},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        incidentAndContingency,
}

func incidentAndContingency(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, item := range contingencyItems {
		r := finding.Resource{Type: "procedure", ID: item, Name: item}
		if item == threatInformation {
			fs = append(fs, threats(in, r)...)
			continue
		}
		fs = append(fs, in.Attest(r, contingencyStatement, item, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			return judgeProcedure(in, r, a)
		}))
	}
	return fs
}

// threats notes a source of threat information, which is optional.
func threats(in *check.Input, r finding.Resource) []finding.Finding {
	a, said := in.Attested(contingencyStatement, threatInformation)
	if !said {
		return nil
	}
	return []finding.Finding{check.NotApplicable(r, "a source of threat information is optional: for information only", check.AttestationEvidence(a))}
}

func judgeProcedure(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	most, tested := in.Params.Int("max_age_days"), a.Day("tested_on")
	contact, _ := a.Bool("cisco_contact")
	none := a.Answer == "none"
	must := r.ID == incidentProcedure || r.ID == downtimeProcedure
	var faults check.Faults
	faults.Fail(none && must, "is required and there is none")
	faults.Warn(none && r.ID == emergencyAccess, "is required of you, whatever Cisco's attestation says (164.312(a)(2)(ii)), and there is none")
	faults.Warn(none && !must && r.ID != emergencyAccess, "is not in place")
	faults.Warn(!none && r.ID == incidentProcedure && !contact, "does not name the contact at Cisco and the reporting under the agreement")
	faults.Warn(!none && tested.After(in.Today), fmt.Sprintf("is to be tested on %s only", tested))
	faults.Warn(!none && !tested.IsZero() && in.Today.Since(tested) > most, fmt.Sprintf("was last tested on %s, more than %s ago", tested, check.Count(most, "day")))
	faults.Warn(!none && tested.IsZero() && (r.ID == emergencyAccess || r.ID == exercise), "is not said to have been tested")
	if faults.Any() {
		return faults.Finding(r, r.Name)
	}
	return check.Pass(r, fmt.Sprintf("%s is attested to be in place", r.Name))
}
