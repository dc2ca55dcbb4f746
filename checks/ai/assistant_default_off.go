package ai

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AssistantDefaultOff is the check ai.assistant-default-off.
var AssistantDefaultOff = check.Check{
	ID:          "ai.assistant-default-off",
	Title:       "AI Assistant / Webex Assistant does not start by itself in clinical meetings",
	Severity:    check.High,
	SeverityWhy: "It turns speech into a stored transcript before anyone has decided or asked.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'When AI Assistant transcribes a patient encounter, confirm it is covered under your Webex BAA'",
	Why:         "Default-on transcription creates PHI copies in a feature that may be outside the BAA.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(B)", "164.308(b)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"CM-7", "SA-9", "RA-3"},
	Resource:    "host in PHI scope; organisation (attested)",
	Logic: check.Logic{
		Pass:          "enabledWebexAssistantByDefault = false for all PHI-scope hosts; or true with ai.vendor-coverage PASS and consent attested.",
		Fail:          "true and ai.vendor-coverage is not PASS.",
		Warn:          "true and covered, but recordings.patient-consent is not PASS.",
		NotApplicable: "no Meetings licence.",
		Unknown:       "preference unreadable.",
	},
	Traps: []string{
		"The field is named after the older Webex Assistant; newer AI Assistant summaries are governed by org settings and templates with per-user override (org > template > user) that have no public API.",
		"Off by default does not mean off: see ai.generated-content.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ AI Assistant off (or off in the template of the clinical group). API: PUT /meetingPreferences/schedulingOptions enabledWebexAssistantByDefault=false.",
	Params: []check.Param{
		{Name: "ok_if_covered", Default: true},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     assistantDefaultOff,
}

func assistantDefaultOff(in *check.Input) []finding.Finding {
	panic("to be written")
}
