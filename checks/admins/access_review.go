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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{snapshot.AdminAuditName},
	Fields:  []string{},
	Answers: []finding.Status{finding.Unknown},
	Run:     accessReview,
}

// accessReview asks for the record of a review, and says after which date it
// must have been: the newest role grant that the audit log shows.
func accessReview(in *check.Input) []finding.Finding {
	var newest time.Time
	for _, e := range in.AdminAudit.Items {
		if e.RoleGrant == snapshot.Yes && e.At.After(newest) {
			newest = e.At
		}
	}
	after := "the audit log shows no role grant"
	switch {
	case !newest.IsZero():
		after = fmt.Sprintf("the newest role grant in the audit log is of %s, and a review must be newer", newest.Format(time.DateOnly))
	case in.AdminAudit.Missing() != nil:
		after = "the audit log, which shows role grants, could not be read"
	}
	return []finding.Finding{check.NotAttested(check.OrganizationResource(),
		fmt.Sprintf("nobody has attested a review of the administrator roles within %d days; %s", in.Params.Int("max_age_days"), after),
		check.Evidence(in.AdminAudit.Source, "created", date(newest)))}
}
