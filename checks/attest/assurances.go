package attest

import "wxaudit/pkg/check"

// The statements about reports and reviews.

var reportStatement = check.Statement{
	ID:      "attest.vendor-report",
	Asks:    "Which third-party report on Webex was obtained and read?",
	Where:   "the Cisco Trust Portal; reports under NDA are kept elsewhere, with their hash here",
	Answers: []string{"obtained", "none"},
	Per:     "report", Named: true,
	Details: []check.Detail{
		{Name: "type", Asks: "What is it?", Kind: check.WordDetail, Words: []string{pointInTime, period, certificate}, Optional: true},
		{Name: "as_of", Asks: "As of which day was it made, for an examination at a point in time?", Kind: check.DayDetail, Optional: true},
		{Name: "period_end", Asks: "When does its period end, for SOC 2 Type II?", Kind: check.DayDetail, Optional: true},
		{Name: "expires", Asks: "Until when does it hold, for an ISO certificate?", Kind: check.DayDetail, Optional: true},
		{Name: "products", Asks: "Which products are in its scope?", Kind: check.ListDetail, Words: lineWords(), Optional: true},
		{Name: "exclusions_reviewed", Asks: "Were its exclusions and carve-outs, such as hosting, looked at?", Kind: check.YesNoDetail, Optional: true},
		{Name: "user_controls_read", Asks: "Were its complementary user entity controls read?", Kind: check.YesNoDetail, Optional: true},
	},
}

var hitrustStatement = check.Statement{
	ID:      "attest.vendor-hitrust",
	Asks:    "Which HITRUST certificate of Cisco is on file, or is none relied on?",
	Where:   "the certification letter from Cisco; a blog post is none",
	Answers: []string{"certified", "announcement", "not-relied-on"},
	Per:     "certificate",
	Details: []check.Detail{
		{Name: "level", Asks: "Of which level is it?", Kind: check.WordDetail, Words: []string{"r2", "i1", "e1"}, Optional: true},
		{Name: "issued_on", Asks: "When was it issued, or announced?", Kind: check.DayDetail, Optional: true},
		{Name: "expires", Asks: "Until when does it hold?", Kind: check.DayDetail, Optional: true},
		{Name: "products", Asks: "Which products are in its scope?", Kind: check.ListDetail, Words: lineWords(), Optional: true},
	},
}

var riskAnalysisStatement = check.Statement{
	ID:      "attest.risk-analysis",
	Asks:    "Is there a current risk analysis, with a risk management plan, that includes Webex?",
	Where:   "your security official",
	Answers: []string{"current", "none"},
	Details: []check.Detail{
		{Name: "dated", Asks: "Of which day is it?", Kind: check.DayDetail, Optional: true},
		{Name: "products", Asks: "Which Webex products does it include?", Kind: check.ListDetail, Words: lineWords(), Optional: true},
		{Name: "open_risks_owned", Asks: "Does every open risk have an owner?", Kind: check.YesNoDetail, Optional: true},
		{Name: "official_named", Asks: "Does it name the security official?", Kind: check.YesNoDetail, Optional: true},
	},
}

var reassessmentStatement = check.Statement{
	ID:      "attest.post-phe-reassessment",
	Asks:    "Was the use of Webex without an agreement, since the pandemic, assessed again?",
	Where:   "your compliance records",
	Answers: []string{"reassessed", "no-phi-before-baa", "none"},
	Details: []check.Detail{
		{Name: "covers_from", Asks: "From which day does the assessment look?", Kind: check.DayDetail, Optional: true},
		{Name: "covers_until", Asks: "Until which day?", Kind: check.DayDetail, Optional: true},
		{Name: "decision_recorded", Asks: "Does it record the findings and the decision on the gap?", Kind: check.YesNoDetail, Optional: true},
		{Name: "first_phi_use", Asks: "When was PHI first put into Webex?", Kind: check.DayDetail, Optional: true},
	},
}

var reviewStatement = check.Statement{
	ID:      "attest.config-review-record",
	Asks:    "Which earlier run of this audit was reviewed and signed off?",
	Where:   "your compliance records; the run's id and day stand in its report",
	Answers: []string{"signed-off", "not-signed-off", "first-run"},
	Details: []check.Detail{
		{Name: "run_id", Asks: "What is the id of the run?", Kind: check.WordDetail, Optional: true},
		{Name: "run_on", Asks: "On which day did it run?", Kind: check.DayDetail, Optional: true},
		{Name: "report_sha256", Asks: "What is the SHA-256 of its report?", Kind: check.WordDetail, Optional: true},
		{Name: "kept_until", Asks: "Until when is the record kept?", Kind: check.DayDetail, Optional: true},
	},
}
