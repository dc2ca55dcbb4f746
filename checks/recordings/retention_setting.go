package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RetentionSetting is the check recordings.retention-setting.
var RetentionSetting = check.Check{
	ID:          "recordings.retention-setting",
	Title:       "Meetings retention keeps recordings and transcripts at least six years",
	Severity:    check.High,
	SeverityWhy: "Wrong value destroys records silently and beyond recovery after the 30-day recycle bin.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (not a HIPAA-wide duty — see note)",
	Seed:        "003 — 'Are subject to HIPAA retention requirements: retain for six years, dispose of securely after the retention period'",
	Why:         "Truthful wording: HIPAA itself fixes six years for required DOCUMENTATION (164.316(b)(2)(i)); how long a clinical recording must live follows from state medical-record law and from whether it is part of the designated record set. The seed sets six years as the floor and the tool applies the seed.",
	Controls:    []hipaa.Citation{"164.316(b)(2)(i)", "164.308(a)(7)(ii)(A)", "164.310(d)(2)(i)"},
	NIST:        []string{"SI-12", "CP-9", "MP-6"},
	Resource:    "meetings retention policy of the organisation; call-recording store (separate result)",
	Logic: check.Logic{
		Pass:          "attested value ≥ min_days, entry valid, and no observed contradiction.",
		Fail:          "attested value < min_days, or observed automatic deletion of recordings younger than six years; for the call-recording store: vendor Webex in use for PHI-scope users and no archive attested (one year is the platform limit, no setting can reach six).",
		Warn:          "attested indefinite/none (keeps, but never disposes); or value between 2160 and 2191 days ('6 years' in the UI is 6 × 360 days).",
		NotApplicable: "recording attested as disabled and no recording found in six years of windows.",
		Unknown:       "no attestation and no decisive observation. Absence of a value is UNKNOWN, never 'indefinite'.",
	},
	Traps: []string{
		"Cisco help nlbihhs: the maxima are '3600 days, 120 months, or 10 years' - a UI year is 360 days, a month 30. '72 months' or '6 years' is 2160 days, 31–32 days short of six calendar years. Ask for ≥ 74 months, ≥ 7 years or ≥ 2192 days.",
		"Since March 2023 the default is 360 days without Pro Pack and 1095 days with it (help nwiba54); the older FAQ WBX000027059 still says 'indefinite'. An organisation that never touched the setting is probably deleting at one or three years.",
		"Multi-site organisations have one common policy; legacy Site Admin auto-deletion may run as well.",
		"'All newest recording is N days old' is not evidence of retention N.",
		"A change of retention that the audit log shows after the value was attested asks for a new look. Automatic deletions contradict the value only as long as the organisation is younger than it.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ Retention ▸ Webex Meetings ▸ Custom ▸ 2220 days or more (needs Pro Pack); place clinical recordings in the record system before expiry.",
	Params: []check.Param{
		{Name: "min_days", Default: 2192},
		{Name: "ui_year_days", Default: 360},
	},
	Scans: []snapshot.Name{snapshot.LicensesName, snapshot.CallRecordingName},
	Consults: []snapshot.Name{
		snapshot.OrganizationName, snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.OldRecordingsName,
		snapshot.AdminAuditName,
	},
	Statements: []check.Statement{keepingStatement, archiveStatement, recordingOffStatement},
	Fields:     []string{"licenses.name", "call_recording.enabled", "call_recording.vendor", "admin_audit"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        retentionSetting,
}

// Webex shows the retention of meetings nowhere; the audit log only shows that
// something about it was done.
func retentionSetting(in *check.Input) []finding.Finding {
	return append(callStore(in), meetingsPolicy(in))
}
