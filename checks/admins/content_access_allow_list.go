package admins

import (
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ContentAccessAllowList is the check admins.content-access-allow-list.
var ContentAccessAllowList = check.Check{
	ID:          "admins.content-access-allow-list",
	Title:       "Only approved people hold roles that reach recordings, transcripts or message history",
	Severity:    check.Critical,
	SeverityWhy: "Directly the seed's definition of administrative access to PHI.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Limit Webex administrative access (the ability to view meeting recordings, download transcripts, and access messaging history across channels) to authorized staff with legitimate operational need'",
	Why:         "Compliance officers can search and export all user content; full and site administrators manage all recordings.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.308(a)(3)(ii)(B)", "164.312(a)(1)"},
	NIST:        []string{"AC-2", "AC-3", "AC-6", "PS-3"},
	Resource:    "role holder",
	Logic: check.Logic{
		Pass:          "authorised list set and every holder on it, each entry with reason and review date.",
		Fail:          "holder of a content role not on the list.",
		Warn:          "listed person without a reason, or review older than 90 days; listed person who no longer holds the role.",
		NotApplicable: "none.",
		Unknown:       "authorised list empty → UNKNOWN with the full inventory (never PASS).",
	},
	Traps: []string{
		"Role names are localised/renamed over time: match by role id and by lower-cased name; report unmatched roles as 'unclassified' instead of dropping them.",
		"A person may hold several roles; list each.",
		"A supervisor of the Contact Center hears calls and their recordings: name the role in content_roles where that is to be approved too.",
		"Service apps authorised with compliance scopes are not people (apps.authorizations, admins.non-human).",
	},
	Remedy: "Remove the role or add the person with reason. Control Hub ▸ Users ▸ filter by role.",
	Params: []check.Param{
		{Name: "authorised", Default: []string{}},
		{Name: "content_roles", Default: []string{"Compliance Officer", "Full Administrator", "Site Administrator", "Content Admin"}},
	},
	Needs:     []snapshot.Name{},
	Scans:     scans(),
	Fields:    fields("people.email"),
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       contentAccessAllowList,
}

func contentAccessAllowList(in *check.Input) []finding.Finding {
	v := administrators(in)
	list, err := readApprovals(in.Params.Strings("authorised"))
	if err != nil {
		return append(v.doubts, check.Unknown(check.SettingResource("authorised"), snapshot.Error,
			fmt.Sprintf("the parameter authorised cannot be used: %v", err)))
	}
	content := rolesOf(in.Params.Strings("content_roles"))
	holders := v.with(func(r role) bool { return content[r] || r.Unclassified() })
	if len(list) == 0 {
		return append(v.doubts, inventory(in, holders))
	}

	fs := append(v.doubts, misnamedRoles(in)...)
	seen := map[string]bool{}
	for _, a := range holders {
		entry, listed := list.find(a)
		if listed {
			seen[entry.who] = true
		}
		fs = append(fs, allowed(in, a, content, entry, listed))
	}
	if len(v.doubts) > 0 || !v.whole {
		return fs // somebody may hold a role that was not seen
	}
	for i, entry := range list {
		if !seen[entry.who] {
			fs = append(fs, check.Warn(finding.Resource{Type: "allow_list_entry", ID: fmt.Sprintf("authorised[%d]", i), Name: entry.who},
				fmt.Sprintf("%s is approved, but holds no such role any more", entry.who),
				check.Evidence(in.People.Source, "roles", 0)))
		}
	}
	return fs
}

// misnamedRoles has an unknown finding for every word of content_roles that is no
// role: with a misspelt one its holders would go unwatched.
func misnamedRoles(in *check.Input) []finding.Finding {
	if in.Roles.Missing() != nil {
		return nil // which of them Webex lists is not known, and the engine says so
	}
	var fs []finding.Finding
	for _, name := range in.Params.Strings("content_roles") {
		if r := check.RoleOf(name); r.Unclassified() && !recognised(in.Roles.Items, r) {
			fs = append(fs, check.Unknown(check.SettingResource("content_roles."+name), snapshot.Error,
				fmt.Sprintf("content_roles names %q, which is no role that is known or that Webex lists", name)))
		}
	}
	return fs
}

// allowed judges one holder against the list.
func allowed(in *check.Input, a *administrator, content map[role]bool, entry approval, listed bool) finding.Finding {
	res, ev := a.resource(), a.evidence(in)
	reaches := slices.ContainsFunc(a.roles(), func(r role) bool { return content[r] })
	const reviewDays = 90
	switch {
	case !listed && (a.person == nil || a.person.Email == ""):
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("the people list gave no address for %s, who is %s, so that it cannot be looked up", a.name(), a.titles()), ev...)
	case !listed && !reaches:
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("%s is not on the list and holds a role of which it is not known what it reaches (%s)", a.name(), a.titles()), ev...)
	case !listed:
		return check.Fail(res, fmt.Sprintf("%s can reach recordings or messages as %s, and is not on the list of approved people", a.name(), a.titles()), ev...)
	case entry.reason == "":
		return check.Warn(res, fmt.Sprintf("%s is approved without a reason and a review date", a.name()), ev...)
	case entry.date.After(in.Now):
		return check.Warn(res, fmt.Sprintf("%s is approved with a review date that has not come yet (%s)", a.name(), entry.date.Format(time.DateOnly)), ev...)
	case days(in.Now, entry.date) > reviewDays:
		return check.Warn(res, fmt.Sprintf("the approval of %s was last reviewed %d days ago, more than %d", a.name(), days(in.Now, entry.date), reviewDays), ev...)
	default:
		return check.Pass(res, fmt.Sprintf("%s is approved as %s", a.name(), a.titles()), ev...)
	}
}
