package attest

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// VendorReport is the check attest.vendor-report.
var VendorReport = check.Check{
	ID:          "attest.vendor-report",
	Title:       "A current third-party security report on Webex was obtained and read",
	Severity:    check.Medium,
	SeverityWhy: "Vendor assurance; supports risk analysis.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (satisfactory assurances / evaluation)",
	Seed:        "001 — 'Third-Party Attestation' (AT-C 205 under SSAE 18) … 'as of September 30, 2021'; 'The Third-party report is available on request'; ISO 27001/27017/27018/27701 and 'SOC2 Type II'",
	Why:         "The report in the seed is a point-in-time examination of 30 September 2021. It ages; later features and providers are outside.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(a)(8)", "164.310(a)(1)", "164.310(d)(2)(i)", "164.310(d)(2)(ii)"},
	NIST:        []string{"SA-9", "CA-2", "PE-3", "MP-6"},
	Resource:    "report",
	Logic: check.Logic{
		Pass:          "at least one report in date that covers each product in use, with exclusions reviewed.",
		Fail:          "every report older than its limit (e.g. the 2021-09-30 report alone).",
		Warn:          "product in use outside scope (Webinars are reported separately; AWS and co-location hosting are excluded in the seed); carve-outs not reviewed.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"'As of September 30, 2021' covers features included on that date only.",
		"ISO certificates have their own expiry; ISO 27001:2013 certificates were replaced by the 2022 edition (transition ended 31 Oct 2025).",
		"SOC 2 is under NDA: store hash and location, not the file.",
	},
	Remedy: "Request the current report on the Cisco Trust Portal; read the user-entity controls and map them to this checklist.",
	Params: []check.Param{
		{Name: "point_in_time_max_days", Default: 548},
		{Name: "period_end_max_days", Default: 456},
		{Name: "cert_warn_days", Default: 60},
	},
	Consults:   usageSections,
	TimeBased:  true,
	Statements: []check.Statement{reportStatement},
	Fields:     []string{"licenses.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        vendorReport,
}

func vendorReport(in *check.Input) []finding.Finding {
	var shelf shelf
	for _, e := range newest(in, reportStatement) {
		r := finding.Resource{Type: "report", ID: cmp.Or(e.name, "report"), Name: e.name}
		f := e.alone(in).Attest(r, reportStatement, "", 0, func(a check.Attestation) finding.Finding {
			return judgeReport(in, r, a)
		})
		shelf.put(e, f, f.Status == finding.Pass || f.Status == finding.Warn)
	}
	if len(shelf) == 0 {
		return []finding.Finding{in.Attest(check.OrganizationResource(), reportStatement, "", 0, nil)}
	}
	return shelf.findings(in)
}

// The kinds of reports, by what dates them.
const (
	pointInTime = "hipaa-examination" // AT-C 205: as of one day
	period      = "soc2-type2"
	certificate = "iso-certificate"
)

func judgeReport(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	if a.Answer == "none" {
		return check.Fail(r, "no third-party report on Webex was obtained")
	}
	read, _ := a.Bool("exclusions_reviewed")
	controls, _ := a.Bool("user_controls_read")
	dated, old, soon := reportAge(in, a)
	var faults check.Faults
	faults.Fail(old != "", old)
	if !faults.Failed() && dated.IsZero() {
		return check.NotAttested(r, fmt.Sprintf("the register does not say how old the report %s is", r.Name))
	}
	faults.Warn(soon != "", soon)
	faults.Warn(!read, "was read without its exclusions and carve-outs, such as hosting")
	faults.Warn(!controls && a.Word("type") != certificate, "was read without its complementary user entity controls")
	faults.Warn(!proved(a), "is not evidenced by a document with its SHA-256")
	if faults.Any() {
		return faults.Finding(r, "the report "+r.Name)
	}
	return check.Pass(r, fmt.Sprintf("the report %s is in date (%s), and its exclusions were looked at", r.Name, dated))
}
