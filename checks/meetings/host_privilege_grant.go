package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// HostPrivilegeGrant is the check meetings.host-privilege-grant.
var HostPrivilegeGrant = check.Check{
	ID:          "meetings.host-privilege-grant",
	Title:       "Presenter, cohost and device rights are not handed out automatically",
	Severity:    check.Medium,
	SeverityWhy: "A patient or visitor with cohost rights can admit people, record, or remove the lobby.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "002 — 'strict access controls set to carefully control who has access' (extension)",
	Why:         "Host powers include admitting from the lobby and starting a recording; automatic grants defeat both controls.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(3)(ii)(A)"},
	NIST:        []string{"AC-3", "AC-6"},
	Resource:    "site; meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "all listed fields false.",
		Fail:          "allowAnyUserToBeCoHost = true on a PHI-scope meeting.",
		Warn:          "firstAttendeeAsPresenter, allowFirstUserToBeCoHost or allowAuthenticatedDevices = true.",
		NotApplicable: "no meetings in scope.",
		Unknown:       "fields absent / unreadable.",
	},
	Traps: []string{
		"allowFirst/AnyUserToBeCoHost only help people with a host account on the site: exposure is to colleagues, not patients — keep MEDIUM.",
		"allowAuthenticatedDevices is normal for staffed video rooms; accept by exception.",
	},
	Remedy:  "Meeting ▸ Advanced options ▸ Cohost. Site ▸ Security ▸ 'first attendee as presenter' off. API: PATCH commonSettings / PATCH /meetings/{meetingId}.",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     hostPrivilegeGrant,
}

func hostPrivilegeGrant(in *check.Input) []finding.Finding {
	panic("to be written")
}
