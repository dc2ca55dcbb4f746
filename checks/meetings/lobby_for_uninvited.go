package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LobbyForUninvited is the check meetings.lobby-for-uninvited.
var LobbyForUninvited = check.Check{
	ID:          "meetings.lobby-for-uninvited",
	Title:       "People who are not on the invitation wait in the lobby or are blocked",
	Severity:    check.Critical,
	SeverityWhy: "allowJoin on a clinical session means that anyone holding the link or number is inside without being admitted by a human.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Enable waiting rooms on all patient-facing Webex sessions to control when patients join'",
	Why:         "The lobby is Webex's waiting room. Without it a forwarded link puts another patient, a relative or a stranger straight into the encounter.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "IA-8", "SC-15"},
	Resource:    "meeting series and every modified occurrence (isModified=true) in PHI scope",
	Logic: check.Logic{
		Pass:          "unlockedMeetingJoinSecurity in allowed.",
		Fail:          "value allowJoin, or a value that the policy does not allow.",
		Warn:          "value blockFromJoin on a meeting that has an external invitee with no Webex account (patients could be locked out — availability, not confidentiality). Series that are over and lie outside the sample (the newest 20 of each host) cap a pass here, with the sampled share printed.",
		NotApplicable: "no meetings in PHI scope in the window; Personal Room meetings.",
		Unknown:       "field absent, list truncated, host or the series of a past meeting not readable, or the invitees of a blocked meeting not readable.",
	},
	Traps: []string{
		"Ended instances never carry the value (Cisco attribute-availability table): read the series or the scheduled meeting, not the instance.",
		"Meetings that are over are judged by the series they belonged to, a single meeting being a series too, as its settings are now: GET /admin/meetings/{meetingId}. A series that was deleted since cannot be judged.",
		"Signed-in users of the own organisation always pass the lobby of an unlocked meeting (Cisco help nk4o0ym): the lobby does not keep other staff out — that is what meetings.auto-lock is for.",
		"'Not on the invite' includes an invited patient who is not signed in: the lobby will hold them. That is wanted, not a false alarm.",
		"This says nothing about Personal Rooms: their admission rule is a site setting that has no API (links.pmr-site-policy).",
		"Cisco documents three participant classes (internal, verified external, unverified) set separately in the site UI; the meeting API only exposes one value.",
		"With lookback_days or lookahead_days at 0 it looks one way only.",
	},
	Remedy: "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Security ▸ 'When a meeting is unlocked' = guests wait in the lobby. Per meeting: Schedule ▸ Advanced ▸ Unlocked meetings. API: PATCH /meetings/{meetingId} unlockedMeetingJoinSecurity=allowJoinWithLobby.",
	Params: []check.Param{
		{Name: "lookahead_days", Default: 30},
		{Name: "lookback_days", Default: 30},
		{Name: "allowed", Default: []string{"allowJoinWithLobby", "blockFromJoin"}},
	},
	Scans: []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName, snapshot.EndedMeetingsName, snapshot.PastSeriesName},
	Fields: []string{
		"meetings.meetings.start",
		"meetings.meetings.scheduled_type",
		"meetings.meetings.unlocked_join",
		"ended_meetings.start",
		"ended_meetings.series_id",
		"past_series.series_id",
		"past_series.meeting",
		"past_series.meeting.scheduled_type",
		"past_series.meeting.unlocked_join",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       lobbyForUninvited,
}

func lobbyForUninvited(in *check.Input) []finding.Finding {
	back, forth := in.Params.Int("lookback_days"), in.Params.Int("lookahead_days")
	allowed := in.Params.Strings("allowed")
	fs := check.BeyondBoth(back, sampledDays, forth, check.MeetingsAhead)
	judge := func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgeLobby(m, subject, r, src, allowed)
	}
	window := check.Days(in.Now, back, forth)
	fs = append(fs, eachPastSeries(in, check.Days(in.Now, back, 0), window, judge)...)
	return append(fs, eachMeeting(in, window, judge)...)
}
