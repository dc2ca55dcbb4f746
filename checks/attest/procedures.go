package attest

import "wxaudit/pkg/check"

// The statements about what the organisation itself does, item by item.

var phiRiskStatement = check.Statement{
	ID:      "attest.phi-risk-register",
	Asks:    "How was the PHI risk of this communication type assessed, or is it not used?",
	Where:   "your risk register; the first five types are those of the checklist",
	Answers: []string{"assessed", "not-used"},
	Per:     "communication type", Scopes: typeWords(), Named: true,
	Details: []check.Detail{
		{Name: "rating", Asks: "How high is the risk? What depends must be decided for your own use.", Kind: check.WordDetail, Words: []string{"low", "medium", "high", "depends"}, Optional: true},
		{Name: "allowed", Asks: "May it carry PHI?", Kind: check.YesNoDetail, Optional: true},
		{Name: "controls_listed", Asks: "Are the controls for it written down?", Kind: check.YesNoDetail, Optional: true},
		{Name: "reason_recorded", Asks: "Is the reason for a rating below the checklist's written down?", Kind: check.YesNoDetail, Optional: true},
		{Name: "kept_out", Asks: "If it may not carry PHI: is it kept from the people and rooms where PHI is?", Kind: check.YesNoDetail, Optional: true},
	},
}

var policyItems = []string{
	"acceptable-use", "workstation-and-home-office", "media-and-device-disposal", "messaging-and-recording",
	"documentation-retention", "review-log", "addressable-decisions",
}

var policiesStatement = check.Statement{
	ID:      "attest.policies-and-documentation",
	Asks:    "Is the policy in force, written down and known to those it is for?",
	Where:   "your policy library",
	Answers: []string{"in-force", "none", "not-applicable"},
	Per:     "item", Scopes: policyItems, Named: true,
	Details: []check.Detail{
		{Name: "reviewed_on", Asks: "When was it last reviewed?", Kind: check.DayDetail, Optional: true},
		{Name: "published", Asks: "Is it published to its audience?", Kind: check.YesNoDetail, Optional: true},
		{Name: "retention_years", Asks: "For how many years are versions kept, from creation or last effect?", Kind: check.NumberDetail, Optional: true},
		{Name: "reason_recorded", Asks: "If it does not apply: is the reason written down?", Kind: check.YesNoDetail, Optional: true},
	},
}

const (
	training       = "training"
	sanctionPolicy = "sanction-policy"
)

var workforceItems = []string{training, "reminders", sanctionPolicy, "clearance", "leaver-procedure", "malware-protection"}

var workforceStatement = check.Statement{
	ID:      "attest.workforce",
	Asks:    "Is the measure in place for your own workforce?",
	Where:   "human resources, and whoever trains staff; Cisco's training of its own employees is not meant",
	Answers: []string{"in-place", "none"},
	Per:     "item", Scopes: workforceItems, Named: true,
	Details: []check.Detail{
		{Name: "rate", Asks: "Which part of the staff is trained in telehealth duties, from 0 to 1?", Kind: check.RateDetail, Optional: true},
		{Name: "held_on", Asks: "When was it last held?", Kind: check.DayDetail, Optional: true},
		{Name: "sla_hours", Asks: "Within how many hours is a leaver's account closed?", Kind: check.NumberDetail, Optional: true},
	},
}

const (
	incidentProcedure = "incident-procedure"
	downtimeProcedure = "downtime-procedure"
	emergencyAccess   = "emergency-access"
	exercise          = "exercise"
	threatInformation = "threat-information"
)

var contingencyItems = []string{incidentProcedure, downtimeProcedure, emergencyAccess, "recording-copies", exercise, threatInformation}

var contingencyStatement = check.Statement{
	ID:      "attest.incident-and-contingency",
	Asks:    "Is the procedure written for Webex, and in place?",
	Where:   "your incident and contingency plans",
	Answers: []string{"in-place", "none"},
	Per:     "item", Scopes: contingencyItems, Named: true,
	Details: []check.Detail{
		{Name: "tested_on", Asks: "When was it last tested, or held?", Kind: check.DayDetail, Optional: true},
		{Name: "cisco_contact", Asks: "Does it name the contact at Cisco, and the reporting under the agreement?", Kind: check.YesNoDetail, Optional: true},
	},
}
