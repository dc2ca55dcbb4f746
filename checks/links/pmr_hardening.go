package links

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PMRHardening is the check links.pmr-hardening.
var PMRHardening = check.Check{
	ID:          "links.pmr-hardening",
	Title:       "Personal Rooms lock at once and give nobody else host rights",
	Severity:    check.Medium,
	SeverityWhy: "Compensating control while rooms exist; does not make the link unique.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "good practice (Cisco) + seed",
	Seed:        "003 — 'waiting rooms' and 'single persistent meeting room link'",
	Why:         "Auto-lock at 0 minutes turns the Personal Room lobby into a real waiting room where patients are admitted one by one.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)"},
	NIST:        []string{"AC-3", "AC-6", "SC-15"},
	Resource:    "host with a Personal Room",
	Logic: check.Logic{
		Pass:          "enabledAutoLock = true, autoLockMinutes ≤ max_lock_minutes, supportAnyoneAsCoHost = false, allowFirstUserToBeCoHost = false.",
		Fail:          "enabledAutoLock = false, or supportAnyoneAsCoHost = true.",
		Warn:          "lock minutes between max and warn limits, allowFirstUserToBeCoHost or allowAuthenticatedDevices = true, coHosts contain an external or disabled account.",
		NotApplicable: "no Personal Room for the user on that site.",
		Unknown:       "preference call denied for the user; siteUrl not covered.",
	},
	Traps: []string{
		"Without siteUrl the API answers for the admin's default site: a user on another site looks like 'no Personal Room'.",
		"hostPin comes back in clear text: drop before anything is kept.",
	},
	Remedy: "Webex site ▸ Preferences ▸ My Personal Room ▸ Automatic lock = 0 minutes. API: PUT /meetingPreferences/personalMeetingRoom.",
	Params: []check.Param{
		{Name: "max_lock_minutes", Default: 0},
		{Name: "warn_lock_minutes", Default: 5},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     pmrHardening,
}

func pmrHardening(in *check.Input) []finding.Finding {
	panic("to be written")
}
