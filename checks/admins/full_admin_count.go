package admins

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// FullAdminCount is the check admins.full-admin-count.
var FullAdminCount = check.Check{
	ID:          "admins.full-admin-count",
	Title:       "Between two and four full administrators",
	Severity:    check.High,
	SeverityWhy: "Each full administrator can switch off every control listed here in one click.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed + good practice",
	Seed:        "003 — 'Limit Webex administrative access … to authorized staff with legitimate operational need'",
	Why:         "Cisco: 'keep your number of administrators to a minimum' and at least two for availability; CIS M365 uses 2–4, CISA 2–8.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(B)", "164.312(a)(1)"},
	NIST:        []string{"AC-6", "AC-6(5)", "AC-2"},
	Resource:    "organisation (administrators listed as evidence)",
	Logic: check.Logic{
		Pass:          "min ≤ count ≤ max.",
		Fail:          "count > fail_above.",
		Warn:          "count = 1 (availability), or max < count ≤ fail_above.",
		NotApplicable: "none.",
		Unknown:       "people or roles unreadable; the two sources disagree (print both numbers).",
	},
	Traps: []string{
		"Group-derived administrators do not show in /people?roles=: count the union of direct holders and members of role-granting groups.",
		"Partner and external administrators are not in the people list (admins.external).",
		"Match roles by name AND id_full_admin; role ids differ per tenant.",
		"Webex site administrators are a separate role on the meeting site and may be missing from /people roles.",
		"Pending or disabled admins count as admins.dormant, not here.",
	},
	Remedy: "Control Hub ▸ Management ▸ Users ▸ (user) ▸ Administrator roles ▸ use Read-only/User/Device/Support roles instead. API: PUT /people/{personId} roles (write).",
	Params: []check.Param{
		{Name: "min", Default: 2},
		{Name: "max", Default: 4},
		{Name: "fail_above", Default: 8},
	},
	Needs:   []snapshot.Name{},
	Scans:   scans(),
	Fields:  fields("people.login_enabled", "people.invite_pending"),
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     fullAdminCount,
}

// fullAdminCount counts the union of every place that shows the role. What is
// lost can only make the certain count smaller: it fails on that count alone,
// and answers pass or warn only when nothing is in doubt, so that one full
// administrator is never what is left of three.
func fullAdminCount(in *check.Input) []finding.Finding {
	v := administrators(in)
	c := headCount(v.admins)
	n, least, most, fail := len(c.certain), in.Params.Int("min"), in.Params.Int("max"), in.Params.Int("fail_above")
	org, held := check.OrganizationResource(), check.Count(n, "full administrator")
	ev := []finding.Evidence{check.Evidence(in.People.Source, "roles", c.people), check.Evidence(in.ScimUsers.Source, "roles", c.scim)}
	switch {
	case n > fail:
		return append(v.doubts, check.Fail(org, fmt.Sprintf("%s, more than %d: %s", held, fail, few(c.certain)), ev...))
	case len(v.doubts) > 0 || !v.whole:
		return append(v.doubts, check.Unknown(org, snapshot.FieldAbsent, held+" seen, and there may be more", ev...))
	}
	return []finding.Finding{c.judge(in, least, most, ev)}
}
