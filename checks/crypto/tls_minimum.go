package crypto

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// TLSMinimum is the check crypto.tls-minimum.
var TLSMinimum = check.Check{
	ID:          "crypto.tls-minimum",
	Title:       "Webex endpoints in use refuse TLS 1.0 and 1.1",
	Severity:    check.Medium,
	SeverityWhy: "Vendor-side; the customer can only verify and report.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "rule-addressable (transmission encryption) + seed",
	Seed:        "002 — 'an encrypted channel which supports TLS 1.0, 1.1 and 1.2 protocols and uses high strength ciphers such as AES-256'",
	Why:         "The seed sentence is old; TLS 1.0/1.1 are deprecated. A handshake tells what is true today.",
	Controls:    []hipaa.Citation{"164.312(e)(2)(ii)", "164.312(e)(2)(i)", "164.312(e)(1)"},
	NIST:        []string{"SC-8", "SC-13", "SC-12"},
	Resource:    "endpoint",
	Logic: check.Logic{
		Pass:          "1.0 and 1.1 refused, 1.2 or 1.3 accepted.",
		Fail:          "endpoint accepts less than min_version (customer webhook host) .",
		Warn:          "a Webex host accepts less than min_version (report to vendor); 1.3 not offered.",
		NotApplicable: "probe=false and report marks it.",
		Unknown:       "network blocked, proxy in between, handshake timeout.",
	},
	Traps: []string{
		"A TLS-inspecting proxy answers instead of Webex: compare the certificate issuer; if it is not a public CA in the chain → UNKNOWN.",
		"A refused 1.0 can be the LOCAL library's refusal: the probe must be able to speak it, else UNKNOWN.",
		"Send SNI; do not send credentials.",
	},
	Remedy: "Nothing to configure at Webex; keep the result as evidence and raise a case with Cisco. For own webhook hosts disable old versions.",
	Params: []check.Param{
		{Name: "min_version", Default: "1.2"},
		{Name: "probe", Default: true},
		{Name: "timeout_s", Default: 10},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     tlsMinimum,
}

func tlsMinimum(in *check.Input) []finding.Finding {
	panic("to be written")
}
