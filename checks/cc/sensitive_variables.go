package cc

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SensitiveVariables is the check cc.sensitive-variables.
var SensitiveVariables = check.Check{
	ID:          "cc.sensitive-variables",
	Title:       "Contact Center variables that hold PHI are marked sensitive and not widely shown",
	Severity:    check.Medium,
	SeverityWhy: "Variables flow into reports, desktops and logs.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "beyond seeds",
	Seed:        "beyond seeds",
	Why:         "Date of birth or member id as a call variable lands in analytics.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "AC-4"},
	Resource:    "global variable",
	Logic: check.Logic{
		Pass:          "matching variables have sensitive=true and reportable=false.",
		Fail:          "matching variable with sensitive=false and reportable=true.",
		Warn:          "matching variable with sensitive=false.",
		NotApplicable: "no Contact Center.",
		Unknown:       "denied.",
	},
	Traps: []string{
		"Names are hints; operator list of PHI variables overrides.",
	},
	Remedy: "Contact Center ▸ Global variables ▸ mark sensitive. API: PUT /organization/{orgid}/cad-variable/{id}.",
	Params: []check.Param{
		{Name: "name_patterns", Default: []string{"dob", "birth", "ssn", "mrn", "member", "patient", "diagnos", "insur", "policy", "rx", "symptom"}},
	},
	Needs: []snapshot.Name{snapshot.CCVariablesName},
	Fields: []string{
		"variable_patterns",
		"cc_variables.hint",
		"cc_variables.sensitive",
		"cc_variables.reportable",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     sensitiveVariables,
}

func sensitiveVariables(in *check.Input) []finding.Finding {
	src := in.CCVariables.Source
	if len(in.CCVariables.Items) == 0 {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "there is no Contact Center, or it has no global variables",
			check.Evidence(src, "items", 0))}
	}
	var fs []finding.Finding
	patterns := in.Params.Strings("name_patterns")
	for _, p := range patterns {
		if !slices.Contains(in.VariablePatterns, strings.ToLower(strings.TrimSpace(p))) {
			fs = append(fs, check.Unknown(check.SettingResource("name_patterns"), snapshot.FieldAbsent,
				fmt.Sprintf("no names were held that hold %q: give the policy to the run that reads", p)))
		}
	}
	for _, v := range in.CCVariables.Items {
		switch {
		case v.Hint == snapshot.Unknown, v.Hint == snapshot.Yes && v.Name == "":
			fs = append(fs, check.Absent(variable(v), src, "name"))
		case v.Hint == snapshot.Yes && hints(v.Name, patterns):
			fs = append(fs, sensitiveVariable(in, v))
		}
	}
	if len(fs) == 0 {
		fs = append(fs, check.NotApplicable(check.OrganizationResource(),
			fmt.Sprintf("none of %s has a name that hints at PHI", check.Count(len(in.CCVariables.Items), "global variable")),
			check.Evidence(src, "items", len(in.CCVariables.Items))))
	}
	return fs
}

func hints(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		p = strings.ToLower(strings.TrimSpace(p))
		return p != "" && strings.Contains(strings.ToLower(name), p)
	})
}

func variable(v snapshot.CCVariable) finding.Resource {
	return finding.Resource{Type: "variable", ID: v.ID, Name: v.Name}
}

func sensitiveVariable(in *check.Input, v snapshot.CCVariable) finding.Finding {
	r, src := variable(v), in.CCVariables.Source
	ev := []finding.Evidence{check.Evidence(src, "sensitive", v.Sensitive.Any()), check.Evidence(src, "reportable", v.Reportable.Any())}
	absent, lacks := check.FirstAbsent(ev)
	switch {
	case v.Active == snapshot.No:
		return check.NotApplicable(r, fmt.Sprintf("the variable %s is not active", v.Name), check.Evidence(src, "active", false))
	case lacks:
		return check.Absent(r, src, absent)
	case v.Sensitive == snapshot.Yes && v.Reportable == snapshot.No:
		return check.Pass(r, fmt.Sprintf("the variable %s is sensitive and stays out of reports", v.Name), ev...)
	case v.Active == snapshot.Unknown:
		return check.Absent(r, src, "active")
	case v.Sensitive == snapshot.No && v.Reportable == snapshot.Yes:
		return check.Fail(r, fmt.Sprintf("the variable %s is not sensitive, and its values go into reports", v.Name), ev...)
	case v.Sensitive == snapshot.No:
		return check.Warn(r, fmt.Sprintf("the variable %s is not sensitive", v.Name), ev...)
	default:
		return check.Warn(r, fmt.Sprintf("the variable %s is sensitive, but its values go into reports", v.Name), ev...)
	}
}
