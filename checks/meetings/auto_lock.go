package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AutoLock is the check meetings.auto-lock.
var AutoLock = check.Check{
	ID:          "meetings.auto-lock",
	Title:       "Clinical meetings lock themselves at or soon after start",
	Severity:    check.Medium,
	SeverityWhy: "Second line behind the lobby; it is the only setting that also holds back signed-in colleagues.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "good practice (Cisco default is 5 minutes) + seed",
	Seed:        "003 — 'waiting rooms … to control when patients join' (extension)",
	Why:         "An unlocked room lets any signed-in member of the organisation walk into a visit; minimum-necessary access inside the workforce is then unenforced.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "AC-6", "SC-15"},
	Resource:    "meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "enableAutomaticLock = true and automaticLockMinutes ≤ max_lock_minutes.",
		Fail:          "enableAutomaticLock = false AND unlockedMeetingJoinSecurity = allowJoin (nothing at all holds anyone back).",
		Warn:          "enableAutomaticLock = false with a lobby; or minutes > max_lock_minutes.",
		NotApplicable: "webinars; no meetings in scope.",
		Unknown:       "fields absent.",
	},
	Traps: []string{
		"A locked meeting also blocks phone joins (users must call back through the app); do not recommend 0 minutes for audio-only patients.",
		"Cisco states the platform default is lock after 5 minutes; absence of the field is not proof of the default.",
	},
	Remedy: "Site ▸ Settings ▸ Security ▸ 'Automatically lock … minutes after meeting starts'. API: PATCH /meetings/{meetingId} enableAutomaticLock=true, automaticLockMinutes=5.",
	Params: []check.Param{
		{Name: "max_lock_minutes", Default: 5},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     autoLock,
}

func autoLock(in *check.Input) []finding.Finding {
	panic("to be written")
}
