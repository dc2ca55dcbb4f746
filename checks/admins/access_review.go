package admins

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AccessReview is the check admins.access-review.
var AccessReview = check.Check{
	ID:          "admins.access-review",
	Title:       "Administrator roles are reviewed at least quarterly and after every grant",
	Severity:    check.Medium,
	SeverityWhy: "Process evidence for the checks above.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (access establishment and modification)",
	Seed:        "003 — 'Document the BAA execution and configuration review in your compliance records' (extension)",
	Why:         "The rule wants access rights established, documented, reviewed and modified.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(C)", "164.316(b)(1)(ii)", "164.308(a)(8)"},
	NIST:        []string{"AC-2", "AC-1", "CA-2"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "review within max_age_days and after the newest role grant, list hash equals the current inventory.",
		Fail:          "review older than 365 days or answer 'none'.",
		Warn:          "review older than max_age_days, or a grant happened since, or hash differs.",
		NotApplicable: "none.",
		Unknown:       "no attestation.",
	},
	Traps: []string{
		"Reviewer must not be the only administrator.",
		"Audit log keeps about a year: older grants cannot be proven.",
	},
	Remedy: "Export the administrator list from this tool, sign, store six years.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 90},
	},
	Scans:      scans(snapshot.AdminAuditName),
	Statements: []check.Statement{reviewStatement},
	Fields:     fields("admin_audit.at", "admin_audit.role_grant"),
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        accessReview,
}

var reviewStatement = check.Statement{
	ID:      "admins.access-review",
	Asks:    "Were the administrator roles reviewed, on the day on which this is signed?",
	Where:   "the signed list of administrators; this check shows the hash of today's",
	Answers: []string{"reviewed", "none"},
	Details: []check.Detail{
		{Name: "list_hash", Asks: "With reviewed: what was the hash of the list?", Kind: check.WordDetail, Optional: true},
	},
	AboutAdmins: true,
}

// accessReview asks for the record of a review. It says after which date that
// must have been, the newest role grant that the audit log shows, and which
// list it must have been about.
func accessReview(in *check.Input) []finding.Finding {
	v, g := administrators(in), grants(in)
	after := "the audit log shows no role grant"
	switch {
	case !g.newest.IsZero():
		after = fmt.Sprintf("the newest role grant in the audit log is of %s, and a review must be newer", g.newest.Format(time.DateOnly))
	case in.AdminAudit.Missing() != nil:
		after = "the audit log, which shows role grants, could not be read"
	}
	ev := []finding.Evidence{check.Evidence(in.AdminAudit.Source, "created", check.Date(g.newest))}
	if hash, known := v.hash(); known {
		after += "; the list of administrators has the hash " + hash
		ev = append(ev, check.Evidence(in.People.Source, "roles (hash of the list)", hash))
	}
	f := in.Attest(check.OrganizationResource(), reviewStatement, "", 0, func(a check.Attestation) finding.Finding {
		return reviewed(in, v, g, a)
	})
	return append(v.doubts, check.Beside(f, after, ev...))
}
