package attest

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ProductsCovered is the check attest.products-covered.
var ProductsCovered = check.Check{
	ID:          "attest.products-covered",
	Title:       "Every Webex product in use — and recording storage — is named in the BAA",
	Severity:    check.Critical,
	SeverityWhy: "A product in use but outside the BAA is PHI with no assurance.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required",
	Seed:        "003 — 'Confirm which Webex products are covered: Webex Meetings, Webex Messaging, Webex Calling, Webex Contact Center may be separate products'; 'If … the BAA does not explicitly cover recording storage, the clinic has an unresolved PHI exposure'",
	Why:         "Licences show what is used, the register what is covered; the difference is the exposure.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(1)"},
	NIST:        []string{"SA-9", "CA-3", "CM-8"},
	Resource:    "product line",
	Logic: check.Logic{
		Pass:          "in use and covered with evidence; or not in use.",
		Fail:          "in use and register says not covered.",
		Warn:          "in use, covered, evidence old; licence present with zero use and no coverage.",
		NotApplicable: "line not in use.",
		Unknown:       "in use and no register line → UNKNOWN shown at the top (critical gap in evidence).",
	},
	Traps: []string{
		"Seed 001's own scope (Suite incl. Meetings, Events classic, Calling, App, APIs, Control Hub + Contact Center; Webinars separate) is the ATTESTATION scope, not the BAA scope.",
		"Licence names vary by offer ('Meeting - Webex Meeting Center', 'Webex Calling - Professional' …): map by keyword table with an 'unmapped' bucket that is reported.",
	},
	Remedy: "Amend the BAA schedule or stop using the product for PHI.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Consults:   usageSections,
	TimeBased:  true,
	Statements: []check.Statement{coveredStatement, otherLicenceStatement},
	Fields:     []string{"licenses.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        productsCovered,
}

func productsCovered(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, l := range lines {
		fs = append(fs, covered(in, l, usageOf(in, l)))
	}
	for _, lic := range unmapped(in) {
		fs = append(fs, otherLicence(in, lic))
	}
	return append(fs, unlisted(in)...)
}

func covered(in *check.Input, l line, u use) finding.Finding {
	r := l.resource()
	a, said := in.Attested(coveredStatement, string(l))
	sure := proved(a) && in.Relied(coveredStatement, string(l), "covered", in.Params.Int("max_age_days"))
	switch {
	case u.state == snapshot.No && u.idle && !sure:
		return check.Warn(r, fmt.Sprintf("%s is bought and not used (%s), and no entry in force covers it: settle that before somebody uses it", l, u.why), u.ev...)
	case u.state == snapshot.No && !u.idle:
		return check.NotApplicable(r, fmt.Sprintf("%s is not in use: %s", l, u.why), u.ev...)
	case u.state == snapshot.Unknown && !sure && (!u.hidden || !said || a.Answer == "not-covered"):
		return u.unlearnt(r, "and no entry in force covers it")
	default:
		return in.Attest(r, coveredStatement, string(l), in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			return judgeCovered(r, l, u, a)
		})
	}
}

func judgeCovered(r finding.Resource, l line, u use, a check.Attestation) finding.Finding {
	switch {
	case a.Answer == "not-used" && u.hidden:
		return check.NotApplicable(r, fmt.Sprintf("%s is attested not to be used: %s", l, u.why), u.ev...)
	case a.Answer == "not-used":
		return check.Fail(r, fmt.Sprintf("%s is attested not to be used, but Webex shows its use: %s", l, u.why), u.ev...)
	case a.Answer != "covered":
		return check.Fail(r, fmt.Sprintf("%s is in use (%s) and the agreement does not cover it", l, u.why), u.ev...)
	case !proved(a):
		return check.Warn(r, fmt.Sprintf("%s is attested to be covered, without a document and its SHA-256 as evidence", l), u.ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s is named in the agreement: %s", l, u.why), u.ev...)
	}
}

// otherLicence is a licence whose name says nothing about its product line: it
// is asked for by its name, so that nothing in use is forgotten.
func otherLicence(in *check.Input, lic snapshot.License) finding.Finding {
	r := finding.Resource{Type: "license", ID: cmp.Or(lic.ID, lic.Name, "nameless"), Name: lic.Name}
	ev := check.Evidence(in.Licenses.Source, "consumedUnits", lic.Consumed.Any())
	switch n, known := lic.Consumed.Get(); {
	case lic.Name == "":
		return check.Absent(r, in.Licenses.Source, "name")
	case !known || n <= 0:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("the licence %q is of no product line that this tool knows, and whether it is in use was not learnt", lic.Name), ev)
	}
	return in.Attest(r, otherLicenceStatement, lic.Name, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		switch {
		case a.Answer != "covered":
			return check.Fail(r, fmt.Sprintf("the licence %q is in use and the agreement does not cover it", lic.Name), ev)
		case !proved(a):
			return check.Warn(r, fmt.Sprintf("the licence %q is attested to be covered, without a document and its SHA-256 as evidence", lic.Name), ev)
		default:
			return check.Pass(r, fmt.Sprintf("the licence %q is named in the agreement", lic.Name), ev)
		}
	})
}
