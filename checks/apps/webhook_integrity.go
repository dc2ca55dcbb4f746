package apps

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// WebhookIntegrity is the check apps.webhook-integrity.
var WebhookIntegrity = check.Check{
	ID:          "apps.webhook-integrity",
	Title:       "Webhooks use HTTPS and a signing secret",
	Severity:    check.Medium,
	SeverityWhy: "Plain HTTP exposes metadata; no secret allows forged events.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (transmission security)",
	Seed:        "beyond seeds (supports 001 'Integrity Controls (A)' and 'Encryption (A)')",
	Why:         "Transmission security applies to the events too.",
	Controls:    []hipaa.Citation{"164.312(e)(2)(i)", "164.312(e)(2)(ii)", "164.312(e)(1)"},
	NIST:        []string{"SC-8", "SC-13", "SI-7"},
	Resource:    "webhook",
	Logic: check.Logic{
		Pass:          "https, public host name, secret present.",
		Fail:          "scheme http on an active webhook.",
		Warn:          "no secret; host is an IP literal, localhost or a tunnelling service (ngrok etc.).",
		NotApplicable: "none visible.",
		Unknown:       "list denied.",
	},
	Traps: []string{
		"It is not documented whether secret is shown for hooks of other owners: absent on a hook that is not the token's own → UNKNOWN for that field.",
	},
	Remedy:  "Recreate with https and secret (API: PUT /webhooks/{webhookId}).",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     webhookIntegrity,
}

func webhookIntegrity(in *check.Input) []finding.Finding {
	panic("to be written")
}
