package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// Workforce is the check attest.workforce.
var Workforce = check.Check{
	ID:          "attest.workforce",
	Title:       "Workforce measures cover Webex (training, reminders, sanctions, clearance, termination)",
	Severity:    check.Medium,
	SeverityWhy: "Process safeguards the API cannot see.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired, check.RuleAddressable},
	BasisNote:   "rule-required / addressable",
	Seed:        "001 — 'Security Awareness and Training', 'Sanction Policy (R)', 'Workforce Clearance Procedure (A)', 'Termination Procedures (A)', 'Ensure compliance by their workforce'",
	Why:         "Hosts admit patients, start recordings and share links: behaviour decides.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(C)", "164.308(a)(3)(i)", "164.308(a)(3)(ii)(A)", "164.308(a)(3)(ii)(B)", "164.308(a)(3)(ii)(C)", "164.308(a)(5)(i)", "164.308(a)(5)(ii)(A)", "164.308(a)(5)(ii)(B)", "164.308(a)(5)(ii)(D)"},
	NIST:        []string{"AT-2", "AT-3", "PS-8", "PS-4", "PS-3"},
	Resource:    "item",
	Logic: check.Logic{
		Pass:          "item in date and rate ≥ min_training_rate.",
		Fail:          "'none' for a required item (sanction policy, training programme).",
		Warn:          "rate below, or entry old.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Cisco's training statements in seed 001 are about Cisco's employees.",
	},
	Remedy: "Run the training; add host duties (admit, lock, record, end).",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
		{Name: "min_training_rate", Default: 0.95},
	},
	TimeBased:  true,
	Statements: []check.Statement{workforceStatement},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        workforce,
}

func workforce(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, item := range workforceItems {
		r := finding.Resource{Type: "measure", ID: item, Name: item}
		fs = append(fs, in.Attest(r, workforceStatement, item, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			return judgeWorkforce(in, r, a)
		}))
	}
	return fs
}

func judgeWorkforce(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	most, least := in.Params.Int("max_age_days"), in.Params.Float("min_training_rate")
	held := a.Day("held_on")
	rate, stated := a.Rate("rate")
	required := r.ID == training || r.ID == sanctionPolicy
	none := a.Answer == "none"
	var faults check.Faults
	faults.Fail(none && required, "is required and there is none")
	faults.Warn(none && !required, "is addressable and there is none: write down why, and what is done instead (164.306(d)(3))")
	faults.Warn(!none && !held.IsZero() && in.Today.Since(held) > most, fmt.Sprintf("was last held on %s, more than %s ago", held, check.Count(most, "day")))
	faults.Warn(!none && held.After(in.Today), fmt.Sprintf("is to be held on %s only", held))
	if r.ID == training {
		faults.Warn(!none && !stated, "does not say how many of the staff it reached")
		faults.Warn(!none && stated && rate < least, fmt.Sprintf("reached %.0f %% of the staff, below %.0f %%", 100*rate, 100*least))
		faults.Warn(!none && held.IsZero(), "does not say when it was held")
	}
	if hours, said := a.Int("sla_hours"); r.ID == "leaver-procedure" {
		faults.Warn(!none && (!said || hours < 0), "does not say within how many hours accounts are closed")
	}
	if faults.Any() {
		return faults.Finding(r, r.Name)
	}
	return check.Pass(r, fmt.Sprintf("%s is attested to be in place", r.Name))
}
