package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// UninvitedParticipants is the check meetings.uninvited-participants.
var UninvitedParticipants = check.Check{
	ID:          "meetings.uninvited-participants",
	Title:       "Nobody uninvited and unidentified was admitted to clinical sessions",
	Severity:    check.High,
	SeverityWhy: "Shows whether the controls above work in practice; each hit is a possible impermissible disclosure to look into.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "rule-required (activity review) + beyond seeds",
	Seed:        "beyond seeds (supports 003 'Meeting Access Controls')",
	Why:         "Settings can be right and hosts still admit the wrong person. Attendance data is the access report the Security Rule asks to be reviewed.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(D)", "164.312(b)", "164.312(d)"},
	NIST:        []string{"AU-6", "SI-4", "IA-8"},
	Resource:    "ended meeting instance in PHI scope",
	Logic: check.Logic{
		Pass:          "every participant who joined is host, internal, or invitee = true / invited = true.",
		Fail:          "≥1 joined participant with invitee = false, external or no e-mail, in an instance that an external invitee joined as well.",
		Warn:          "such participants and no external invitee who joined (one of them is likely the patient; somebody who comes back counts once); invitee = false but internal; or PSTN joiner (audioType = pstn, no e-mail) — identity cannot be established from data. Sampling less than 100 % caps a pass here, with the sampled share printed.",
		NotApplicable: "no ended meetings in scope in the window; webinars, for which people register.",
		Unknown:       "participants or scheduledType unreadable; fewer sampled than sample_per_host asks for.",
	},
	Traps: []string{
		"Patients join as guests under any name and often without the invited e-mail: match on invitee flag first, then on a single-outsider rule (exactly one external invitee and one unknown guest → treat as the patient, WARN not FAIL).",
		"Interpreters and relatives are commonly uninvited but legitimate: operator exception list by domain.",
		"state=lobby means they waited and never got in: not a finding.",
		"joinedTime 1970-01-01 means still open/unknown.",
		"Data is PHI: store keyed hashes of e-mail/name, never the text.",
		"meetingReports data reaches back 90 days only; list of ended instances is capped at 10 000 per query — slice by day.",
	},
	Remedy: "Teach hosts to verify identity before admitting; enable the lobby (meetings.lobby-for-uninvited); require the password for phone and video systems: Control Hub ▸ Sites ▸ (site) ▸ Settings ▸ Site options ▸ 'require a password when joining by phone / from a video conferencing system'. Assess confirmed hits under the breach procedure (45 CFR 164.402).",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "sample_per_host", Default: 20},
		{Name: "phone_join_is", Default: "warn"},
	},
	Scans: []snapshot.Name{snapshot.EndedMeetingsName},
	Fields: []string{
		"ended_meetings.start",
		"ended_meetings.scheduled_type",
		"ended_meetings.participants.people.invited",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       uninvitedParticipants,
}

func uninvitedParticipants(in *check.Input) []finding.Finding {
	days := in.Params.Int("lookback_days")
	fs := check.Beyond("lookback_days", days, sampledDays)
	phone, ok := phoneAnswer(in.Params.String("phone_join_is"))
	if !ok {
		fs = append(fs, check.Unknown(check.SettingResource("phone_join_is"), snapshot.Error,
			"phone_join_is is neither pass, warn nor fail"))
	}
	src, window, sample := in.EndedMeetings.Source, check.Days(in.Now, days, 0), newSample()
	for _, m := range in.EndedMeetings.Items {
		r := check.MeetingResource(snapshot.Meeting{ID: m.ID, Start: m.Start}, m.Host)
		switch window.Holds(m.Start) {
		case snapshot.No:
			continue
		case snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "start"))
			continue
		}
		sample.add(m)
		if m.Participants != nil || m.ScheduledType == webinar || m.ScheduledType == "" {
			fs = append(fs, judgeAttendance(m, r, src, phone))
		}
	}
	fs = append(fs, sample.findings(src, in.Params.Int("sample_per_host"))...)
	if len(fs) == 0 {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(),
			fmt.Sprintf("no meeting ended in the last %s", check.Count(days, "day")))}
	}
	return fs
}
