package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AutoRecordOff is the check recordings.auto-record-off.
var AutoRecordOff = check.Check{
	ID:          "recordings.auto-record-off",
	Title:       "Clinical sessions do not record automatically",
	Severity:    check.High,
	SeverityWhy: "Recording without a decision and consent creates PHI nobody asked for.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Establish a written policy on whether patient visits may be recorded … Obtain patient consent before recording'",
	Why:         "Automatic recording starts before consent can be asked.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.316(a)"},
	NIST:        []string{"CM-7", "AC-21"},
	Resource:    "meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "false, or true where policy_allows_auto_record is set with a valid written-policy attestation.",
		Fail:          "true otherwise.",
		Warn:          "true on a series with only internal invitees.",
		NotApplicable: "no meetings in scope.",
		Unknown:       "field absent.",
	},
	Traps: []string{
		"Some generic baselines (CIS Zoom 1.2.4) ask for automatic recording ON; for clinical visits the seed wants a decision first. Do not import that rule.",
		"Webinars and trainings may auto-record rightly: PHI scope.",
	},
	Remedy: "Meeting ▸ Advanced ▸ Record automatically off; site option 'automatically record all meetings' off. API: PATCH /meetings/{meetingId} enabledAutoRecordMeeting=false.",
	Params: []check.Param{
		{Name: "policy_allows_auto_record", Default: false},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     autoRecordOff,
}

func autoRecordOff(in *check.Input) []finding.Finding {
	panic("to be written")
}
