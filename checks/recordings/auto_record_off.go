package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AutoRecordOff is the check recordings.auto-record-off.
var AutoRecordOff = check.Check{
	ID:          "recordings.auto-record-off",
	Title:       "Clinical sessions do not record automatically",
	Severity:    check.High,
	SeverityWhy: "Recording without a decision and consent creates PHI nobody asked for.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Establish a written policy on whether patient visits may be recorded … Obtain patient consent before recording'",
	Why:         "Automatic recording starts before consent can be asked.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.316(a)"},
	NIST:        []string{"CM-7", "AC-21"},
	Resource:    "meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "false, or true where policy_allows_auto_record is set with a valid written-policy attestation.",
		Fail:          "true otherwise.",
		Warn:          "true on a series with only internal invitees.",
		NotApplicable: "no meetings in scope.",
		Unknown:       "field absent.",
	},
	Traps: []string{
		"Some generic baselines (CIS Zoom 1.2.4) ask for automatic recording ON; for clinical visits the seed wants a decision first. Do not import that rule.",
		"Webinars and trainings may auto-record rightly: PHI scope.",
	},
	Remedy: "Meeting ▸ Advanced ▸ Record automatically off; site option 'automatically record all meetings' off. API: PATCH /meetings/{meetingId} enabledAutoRecordMeeting=false.",
	Params: []check.Param{
		{Name: "policy_allows_auto_record", Default: false},
	},
	Scans:      []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName},
	Statements: []check.Statement{policyStatement},
	Fields:     []string{"meetings.meetings", "meetings.meetings.auto_record"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        autoRecordOff,
}

func autoRecordOff(in *check.Input) []finding.Finding {
	fs := check.UnreadMeetings(in)
	meetings := 0
	for _, h := range in.Meetings.Items {
		meetings += len(h.Meetings)
		for _, m := range h.Meetings {
			fs = append(fs, autoRecorded(m, h.Host, in))
		}
	}
	if len(fs) == 0 && meetings == 0 && in.Hosts.Missing() == nil && in.Meetings.Missing() == nil {
		fs = append(fs, check.NotApplicable(check.OrganizationResource(), "no meeting is planned", check.Evidence(in.Meetings.Source, "items", 0)))
	}
	return fs
}

// autoRecorded judges one meeting. Leave to record by itself rests on a written
// policy that somebody attests; without it, meetings among staff only warn.
func autoRecorded(m snapshot.Meeting, host string, in *check.Input) finding.Finding {
	src, r := in.Meetings.Source, check.MeetingResource(m, host)
	ev := check.Evidence(src, "enabledAutoRecordMeeting", m.AutoRecord.Any())
	internal := amongStaff(m.Invitees)
	switch {
	case m.AutoRecord == snapshot.Unknown:
		return check.Absent(r, src, "enabledAutoRecordMeeting")
	case m.AutoRecord == snapshot.No:
		return check.Pass(r, fmt.Sprintf("a meeting of %s does not record by itself", host), ev)
	case in.Params.Bool("policy_allows_auto_record"):
		return check.Beside(in.Attest(r, policyStatement, "", policyAge, func(a check.Attestation) finding.Finding {
			if a.Answer == "prohibited" {
				return check.Fail(r, fmt.Sprintf("a meeting of %s records by itself, although the policy prohibits recording, as attested", host))
			}
			return check.Pass(r, fmt.Sprintf("a meeting of %s records by itself, which the written policy permits, as attested", host))
		}), fmt.Sprintf("a meeting of %s records by itself, and no written policy that allows it is attested", host), ev)
	case internal == snapshot.No:
		return check.Fail(r, fmt.Sprintf("a meeting of %s records by itself, before anybody can be asked for consent", host), ev)
	case internal == snapshot.Yes:
		return check.Warn(r, fmt.Sprintf("a meeting of %s among staff records by itself", host), ev, check.Evidence(src, "invitees", len(m.Invitees.People)))
	default:
		return inviteesUnread(r, src, m.Invitees, fmt.Sprintf("a meeting of %s records by itself, and whether only staff is invited was not learnt", host), ev)
	}
}

func inviteesUnread(r finding.Resource, src snapshot.Source, i *snapshot.Invitees, msg string, ev finding.Evidence) finding.Finding {
	if i != nil && i.Gap != nil {
		return check.Unknown(r, i.Gap.Reason, msg+": "+i.Gap.Detail, ev)
	}
	return check.Unknown(r, snapshot.FieldAbsent, msg, ev)
}
