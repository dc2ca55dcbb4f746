package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Unlisted is the check meetings.unlisted.
var Unlisted = check.Check{
	ID:          "meetings.unlisted",
	Title:       "Meetings are unlisted by default",
	Severity:    check.Medium,
	SeverityWhy: "A listed title such as 'Visit — J. Smith 14:00' is itself name + appointment date (PHI per the seed's own table).",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed + good practice",
	Seed:        "003 — table: 'Depends: name + appointment date = PHI'",
	Why:         "The site's public calendar would publish who is being seen and when.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "AC-22"},
	Resource:    "site; meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "unlistAllMeetings = true and no publicMeeting = true in scope.",
		Fail:          "any PHI-scope meeting with publicMeeting = true.",
		Warn:          "unlistAllMeetings = false with no public PHI meeting found.",
		NotApplicable: "never.",
		Unknown:       "fields absent.",
	},
	Traps: []string{
		"publicMeeting is also legitimate for health-education events; use PHI scope or an exception, not a global fail.",
		"Titles may contain PHI: evidence must show the meeting id, not the title.",
	},
	Remedy:  "Site ▸ Security ▸ 'All meetings must be unlisted'. API: PATCH commonSettings securityOptions.unlistAllMeetings=true; PATCH /meetings/{meetingId} publicMeeting=false.",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     unlisted,
}

func unlisted(in *check.Input) []finding.Finding {
	panic("to be written")
}
