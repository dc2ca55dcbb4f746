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
		Fail:          "enabledAutoLock = false, or supportAnyoneAsCoHost = true, or lock minutes above both limits.",
		Warn:          "lock minutes between max and warn limits, allowFirstUserToBeCoHost or allowAuthenticatedDevices = true, coHosts contain an external or disabled account.",
		NotApplicable: "no Personal Room for the user on that site.",
		Unknown:       "preference call denied for the user; siteUrl not covered; a field absent; a standing cohost whose account was not found.",
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
	Scans:    []snapshot.Name{snapshot.HostsName, snapshot.PersonalRoomsName},
	Consults: []snapshot.Name{snapshot.PeopleName},
	Fields: []string{
		"personal_rooms.exists",
		"personal_rooms.auto_lock",
		"personal_rooms.auto_lock_minutes",
		"personal_rooms.support_anyone_as_cohost",
		"personal_rooms.allow_first_user_to_be_cohost",
		"personal_rooms.allow_authenticated_devices",
		"personal_rooms.cohosts",
		"people.login_enabled",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     pmrHardening,
}

func pmrHardening(in *check.Input) []finding.Finding {
	most, warn := in.Params.Int("max_lock_minutes"), in.Params.Int("warn_lock_minutes")
	accounts := accountsOf(in.People)
	return eachRoom(in, neverOff, func(room snapshot.PersonalRoom, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgeRoom(room, r, src, most, warn, accounts)
	})
}
