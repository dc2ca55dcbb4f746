package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// IdleTimeout is the check identity.idle-timeout.
var IdleTimeout = check.Check{
	ID:          "identity.idle-timeout",
	Title:       "Idle sessions end automatically (Control Hub, web client, agent desktop)",
	Severity:    check.Medium,
	SeverityWhy: "An unattended signed-in screen in a clinic is a realistic exposure.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (automatic logoff)",
	Seed:        "001 — 'Automatic Logoff (A) – not applicable' (vendor side only)",
	Why:         "The seed marks the specification not applicable to Cisco; the timeouts are the customer's to set.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(iii)", "164.310(b)"},
	NIST:        []string{"AC-12", "AC-11"},
	Resource:    "Control Hub; web client; Contact Center desktop profile",
	Logic: check.Logic{
		Pass:          "each value present and ≤ its limit.",
		Fail:          "web client 0 (never) or attested off; agent timeout > 60.",
		Warn:          "value above limit; off-network value longer than in-network.",
		NotApplicable: "product not licensed.",
		Unknown:       "no attestation for Control Hub/web; agent profile with custom disabled and tenant default not readable.",
	},
	Traps: []string{
		"Control Hub's timer counts per browser window.",
		"Desktop/mobile apps have no idle logoff here: workstation lock is an endpoint control (attest.policies-and-documentation, 164.310(c)).",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ Idle timeouts; Contact Center ▸ Desktop profiles ▸ Desktop inactivity timeout (API: PUT /organization/{orgid}/agent-profile/{id}).",
	Params: []check.Param{
		{Name: "control_hub_max_min", Default: 20},
		{Name: "web_max_min", Default: 60},
		{Name: "agent_max_min", Default: 15},
	},
	Scans:      []snapshot.Name{snapshot.CCAgentsName},
	Consults:   []snapshot.Name{snapshot.ContactCenterName},
	Statements: []check.Statement{idleStatement},
	Fields:     []string{"cc_agent_profiles.timeout_custom", "cc_agent_profiles.timeout_minutes"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        idleTimeout,
}

var idleStatement = check.Statement{
	ID:      "identity.idle-timeout",
	Asks:    "After how many minutes do Control Hub and the Webex web client sign idle users out?",
	Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Idle timeouts",
	Answers: []string{"on", "off"},
	Details: []check.Detail{
		{Name: "control_hub_minutes", Asks: "Minutes for Control Hub (0: never)?", Kind: check.NumberDetail, Optional: true},
		{Name: "web_minutes", Asks: "Minutes for the web client inside the network (0: never)?", Kind: check.NumberDetail, Optional: true},
		{Name: "web_off_network_minutes", Asks: "Minutes for the web client outside the network, where they differ (0: never)?", Kind: check.NumberDetail, Optional: true},
	},
}

// idleTimeout asks for attestations of the two timers that Webex shows to no
// API; it shows that of the agent desktop.
func idleTimeout(in *check.Input) []finding.Finding {
	hub := finding.Resource{Type: "setting", ID: "control-hub-idle-timeout", Name: "Control Hub idle timeout"}
	web := finding.Resource{Type: "setting", ID: "web-client-idle-timeout", Name: "web client idle timeout"}
	fs := []finding.Finding{
		in.Attest(hub, idleStatement, "", 0, func(a check.Attestation) finding.Finding { return controlHubIdle(in, hub, a) }),
		in.Attest(web, idleStatement, "", 0, func(a check.Attestation) finding.Finding { return webClientIdle(in, web, a) }),
	}
	return append(fs, agentDesktops(in)...)
}
