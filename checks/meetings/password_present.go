package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PasswordPresent is the check meetings.password-present.
var PasswordPresent = check.Check{
	ID:          "meetings.password-present",
	Title:       "Every scheduled clinical meeting has a password",
	Severity:    check.High,
	SeverityWhy: "A password-less meeting is open to anyone who finds or guesses the number.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Meeting Access Controls'; 002 — 'password policies can be enforced'",
	Why:         "The link embeds the password; without one, the 9–11 digit number alone opens the encounter.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.312(a)(1)"},
	NIST:        []string{"IA-2", "AC-3"},
	Resource:    "meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "password non-empty and phoneAndVideoSystemPassword non-empty.",
		Fail:          "password empty for a meeting the token may see in full.",
		Warn:          "password set but phoneAndVideoSystemPassword empty while the site allows call-in.",
		NotApplicable: "ended instances (the fields do not apply), Personal Room meetings.",
		Unknown:       "password field absent — /admin/meetings hides it by design, and a token that is not privileged to view it also gets nothing; absence through /admin/meetings is never 'no password'.",
	},
	Traps: []string{
		"GET /admin/meetings deliberately hides agenda, hostKey, password, phoneAndVideoSystemPassword: using that endpoint for this check gives 100 % false failures.",
		"Never log, hash or store the value.",
	},
	Remedy:   "Re-save the meeting after enforcing the site policy. API: PATCH /meetings/{meetingId} password=…",
	Scans:    []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName},
	Consults: []snapshot.Name{snapshot.SiteSettingsName},
	Fields: []string{
		"meetings.meetings.start",
		"meetings.meetings.scheduled_type",
		"meetings.meetings.password_set",
		"meetings.meetings.phone_password_set",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       passwordPresent,
}

func passwordPresent(in *check.Input) []finding.Finding {
	callIn := map[string]snapshot.Tri{} // unknown for a site that was not read
	for _, s := range in.SiteSettings.Items {
		callIn[s.Site] = s.AllowCallIn
		if s.Gap != nil {
			callIn[s.Site] = snapshot.Unknown
		}
	}
	settings := in.SiteSettings.Source
	return eachMeeting(in, ahead(in.Now), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgePassword(m, subject, r, src, check.Evidence(settings, "telephonyConfig.allowCallIn", callIn[m.Site].Any()))
	})
}

// judgePassword looks at whether there are passwords; callIn says whether the
// site takes telephone calls.
func judgePassword(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, callIn finding.Evidence) finding.Finding {
	password := check.Evidence(src, "password", m.PasswordSet.Any())
	phone := check.Evidence(src, "phoneAndVideoSystemPassword", m.PhonePasswordSet.Any())
	switch {
	case m.ScheduledType == "":
		return check.Absent(r, src, "scheduledType")
	case m.ScheduledType == personalRoom:
		return check.NotApplicable(r, subject+" has no password of its own", check.Evidence(src, "scheduledType", personalRoom))
	case m.PasswordSet == snapshot.No:
		return check.Fail(r, subject+" has no password", password, phone)
	case m.PasswordSet == snapshot.Unknown:
		return check.Absent(r, src, password.Field)
	case m.PhonePasswordSet == snapshot.Unknown:
		return check.Absent(r, src, phone.Field)
	case m.PhonePasswordSet == snapshot.Yes:
		return check.Pass(r, subject+" has a password, also for telephones and video systems", password, phone)
	case callIn.Value == nil:
		return check.Unknown(r, snapshot.FieldAbsent,
			subject+" has no password for telephones, and it could not be read whether its site takes calls", password, phone, callIn)
	case callIn.Value == true:
		return check.Warn(r, subject+" has a password, but none for telephones, and its site takes calls", password, phone, callIn)
	default:
		return check.Pass(r, subject+" has a password, and its site takes no telephone calls", password, phone, callIn)
	}
}
