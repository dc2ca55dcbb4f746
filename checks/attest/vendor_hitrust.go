package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// VendorHitrust is the check attest.vendor-hitrust.
var VendorHitrust = check.Check{
	ID:          "attest.vendor-hitrust",
	Title:       "HITRUST certification scope and date are known and match what is used",
	Severity:    check.Low,
	SeverityWhy: "Extra assurance, not a requirement.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "000 — 'Webex Teams, Webex Control Hub and Webex API have achieved HITRUST CSF Certification' (2020-07-01)",
	Why:         "The seed is an announcement of mid-2020 for three components: no Meetings, Calling or Contact Center. r2 certificates last two years (with an interim assessment), e1/i1 one year.",
	Controls:    []hipaa.Citation{"164.308(a)(8)", "164.308(b)(1)"},
	NIST:        []string{"CA-2", "SA-9"},
	Resource:    "certificate",
	Logic: check.Logic{
		Pass:          "certificate in date and each product in use in scope.",
		Fail:          "none (informational) unless policy_requires_hitrust=true and no valid certificate.",
		Warn:          "expired; product in use out of scope; only the 2020 announcement on file.",
		NotApplicable: "policy does not rely on HITRUST.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"A blog post is not a certificate.",
		"Certification of a vendor component does not certify the customer.",
	},
	Remedy: "Ask Cisco for the current letter or record that none is relied on.",
	Params: []check.Param{
		{Name: "max_age_days_r2", Default: 730},
		{Name: "max_age_days_i1_e1", Default: 365},
		{Name: "policy_requires_hitrust", Default: false},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     vendorHitrust,
}

func vendorHitrust(in *check.Input) []finding.Finding {
	panic("to be written")
}
