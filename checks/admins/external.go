package admins

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// External is the check admins.external.
var External = check.Check{
	ID:          "admins.external",
	Title:       "External and partner administrators are known, few and covered by contract",
	Severity:    check.High,
	SeverityWhy: "People outside the workforce with full access to PHI systems - business-associate territory.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "rule-required (business associates) + seed",
	Seed:        "003 — 'Limit Webex administrative access … to authorized staff'; 001 — suppliers 'that may be considered Business Associates'",
	Why:         "When an organisation is set up by a reseller, the partner's administrator becomes full administrator (Cisco help fs78p5).",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.308(a)(4)(ii)(B)", "164.314(a)(1)"},
	NIST:        []string{"PS-7", "SA-9", "AC-6"},
	Resource:    "external organisation / external administrator",
	Logic: check.Logic{
		Pass:          "no external actor or role holder, or all in approved_orgs with a valid downstream-BAA entry.",
		Fail:          "external actor with a change event and no approved entry.",
		Warn:          "approved organisation without BAA evidence; external e-mail domain on an internal account with an admin role; another organisation on the internal domains (perhaps a subsidiary) that is not approved; this audit's own token belongs to another organisation.",
		NotApplicable: "none.",
		Unknown:       "audit log unreadable. Absence from /people proves nothing.",
	},
	Traps: []string{
		"Cisco support/TAC access may appear as an external actor: list separately.",
		"A subsidiary's domain is not external, but a subsidiary is an organisation of its own: name it in approved_orgs.",
	},
	Remedy: "Control Hub ▸ Management ▸ Users ▸ External administrators / Account ▸ partner access: remove or reduce; sign a BAA with the reseller that can see PHI.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 365},
		{Name: "approved_orgs", Default: []string{}},
	},
	Needs:      []snapshot.Name{},
	Scans:      scans(snapshot.OrganizationName, snapshot.AuditorName, snapshot.AdminAuditName),
	Statements: []check.Statement{agreementStatement},
	Fields:     fields("internal_domains", "people.email", "people.org_id", "organization.id", "organization.uuid", "auditor.org_id", "admin_audit.actor_org"),
	TimeBased:  true,
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        external,
}

func external(in *check.Input) []finding.Finding {
	v := administrators(in)
	fs := append(v.doubts, actors(in)...)
	fs = append(fs, partnerToken(in)...)
	own := 0
	for _, a := range v.admins {
		f, ok := insider(in, a)
		if ok {
			own++
			continue
		}
		fs = append(fs, f)
	}
	if own > 0 {
		fs = append(fs, check.Pass(finding.Resource{Type: "administrators", ID: "administrators"},
			fmt.Sprintf("%s with account and address of the organisation", check.Count(own, "administrator")),
			check.Evidence(in.People.Source, "orgId", own)))
	}
	return fs
}

// partnerToken warns when the token of this audit is of another organisation
// than the one that is audited: then an outsider sees all of this.
func partnerToken(in *check.Input) []finding.Finding {
	me, org := in.Auditor.Value, in.Organization.Value
	if me == nil || org == nil {
		return nil // the engine says so
	}
	src, res := in.Auditor.Source, finding.Resource{Type: "token", ID: "auditor", Name: "token of this audit"}
	switch {
	case me.OrgID == "":
		return []finding.Finding{check.Absent(res, src, "orgId")}
	case org.ID == "":
		return []finding.Finding{check.Absent(res, in.Organization.Source, "id")}
	case me.OrgID != org.ID:
		return []finding.Finding{check.Warn(res, fmt.Sprintf("this audit runs with a token of another organisation, %s, which can administer this one", me.OrgID),
			check.Evidence(src, "orgId", "other"))}
	default:
		return nil
	}
}

// insider says whether an administrator is one of the organisation's own, or
// what speaks against it.
func insider(in *check.Input, a *administrator) (finding.Finding, bool) {
	res, src := a.resource(), in.People.Source
	if a.person == nil {
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s is %s but is not in the people list", a.name(), a.titles()), a.evidence(in)...), false
	}
	_, domain, addressed := strings.Cut(a.person.Email, "@")
	switch org := in.Organization.Value; {
	case a.person.OrgID == "":
		return check.Absent(res, src, "orgId"), false
	case !addressed:
		return check.Absent(res, src, "emails"), false
	case org == nil || org.ID == "":
		return check.Absent(res, in.Organization.Source, "id"), false
	case len(in.InternalDomains) == 0:
		return check.Unknown(res, snapshot.FieldAbsent, "it is not known which e-mail domains are the organisation's own", check.Evidence(src, "emails", nil)), false
	case a.person.OrgID != org.ID:
		return check.Warn(res, fmt.Sprintf("%s is %s with an account of another organisation", a.name(), a.titles()), check.Evidence(src, "orgId", "other")), false
	case !slices.Contains(in.InternalDomains, strings.ToLower(domain)):
		return check.Warn(res, fmt.Sprintf("%s is %s with an address outside the organisation's domains", a.name(), a.titles()), check.Evidence(src, "emails", domain)), false
	default:
		return finding.Finding{}, true
	}
}
