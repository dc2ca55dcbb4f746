package accounts

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Guests is the check accounts.guests.
var Guests = check.Check{
	ID:          "accounts.guests",
	Title:       "Guest identities are counted and justified",
	Severity:    check.Low,
	SeverityWhy: "Inventory; guests issued by an app have no MFA or lifecycle.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "002 — 'strict access controls' (extension)",
	Why:         "Guest issuer apps create identities for patients; each is an unverified person.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"IA-8", "AC-2"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "count ≤ expected_max, or count > 0 with an approved guest-issuer app.",
		Fail:          "none.",
		Warn:          "count above expected_max.",
		NotApplicable: "no guest issuer in use (count = 0).",
		Unknown:       "403 (scope missing).",
	},
	Traps: []string{
		"The body is a bare number, not JSON.",
		"Meeting guests (people who join without an account) are not in this count.",
	},
	Remedy: "Review the guest-issuer app; revoke its authorisation if unused.",
	Params: []check.Param{
		{Name: "expected_max", Default: 0},
	},
	Needs:      []snapshot.Name{snapshot.GuestsName},
	Statements: []check.Statement{guestIssuer},
	Fields:     []string{"guests.count"},
	Answers:    []finding.Status{finding.Pass, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        guests,
}

// guestIssuer justifies the guests: without an entry their number does.
var guestIssuer = check.Statement{
	ID:      "accounts.guests/issuer",
	Asks:    "Is the application that makes guest identities approved?",
	Where:   "the owner of the application; Control Hub ▸ Apps ▸ Service Apps",
	Answers: []string{"approved", "not-approved"},
}

func guests(in *check.Input) []finding.Finding {
	org, src := check.OrganizationResource(), in.Guests.Source
	count, known := in.Guests.Value.Count.Get()
	if !known {
		return []finding.Finding{check.Absent(org, src, "count")}
	}
	ev := check.Evidence(src, "count", count)
	most := in.Params.Int("expected_max")
	var f finding.Finding
	issuer, approved := in.Stands(guestIssuer, "", "approved")
	switch {
	case count == 0:
		f = check.NotApplicable(org, "no application has made a guest identity", ev)
	case count <= most:
		f = check.Pass(org, fmt.Sprintf("%s, no more than the %d that are expected", guestCount(count), most), ev)
	case approved:
		f = check.Pass(org, guestCount(count)+", by an application that is attested to be approved", ev, check.AttestationEvidence(issuer))
	default:
		f = check.Warn(org, fmt.Sprintf("%s, more than the %d that are expected; the application that made them is not attested to be approved", guestCount(count), most), ev)
	}
	return []finding.Finding{f}
}

func guestCount(n int) string {
	if n == 1 {
		return "there is 1 guest identity"
	}
	return fmt.Sprintf("there are %d guest identities", n)
}
