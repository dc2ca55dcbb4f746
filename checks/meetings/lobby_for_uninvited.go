package meetings

import (
	"fmt"
	"slices"

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
		Warn:          "value blockFromJoin on a meeting that has an external invitee with no Webex account (patients could be locked out — availability, not confidentiality).",
		NotApplicable: "no meetings in PHI scope in the window; Personal Room meetings.",
		Unknown:       "field absent (ended instances do not carry it), list truncated, host not readable, or the invitees of a blocked meeting not readable.",
	},
	Traps: []string{
		"Ended instances never carry the value (Cisco attribute-availability table): read the series or the scheduled meeting, not the instance.",
		"Meetings that are over show nothing any more: of the look-back, series that still run are judged, single meetings are not.",
		"Signed-in users of the own organisation always pass the lobby of an unlocked meeting (Cisco help nk4o0ym): the lobby does not keep other staff out — that is what meetings.auto-lock is for.",
		"'Not on the invite' includes an invited patient who is not signed in: the lobby will hold them. That is wanted, not a false alarm.",
		"This says nothing about Personal Rooms: their admission rule is a site setting that has no API (links.pmr-site-policy).",
		"Cisco documents three participant classes (internal, verified external, unverified) set separately in the site UI; the meeting API only exposes one value.",
	},
	Remedy: "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Security ▸ 'When a meeting is unlocked' = guests wait in the lobby. Per meeting: Schedule ▸ Advanced ▸ Unlocked meetings. API: PATCH /meetings/{meetingId} unlockedMeetingJoinSecurity=allowJoinWithLobby.",
	Params: []check.Param{
		{Name: "lookahead_days", Default: 30},
		{Name: "lookback_days", Default: 30},
		{Name: "allowed", Default: []string{"allowJoinWithLobby", "blockFromJoin"}},
	},
	Scans: []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName},
	Fields: []string{
		"meetings.meetings.start",
		"meetings.meetings.scheduled_type",
		"meetings.meetings.unlocked_join",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     lobbyForUninvited,
}

func lobbyForUninvited(in *check.Input) []finding.Finding {
	back, forth := in.Params.Int("lookback_days"), in.Params.Int("lookahead_days")
	allowed := in.Params.Strings("allowed")
	fs := check.Beyond("lookahead_days", forth, check.MeetingsAhead)
	return append(fs, eachMeeting(in, check.Days(in.Now, back, forth), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgeLobby(m, subject, r, src, allowed)
	})...)
}

func judgeLobby(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, allowed []string) finding.Finding {
	const field = "unlockedMeetingJoinSecurity"
	ev := check.Evidence(src, field, admission(m))
	switch {
	case m.ScheduledType == "":
		return check.Absent(r, src, "scheduledType")
	case m.ScheduledType == personalRoom:
		return check.NotApplicable(r, subject+" is let in by the site's rule for Personal Rooms (links.pmr-site-policy)",
			check.Evidence(src, "scheduledType", personalRoom))
	case m.UnlockedJoin == "":
		return check.Absent(r, src, field)
	case m.UnlockedJoin == allowJoin:
		return check.Fail(r, subject+" lets people who are not invited straight in", ev)
	case !admissionKnown(m.UnlockedJoin):
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("Webex gave a %s that is not documented for %s", field, subject), ev)
	case !slices.Contains(allowed, m.UnlockedJoin):
		return check.Fail(r, fmt.Sprintf("%s has %s %s, which the policy does not allow", subject, field, m.UnlockedJoin), ev)
	case m.UnlockedJoin == blockFromJoin:
		return blocked(m, subject, r, src, ev)
	default:
		return check.Pass(r, subject+" keeps people who are not invited in the lobby", ev)
	}
}

// blocked judges a meeting that nobody uninvited can join. Outsiders who sign
// in with another account than the invited one, or with none, are locked out.
func blocked(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, ev finding.Evidence) finding.Finding {
	switch {
	case m.Invitees == nil:
		return check.Unknown(r, snapshot.FieldAbsent, subject+" blocks people who are not invited, and who is invited was not read", ev)
	case m.Invitees.Gap != nil:
		return check.Unread(r, src, m.Invitees.Gap)
	case m.Invitees.People == nil:
		return check.Absent(r, src, "invitees")
	}
	outsiders, unsure := 0, false
	for _, p := range m.Invitees.People {
		if p.Kind == snapshot.Outsider || p.Kind == snapshot.Anonymous {
			outsiders++
		}
		unsure = unsure || p.Kind == ""
	}
	switch {
	case unsure:
		return check.Absent(r, src, "invitees.email")
	case outsiders > 0:
		return check.Warn(r, fmt.Sprintf("%s blocks people who are not invited, which can lock out %s without a Webex account", subject, check.Count(outsiders, "invited outsider")), ev)
	default:
		return check.Pass(r, subject+" blocks people who are not invited", ev)
	}
}
