package audit

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LoginMonitoring is the check audit.login-monitoring.
var LoginMonitoring = check.Check{
	ID:          "audit.login-monitoring",
	Title:       "Sign-ins are monitored and odd ones followed up",
	Severity:    check.Medium,
	SeverityWhy: "Addressable specification; supports early detection.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (log-in monitoring)",
	Seed:        "001 — 'Log-in Monitoring (A)'; 002 — 'rate limiting on login attempts'",
	Why:         "Detects use of disabled people's accounts, sign-ins from unexpected networks, dormant accounts waking up.",
	Controls:    []hipaa.Citation{"164.308(a)(5)(ii)(C)", "164.308(a)(1)(ii)(D)", "164.312(b)"},
	NIST:        []string{"AU-6", "SI-4", "AC-7"},
	Resource:    "administrator sign-in; person",
	Logic: check.Logic{
		Pass:          "no rule hit and review attested.",
		Fail:          "sign-in by a disabled account or by an admin from outside admin_allowed_cidrs (when set) without sign-off.",
		Warn:          "first sign-in after > dormant_days; new country/ASN is NOT computed (no geodata shipped).",
		NotApplicable: "all sign-ins at the IdP and IdP monitoring attested.",
		Unknown:       "log unreadable.",
	},
	Traps: []string{
		"The log holds sign-ins and sign-outs, not necessarily failed attempts.",
		"With SSO, failed attempts live in the IdP.",
		"IP addresses are personal data: keep truncated.",
	},
	Remedy: "Route to SIEM; set admin network policy in the IdP.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "admin_allowed_cidrs", Default: []string{}},
		{Name: "dormant_days", Default: 90},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     loginMonitoring,
}

func loginMonitoring(in *check.Input) []finding.Finding {
	panic("to be written")
}
