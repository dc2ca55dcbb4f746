package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DownstreamBusinessAssociates is the check attest.downstream-business-associates.
var DownstreamBusinessAssociates = check.Check{
	ID:          "attest.downstream-business-associates",
	Title:       "Other vendors that touch Webex PHI have business associate agreements",
	Severity:    check.High,
	SeverityWhy: "Recorders, archives, DLP, IdPs, transcription and reseller admins often see PHI.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Business Associate Contracts and Other Arrangement'; 'Contract Must Provide that Business Associate's Agents Adequately Protect EPHI'",
	Why:         "The automated checks find the recipients; this check asks for their contracts.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(2)", "164.308(b)(3)", "164.314(a)(1)", "164.314(a)(2)(iii)"},
	NIST:        []string{"SA-9", "CA-3", "PS-7"},
	Resource:    "recipient organisation",
	Logic: check.Logic{
		Pass:          "valid entry per recipient.",
		Fail:          "recipient marked 'handles PHI, no BAA'.",
		Warn:          "entry old; recipient unclassified.",
		NotApplicable: "no recipients found and no vendor attested.",
		Unknown:       "recipient lists incomplete (then PASS is impossible).",
	},
	Traps: []string{
		"Pure conduits (telecom carriers without storage) are not business associates; a cloud recorder is.",
	},
	Remedy: "Sign BAAs or stop the flow.",
	Params: []check.Param{
		{Name: "review_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     downstreamBusinessAssociates,
}

func downstreamBusinessAssociates(in *check.Input) []finding.Finding {
	panic("to be written")
}
