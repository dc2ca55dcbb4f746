package meetings

import (
	"fmt"

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
	Scans: []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName},
	Fields: []string{
		"meetings.meetings.start",
		"meetings.meetings.scheduled_type",
		"meetings.meetings.auto_lock",
		"meetings.meetings.auto_lock_minutes",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       autoLock,
}

func autoLock(in *check.Input) []finding.Finding {
	limit := in.Params.Int("max_lock_minutes")
	return eachMeeting(in, ahead(in.Now), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgeLock(m, subject, r, src, limit)
	})
}

func judgeLock(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, limit int) finding.Finding {
	lock := check.Evidence(src, "enableAutomaticLock", m.AutoLock.Any())
	switch {
	case m.ScheduledType == "":
		return check.Absent(r, src, "scheduledType")
	case m.ScheduledType == webinar:
		return check.NotApplicable(r, subject+" does not lock like a meeting", check.Evidence(src, "scheduledType", webinar))
	case m.AutoLock == snapshot.Unknown:
		return check.Absent(r, src, lock.Field)
	case m.AutoLock == snapshot.No:
		return unlocked(m, subject, r, src, lock)
	}
	after := check.Evidence(src, "automaticLockMinutes", m.AutoLockMinutes.Any())
	minutes, known := m.AutoLockMinutes.Get()
	switch {
	case !known:
		return check.Absent(r, src, after.Field)
	case minutes > limit:
		return check.Warn(r, fmt.Sprintf("%s locks itself after %s, not within %d", subject, check.Count(minutes, "minute"), limit), lock, after)
	default:
		return check.Pass(r, fmt.Sprintf("%s locks itself after %s", subject, check.Count(minutes, "minute")), lock, after)
	}
}

// unlocked judges a meeting that never locks itself: the lobby may still hold
// people back.
func unlocked(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, lock finding.Evidence) finding.Finding {
	lobby := check.Evidence(src, "unlockedMeetingJoinSecurity", admission(m))
	switch {
	case m.UnlockedJoin == "":
		return check.Absent(r, src, lobby.Field)
	case m.UnlockedJoin == allowJoin:
		return check.Fail(r, subject+" never locks itself and has no lobby, so that nothing holds anyone back", lock, lobby)
	case !admissionKnown(m.UnlockedJoin):
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("%s never locks itself, and Webex gave a %s that is not documented", subject, lobby.Field), lock, lobby)
	default:
		return check.Warn(r, subject+" never locks itself; people who are not invited are held back, signed-in colleagues are not", lock, lobby)
	}
}
