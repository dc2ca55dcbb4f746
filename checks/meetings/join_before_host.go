package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// JoinBeforeHost is the check meetings.join-before-host.
var JoinBeforeHost = check.Check{
	ID:          "meetings.join-before-host",
	Title:       "Hosts and scheduled meetings do not allow join before host",
	Severity:    check.High,
	SeverityWhy: "This is the effective value for the visit; the site default does not matter if the host overrides it.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Enable waiting rooms on all patient-facing Webex sessions to control when patients join'",
	Why:         "Same exposure as the site default, at the level where it really happens.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)"},
	NIST:        []string{"AC-3", "SC-15"},
	Resource:    "host (preference) and meeting series / scheduled meeting in PHI scope, start within lookahead_days",
	Logic: check.Logic{
		Pass:          "enabledJoinBeforeHost = false. Or, only when the operator set max_early_minutes > 0, the meeting opens at most that many minutes early and its unlockedMeetingJoinSecurity is not allowJoin (early joiners still wait in the lobby).",
		Fail:          "a meeting in PHI scope has enabledJoinBeforeHost = true with joinBeforeHostMinutes > max_early_minutes, or within max_early_minutes but with unlockedMeetingJoinSecurity = allowJoin.",
		Warn:          "enabledJoinBeforeHost = true with joinBeforeHostMinutes = 0 and max_early_minutes = 0 (opens at start time without the host); only the host's preference is true (no such meeting seen yet); or enableConnectAudioBeforeHost = true on a meeting that otherwise passes.",
		NotApplicable: "host has no Meetings licence; a host without a meeting in the window is judged by the preference alone.",
		Unknown:       "preference or meeting list unreadable for the host; field absent.",
	},
	Traps: []string{
		"With hostEmail the API also returns meetings where that user is only an invitee: keep rows whose hostEmail equals the user, and de-duplicate by id.",
		"enabledJoinBeforeHost with joinBeforeHostMinutes = 0 has no effect before the start time, but at start time the room opens without the host: it is the WARN above, never a pass.",
		"Webinars (scheduledType=webinar) use panelist rules; evaluate but label.",
	},
	Remedy: "Webex site ▸ Preferences ▸ Scheduling; or edit the meeting. API: PUT /meetingPreferences/schedulingOptions, PATCH /meetings/{meetingId}.",
	Params: []check.Param{
		{Name: "lookahead_days", Default: 30},
		{Name: "max_early_minutes", Default: 0},
	},
	Scans: []snapshot.Name{snapshot.HostsName, snapshot.SchedulingName, snapshot.MeetingsName},
	Fields: []string{
		"scheduling_preferences.join_before_host",
		"meetings.meetings.start",
		"meetings.meetings.join_before_host",
		"meetings.meetings.audio_before_host",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       joinBeforeHost,
}

// joinBeforeHost answers for hosts and for meetings; a host without meetings
// still has a preference, so the check as a whole always applies.
func joinBeforeHost(in *check.Input) []finding.Finding {
	days := in.Params.Int("lookahead_days")
	fs := check.Beyond("lookahead_days", days, check.MeetingsAhead)
	fs = append(fs, joinPreferences(in)...)
	early := in.Params.Int("max_early_minutes")
	return append(fs, eachMeeting(in, check.Days(in.Now, 0, days), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		return joinMeeting(m, subject, r, src, early)
	})...)
}
