package identity

import (
	"fmt"

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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{finding.Unknown},
	Run:     idleTimeout,
}

// idleTimeout asks for attestations: Webex shows neither timer to an API.
func idleTimeout(in *check.Input) []finding.Finding {
	return []finding.Finding{
		check.NotAttested(finding.Resource{Type: "setting", ID: "control-hub-idle-timeout", Name: "Control Hub idle timeout"},
			fmt.Sprintf("nobody has attested that Control Hub signs idle administrators out within %d minutes", in.Params.Int("control_hub_max_min"))),
		check.NotAttested(finding.Resource{Type: "setting", ID: "web-client-idle-timeout", Name: "web client idle timeout"},
			fmt.Sprintf("nobody has attested that the Webex web client signs idle users out within %d minutes, inside and outside the network", in.Params.Int("web_max_min"))),
	}
}
