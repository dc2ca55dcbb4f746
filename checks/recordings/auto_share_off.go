package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AutoShareOff is the check recordings.auto-share-off.
var AutoShareOff = check.Check{
	ID:          "recordings.auto-share-off",
	Title:       "Recordings are not sent to all invitees automatically",
	Severity:    check.High,
	SeverityWhy: "Automatic sharing discloses an encounter to every address on the invitation, including forwarded ones.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Restrict access to recordings to authorized staff'",
	Why:         "The patient's invite may hold family, interpreters or a wrong address.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.312(a)(1)"},
	NIST:        []string{"AC-3", "AC-21"},
	Resource:    "host in PHI scope",
	Logic: check.Logic{
		Pass:          "enabledAutoShareRecording = false.",
		Fail:          "true.",
		Warn:          "none.",
		NotApplicable: "host without Meetings licence.",
		Unknown:       "unreadable or absent.",
	},
	Traps: []string{
		"This is the user's default; a host can still share by hand — recordings.unexpected-access sees that.",
		"Delegates (delegateEmails) schedule for the host with their own habits; report the count.",
	},
	Remedy:  "Webex site ▸ Preferences ▸ Recording/Scheduling ▸ auto-share off. API: PUT /meetingPreferences/schedulingOptions enabledAutoShareRecording=false.",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     autoShareOff,
}

func autoShareOff(in *check.Input) []finding.Finding {
	panic("to be written")
}
