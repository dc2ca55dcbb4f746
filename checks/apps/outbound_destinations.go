package apps

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// OutboundDestinations is the check apps.outbound-destinations.
var OutboundDestinations = check.Check{
	ID:          "apps.outbound-destinations",
	Title:       "Webhooks, event subscriptions and media data sources only go to approved hosts",
	Severity:    check.High,
	SeverityWhy: "Each destination receives PHI metadata or media; a recipient without a BAA is an impermissible disclosure.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "rule-required (business associates) + beyond seeds",
	Seed:        "beyond seeds (supports 001 'Business Associate Contracts')",
	Why:         "Integrations quietly forward who met whom, recordings created, messages posted, or live audio.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.312(e)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"CA-3", "SA-9", "AC-4"},
	Resource:    "webhook / subscription / data source / linked folder",
	Logic: check.Logic{
		Pass:          "host in approved_hosts and (if resource in need_baa_for) a valid downstream BAA entry names it.",
		Fail:          "active item to a host not approved.",
		Warn:          "approved host without BAA evidence; approved_hosts empty but items exist.",
		NotApplicable: "no items visible and the token can list org-level items.",
		Unknown:       "token cannot list org-level webhooks (only own) → UNKNOWN with the count seen.",
	},
	Traps: []string{
		"GET /webhooks shows only the caller's own webhooks; other people's integrations are invisible. ownedBy=org covers admin/compliance hooks only.",
		"Inactive webhooks still matter (can be re-activated) → INFO.",
		"Never print the query string of a targetUrl; drop 'secret'.",
	},
	Remedy: "Delete or re-point (API: DELETE /webhooks/{webhookId}); sign a BAA with the receiver.",
	Params: []check.Param{
		{Name: "approved_hosts", Default: []string{}},
		{Name: "need_baa_for", Default: []string{"messages", "recordings", "meetingTranscripts", "convergedRecordings", "telephony_calls", "meetings", "memberships", "rooms"}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     outboundDestinations,
}

func outboundDestinations(in *check.Input) []finding.Finding {
	panic("to be written")
}
