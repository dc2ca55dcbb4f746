package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ExternalCommunication is the check messaging.external-communication.
var ExternalCommunication = check.Check{
	ID:          "messaging.external-communication",
	Title:       "Messaging with outside organisations is blocked or limited to approved domains",
	Severity:    check.High,
	SeverityWhy: "One mistyped addressee puts PHI into a space owned by somebody else's tenant, beyond recall.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed (access control) + good practice",
	Seed:        "002 — 'strict access controls set to carefully control who has access to the platform'; 003 — 'patient-specific communication is PHI'",
	Why:         "External spaces move retention, discovery and deletion to the other organisation.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.308(b)(1)"},
	NIST:        []string{"AC-4", "AC-3", "SC-7(10)"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "blockExternalCommunications = true, or attested 'selected domains' with a list.",
		Fail:          "attested 'all external', or setting false and no domain list attested.",
		Warn:          "selected domains include a consumer domain (gmail.com etc.) or more than 50 domains.",
		NotApplicable: "no messaging licences.",
		Unknown:       "setting unreadable and no attestation. A missing value must not be read as false OR true (the old UI defaulted absent to 'not blocked').",
	},
	Traps: []string{
		"The boolean predates domain allow-listing: false may hide a tight allow-list - hence HYBRID.",
		"The setting does not stop external people in MEETING chat.",
		"Pro Pack feature in part.",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ External communication ▸ Allow selected domains only.",
	Params: []check.Param{
		{Name: "allowed_modes", Default: []string{"blocked", "selected-domains"}},
		{Name: "max_age_days", Default: 180},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     externalCommunication,
}

func externalCommunication(in *check.Input) []finding.Finding {
	panic("to be written")
}
