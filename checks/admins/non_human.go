package admins

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// NonHuman is the check admins.non-human.
var NonHuman = check.Check{
	ID:          "admins.non-human",
	Title:       "No bot, guest or service account holds an administrator role",
	Severity:    check.High,
	SeverityWhy: "Long-lived tokens without MFA and without a person to hold to account.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "rule-required (unique identification) + good practice",
	Seed:        "beyond seeds (supports 001 'Unique User Identification (R)')",
	Why:         "A leaked bot or machine token with admin rights is silent and permanent.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(i)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"IA-9", "AC-6", "AC-2"},
	Resource:    "role holder",
	Logic: check.Logic{
		Pass:          "all role holders are type=person/userType=user and match no pattern, or are approved with owner and token expiry.",
		Fail:          "type bot or appuser with any admin role.",
		Warn:          "person account matching a service pattern and not approved.",
		NotApplicable: "none.",
		Unknown:       "type missing.",
	},
	Traps: []string{
		"The auditor's own identity will match: it must be on the approved list with read-only role, shown openly in the report.",
		"Webex 'service apps' are machine accounts authorised by a full admin; they may not be listed under /people at all - report the limit.",
	},
	Remedy: "Replace with a service app holding only the scopes needed; remove the role.",
	Params: []check.Param{
		{Name: "name_patterns", Default: []string{"svc", "service", "bot", "api", "integration", "automation", "sync", "backup", "noreply"}},
		{Name: "approved", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   scans(snapshot.AuditorName),
	Fields:  fields("people.type", "people.email", "people.display_name", "scim_users.user_type", "auditor.uuid"),
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     nonHuman,
}

func nonHuman(in *check.Input) []finding.Finding {
	v := administrators(in)
	patterns, err := compile(in.Params.Strings("name_patterns"))
	if err != nil {
		return append(v.doubts, check.Unknown(check.SettingResource("name_patterns"), snapshot.Error,
			fmt.Sprintf("the parameter name_patterns holds a pattern that cannot be used: %v", err)))
	}
	approved, err := readApprovals(in.Params.Strings("approved"))
	if err != nil {
		return append(v.doubts, check.Unknown(check.SettingResource("approved"), snapshot.Error,
			fmt.Sprintf("the parameter approved cannot be used: %v", err)))
	}
	fs := v.doubts
	self := ""
	if in.Auditor.Value != nil {
		self = in.Auditor.Value.UUID
	}
	shown := false
	for _, a := range v.admins {
		f := human(in, a, patterns, approved)
		if a.uuid == self {
			shown = true
			f.Message += " (this audit's own identity)"
		}
		fs = append(fs, f)
	}
	if in.Auditor.Value != nil && !shown {
		fs = append(fs, auditorItself(in, v, patterns, approved))
	}
	return fs
}

func human(in *check.Input, a *administrator, patterns []*regexp.Regexp, approved approvals) finding.Finding {
	res, src := a.resource(), in.People.Source
	if a.person == nil {
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s holds %s but is not in the people list, which shows what it is", a.name(), a.titles()), a.evidence(in)...)
	}
	p := a.person
	ev := []finding.Evidence{check.Evidence(src, "type", word(p.Type))}
	userType := "user"
	if a.scim != nil {
		userType = a.scim.UserType
		ev = append(ev, check.Evidence(in.ScimUsers.Source, "userType", word(userType)))
	}
	entry, listed := approved.find(a)
	machine := p.Type == "bot" || p.Type == "appuser"
	mailbox, _, _ := strings.Cut(p.Email, "@")
	suspect := func(re *regexp.Regexp) bool { return re.MatchString(p.DisplayName) || re.MatchString(mailbox) }
	switch {
	case machine && !listed && len(approved) > 0 && p.Email == "":
		return check.Absent(res, src, "emails") // it may be on the list
	case machine && (!listed || entry.expired(in.Now)):
		return check.Fail(res, fmt.Sprintf("%s is no person (type %s) and holds %s", a.name(), p.Type, a.titles()), ev...)
	case p.Type == "":
		return check.Absent(res, src, "type")
	case userType == "":
		return check.Absent(res, in.ScimUsers.Source, "userType")
	case p.Email == "":
		return check.Absent(res, src, "emails")
	case p.DisplayName == "":
		return check.Absent(res, src, "displayName")
	case !machine && p.Type == "person" && userType == "user" && !slices.ContainsFunc(patterns, suspect):
		return check.Pass(res, fmt.Sprintf("%s is a person", a.name()), ev...)
	case !listed:
		return check.Warn(res, fmt.Sprintf("%s holds %s and looks like a service account by its name or kind", a.name(), a.titles()), ev...)
	case entry.reason == "":
		return check.Warn(res, fmt.Sprintf("%s is approved without an owner and the date on which its token expires", a.name()), ev...)
	case entry.expired(in.Now):
		return check.Warn(res, fmt.Sprintf("the approval of %s ended on %s", a.name(), entry.date.Format(time.DateOnly)), ev...)
	default:
		return check.Pass(res, fmt.Sprintf("%s is approved until %s", a.name(), entry.date.Format(time.DateOnly)), ev...)
	}
}

func compile(patterns []string) ([]*regexp.Regexp, error) {
	var all []*regexp.Regexp
	for _, p := range patterns {
		re, err := regexp.Compile("(?i)" + p)
		if err != nil {
			return nil, err
		}
		all = append(all, re)
	}
	return all, nil
}
