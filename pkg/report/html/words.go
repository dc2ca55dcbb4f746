package htmlreport

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// mark is a word with a colour and a sign, so that neither has to be seen.
type mark struct {
	Class string // of the style sheet; also the value that filters know
	Word  string
	Sign  string
}

var statuses = map[finding.Status]mark{
	finding.Fail:          {"fail", "Failed", "✕"},
	finding.Unknown:       {"unknown", "Not known", "?"},
	finding.Warn:          {"warn", "To look at", "!"},
	finding.Pass:          {"pass", "Passed", "✓"},
	finding.NotApplicable: {"na", "Nothing to judge", "–"},
}

func statusMark(s finding.Status) mark {
	if m, ok := statuses[s]; ok {
		return m
	}
	return mark{"na", report.Harmless(string(s), maxName), "·"}
}

// noteMark is for a listed resource outside the PHI scope.
var noteMark = mark{"na", "Note", "i"}

var severities = map[finding.Severity]mark{
	finding.Critical: {Class: "critical", Word: "Critical"},
	finding.High:     {Class: "high", Word: "High"},
	finding.Medium:   {Class: "medium", Word: "Medium"},
	finding.Low:      {Class: "low", Word: "Low"},
	finding.Info:     {Class: "info", Word: "Info"},
}

func severityMark(s finding.Severity) mark {
	if m, ok := severities[s]; ok {
		return m
	}
	return mark{Class: "info", Word: report.Harmless(string(s), maxName)}
}

// states say what is known about a row of the regulation: settings speak for or
// against a paragraph, and never fulfil or break it.
var states = map[hipaa.State]mark{
	hipaa.StateFail:          {"fail", "Evidence against it", "✕"},
	hipaa.StateUnknown:       {"unknown", "Not known", "?"},
	hipaa.StateWarn:          {"warn", "To look at", "!"},
	hipaa.StateSupported:     {"pass", "Supported by evidence", "✓"},
	hipaa.StateVendor:        {"vendor", "For Cisco to show", "→"},
	hipaa.StateNotAssessed:   {"none", "Not assessed", "·"},
	hipaa.StateNotApplicable: {"na", "Not about Webex", "–"},
}

func stateMark(s hipaa.State) mark {
	if m, ok := states[s]; ok {
		return m
	}
	return mark{"none", spaced(string(s)), "·"}
}

var ranks = map[string]string{
	"api":         "Documented API",
	"control_hub": "Control Hub’s own reads",
	"capture":     "Browser capture",
	"audit_log":   "Audit log",
	"attestation": "Attestation",
}

func rankWords(rank string) string {
	if w, ok := ranks[rank]; ok {
		return w
	}
	return spaced(rank)
}

var parties = map[hipaa.Responsibility]string{
	hipaa.Vendor:                "Cisco",
	hipaa.CustomerConfiguration: "your Webex settings",
	hipaa.CustomerProcess:       "your people and paper",
	hipaa.NotApplicable:         "nobody: not about Webex",
}

func partyWords(p hipaa.Responsibility) string {
	if w, ok := parties[p]; ok {
		return w
	}
	return spaced(string(p))
}

// requiredWords says how binding a row is.
func requiredWords(r hipaa.Required) string {
	switch r {
	case hipaa.R:
		return "Required"
	case hipaa.A:
		return "Addressable"
	case hipaa.Standard:
		return "Standard"
	default:
		return spaced(string(r))
	}
}

var areas = map[string]string{
	"meetings": "Meetings", "links": "Meeting links", "recordings": "Recordings", "messaging": "Messaging",
	"identity": "Sign-in", "admins": "Administrators", "accounts": "Accounts", "apps": "Apps and webhooks",
	"ai": "AI features", "calling": "Calling", "cc": "Contact Center", "devices": "Devices",
	"audit": "Logs and review", "crypto": "Encryption", "attest": "Contracts and policies",
}

func areaWords(area string) string {
	if w, ok := areas[area]; ok {
		return w
	}
	return report.Harmless(area, maxName)
}

var bases = map[string]string{
	"rule-required":    "the law (required)",
	"rule-addressable": "the law (addressable)",
	"seed":             "Cisco's or a provider's advice for HIPAA",
	"good-practice":    "good practice",
}

func basisWords(all []string) string {
	var words []string
	for _, b := range all {
		if w, ok := bases[b]; ok {
			words = append(words, w)
		} else {
			words = append(words, spaced(b))
		}
	}
	return strings.Join(words, ", ")
}

// spaced makes a word of the report readable.
func spaced(s string) string {
	return strings.ReplaceAll(report.Harmless(s, maxName), "_", " ")
}

// counts lists numbers with their words and leaves out what there is none of.
func counts(pairs ...any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i].(int); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, pairs[i+1]))
		}
	}
	return strings.Join(parts, ", ")
}
