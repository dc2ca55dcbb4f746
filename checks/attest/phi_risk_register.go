package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PHIRiskRegister is the check attest.phi-risk-register.
var PHIRiskRegister = check.Check{
	ID:          "attest.phi-risk-register",
	Title:       "PHI risk is assessed for every communication type in use",
	Severity:    check.High,
	SeverityWhy: "Basis for deciding which controls apply where.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (risk analysis)",
	Seed:        "003 — table: telehealth visit High; staff clinical messaging High; meeting recordings High; administrative-only meetings Low; appointment reminders Depends (name + date = PHI)",
	Why:         "The seed's table is the minimum list; usage evidence shows types that are missing from it.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(a)(7)(ii)(E)"},
	NIST:        []string{"RA-3", "RA-2", "RA-1"},
	Resource:    "communication type",
	Logic: check.Logic{
		Pass:          "row with rating, allowed yes/no, controls and owner, in date.",
		Fail:          "type in use and marked 'not allowed for PHI' while in PHI scope (contradiction).",
		Warn:          "row missing for a type in use; rating below the seed's without reason.",
		NotApplicable: "type not in use.",
		Unknown:       "register empty.",
	},
	Traps: []string{
		"'Depends' must be resolved to yes or no for the organisation's own reminders.",
	},
	Remedy: "Fill the register (template from the tool).",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Consults:   append([]snapshot.Name{snapshot.VoicemailName}, usageSections...),
	TimeBased:  true,
	Statements: []check.Statement{phiRiskStatement},
	Fields:     []string{"licenses.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        phiRiskRegister,
}

// A type in use without a row is unknown, not a warning: else striking out a row
// that fails would better the answer.
func phiRiskRegister(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, c := range channels {
		fs = append(fs, c.assessed(in))
	}
	return fs
}

func (c channel) assessed(in *check.Input) finding.Finding {
	r, u := c.resource(), c.use(in)
	if u.state == snapshot.No {
		return check.NotApplicable(r, fmt.Sprintf("%s is not in use: %s", c.name, u.why), u.ev...)
	}
	f := in.Attest(r, phiRiskStatement, c.name, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		switch {
		case a.Answer == "not-used" && u.hidden:
			return check.NotApplicable(r, fmt.Sprintf("%s is attested not to be used: %s", c.name, u.why), u.ev...)
		case a.Answer == "not-used":
			return check.Warn(r, fmt.Sprintf("%s is in use (%s) and the register says that it is not: it has no row", c.name, u.why), u.ev...)
		default:
			return c.judge(r, u, a)
		}
	})
	if u.state == snapshot.Unknown && !u.hidden && f.Status != finding.Pass && f.Status != finding.Unknown {
		return u.unlearnt(r, "and its row in the register is not without doubt")
	}
	return f
}

// judge looks at one row. Meetings of administration carry no PHI by what they
// are, so that keeping PHI out of them contradicts nothing.
func (c channel) judge(r finding.Resource, u use, a check.Attestation) finding.Finding {
	rating := a.Word("rating")
	allowed, said := a.Bool("allowed")
	keptOut, _ := a.Bool("kept_out")
	listed, _ := a.Bool("controls_listed")
	reason, _ := a.Bool("reason_recorded")
	var faults check.Faults
	faults.Fail(!u.hidden && said && !allowed && !keptOut && c.name != "administrative-meetings",
		"may not carry PHI by the register, and is in use where PHI is: "+u.why)
	faults.Warn(!said, "is not said to be allowed or not")
	faults.Warn(rating == "", "has no rating")
	faults.Warn(rating == "depends", "is rated as it depends: decide it for your own use")
	faults.Warn(below(rating, c.floor) && !reason, "is rated "+rating+", below the "+c.floor+" of the checklist, without a reason")
	faults.Warn(!listed, "has no controls in the register")
	faults.Warn(a.Owner == "", "has no owner")
	if faults.Any() {
		return faults.Finding(r, c.name, u.ev...)
	}
	return check.Pass(r, fmt.Sprintf("%s has its row: rated %s, PHI allowed: %t", c.name, rating, allowed), u.ev...)
}

// below says whether a rating is lower than another.
func below(rating, floor string) bool {
	order := []string{"low", "medium", "high"}
	return floor != "" && slices.Contains(order, rating) && slices.Index(order, rating) < slices.Index(order, floor)
}
