package attest

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
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
	Consults:   usageSections,
	TimeBased:  true,
	Statements: []check.Statement{hitrustStatement},
	Fields:     []string{"licenses.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        vendorHitrust,
}

func vendorHitrust(in *check.Input) []finding.Finding {
	var shelf shelf
	for _, e := range newest(in, hitrustStatement) {
		r := finding.Resource{Type: "certificate", ID: cmp.Or(e.name, "hitrust"), Name: cmp.Or(e.name, "HITRUST")}
		f := e.alone(in).Attest(r, hitrustStatement, "", 0, func(a check.Attestation) finding.Finding {
			return judgeHitrust(in, r, a)
		})
		inDate := e.Answer == "certified" && (f.Status == finding.Pass || f.Status == finding.Warn)
		stands := e.Proof != check.ProofMismatch && (e.ValidUntil.IsZero() || !in.Today.After(e.ValidUntil))
		if f.Status == finding.Fail && stands && !in.Params.Bool("policy_requires_hitrust") {
			f.Status = finding.Warn // nobody need have one
		}
		shelf.put(e, f, inDate)
	}
	if len(shelf) == 0 {
		return []finding.Finding{in.Attest(check.OrganizationResource(), hitrustStatement, "", 0, nil)}
	}
	return shelf.findings(in)
}

func judgeHitrust(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	switch {
	case a.Answer == "not-relied-on" && !in.Params.Bool("policy_requires_hitrust"):
		return check.NotApplicable(r, "no HITRUST certification is relied on, by attestation")
	case a.Answer == "not-relied-on":
		return check.Fail(r, "policy asks for a HITRUST certification, and none is relied on")
	case a.Answer == "announcement":
		return check.Fail(r, fmt.Sprintf("only an announcement is on file%s: a notice is no certificate", ofDay(a.Day("issued_on"))))
	}
	most := in.Params.Int("max_age_days_i1_e1")
	if a.Word("level") == "r2" {
		most = in.Params.Int("max_age_days_r2")
	}
	issued, expires := a.Day("issued_on"), a.Day("expires")
	if issued.IsZero() || a.Word("level") == "" {
		return check.NotAttested(r, fmt.Sprintf("the register does not say of which level the certificate %s is, and when it was issued", r.Name))
	}
	var faults check.Faults
	age := in.Today.Since(issued)
	faults.Fail(age < 0, fmt.Sprintf("is dated %s, after today", issued))
	faults.Fail(age > most, fmt.Sprintf("is of %s, more than %s ago", issued, check.Count(most, "day")))
	faults.Fail(!expires.IsZero() && in.Today.After(expires), fmt.Sprintf("expired on %s", expires))
	faults.Warn(!proved(a), "is not evidenced by a document with its SHA-256")
	if faults.Any() {
		return faults.Finding(r, "the certificate "+r.Name)
	}
	return check.Pass(r, fmt.Sprintf("the %s certificate %s of %s is in date", a.Word("level"), r.Name, issued))
}

func ofDay(d finding.Day) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf(", of %s", d)
}
