package recordings

import (
	"fmt"

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
	Scans:   []snapshot.Name{snapshot.HostsName, snapshot.SchedulingName},
	Fields:  []string{"scheduling_preferences.auto_share_recording"},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Unknown, finding.NotApplicable},
	Run:     autoShareOff,
}

func autoShareOff(in *check.Input) []finding.Finding {
	src := in.Scheduling.Source
	seats := map[string]bool{}
	var fs []finding.Finding
	for _, p := range in.Scheduling.Items {
		seats[p.PersonID+"@"+p.Site] = true
		r := check.HostResource(p.PersonID, p.Host, p.Site)
		ev := []finding.Evidence{
			check.Evidence(src, "enabledAutoShareRecording", p.AutoShareRecording.Any()),
			check.Evidence(src, "delegateEmails", p.Delegates.Any()), // how many
		}
		switch {
		case p.AutoShareRecording == snapshot.Yes:
			fs = append(fs, check.Fail(r, fmt.Sprintf("new recordings of %s on %s go to all invitees by themselves", p.Host, p.Site), ev...))
		case p.Gap != nil:
			fs = append(fs, check.Unread(r, src, p.Gap))
		case p.AutoShareRecording == snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "enabledAutoShareRecording"))
		default:
			fs = append(fs, check.Pass(r, fmt.Sprintf("recordings of %s on %s are not sent to invitees by themselves", p.Host, p.Site), ev...))
		}
	}
	fs = append(fs, check.UnreadHostSites(in, "scheduling preferences", func(personID, site string) bool { return seats[personID+"@"+site] })...)
	if len(fs) == 0 && in.Hosts.Missing() == nil && in.Scheduling.Missing() == nil {
		fs = append(fs, check.NotApplicable(check.OrganizationResource(), "nobody has a licence to host meetings", check.Evidence(in.Hosts.Source, "licenses", 0)))
	}
	return fs
}
