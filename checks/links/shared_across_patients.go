package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SharedAcrossPatients is the check links.shared-across-patients.
var SharedAcrossPatients = check.Check{
	ID:          "links.shared-across-patients",
	Title:       "One link or series does not serve different patients",
	Severity:    check.High,
	SeverityWhy: "Two patients holding the same live link is the concrete harm behind 'unique links'.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Use unique meeting links per patient session'",
	Why:         "Re-using a scheduled or recurring meeting for a list of patients is a Personal Room by another name.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "IA-8"},
	Resource:    "link = (siteUrl, meetingSeriesId) or (siteUrl, hostEmail, meetingNumber)",
	Logic: check.Logic{
		Pass:          "fewer than two ended instances, or the external participant sets of all instances are the same, or every two of them overlap and hold fewer than group_visit_min_external people in all (same patient/family every time).",
		Fail:          "≥ min_disjoint_pairs pairs of instances whose external sets are non-empty, identified by e-mail, and have no member in common.",
		Warn:          "disjoint only by display name (no e-mails; names such as Guest or iPhone are nobody's), or in fewer than min_disjoint_pairs pairs; or every two sets overlap, but the people are too many for a family (one interpreter with different patients); or series invitee list holds ≥2 unrelated external addresses although sessions so far had one; or meeting tied to a space (roomId set) with externals; or sessions left out of the participants sample.",
		NotApplicable: "internal-only links; webinars; instances with ≥ group_visit_min_external externals in every session (group visit/training) → report as INFO.",
		Unknown:       "participants of any session unreadable, unless the others fail already.",
	},
	Traps: []string{
		"One patient with two e-mail addresses, or phone one week and app the next, looks like two people: need e-mail on both sides, otherwise WARN.",
		"Interpreters, caregivers and outside clinicians recur: partner_domains and overlap logic handle them; the overlap must not come only from a partner domain.",
		"Group therapy legitimately shares one link. Webex lists somebody who comes back once more, so that callers and guests with a common name count as one towards a group.",
		"Ad-hoc instances created with a roomId belong to a space; the space link is persistent for its members.",
		"Work with keyed hashes; never print the participant list.",
	},
	Remedy: "Schedule one meeting per visit (or create through the EHR integration); delete the shared series. API: POST /meetings per visit, DELETE /meetings/{meetingId} (write).",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "min_disjoint_pairs", Default: 1},
		{Name: "group_visit_min_external", Default: 4},
		{Name: "partner_domains", Default: []string{}},
	},
	Scans: []snapshot.Name{snapshot.EndedMeetingsName, snapshot.UsageName, snapshot.MeetingsName},
	Fields: []string{
		"ended_meetings.series_id",
		"ended_meetings.start",
		"ended_meetings.participants",
		"ended_meetings.participants.people",
		"ended_meetings.participants.people.key",
		"ended_meetings.participants.people.joined",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       sharedAcrossPatients,
}

func sharedAcrossPatients(in *check.Input) []finding.Finding {
	days := in.Params.Int("lookback_days")
	rule := rules{
		pairs:    in.Params.Int("min_disjoint_pairs"),
		group:    in.Params.Int("group_visit_min_external"),
		partners: in.Params.Strings("partner_domains"),
	}
	fs := check.Beyond("lookback_days", days, check.EndedBack)
	if rule.group < 2 {
		return append(fs, check.Unknown(check.SettingResource("group_visit_min_external"), snapshot.Error,
			fmt.Sprintf("group_visit_min_external is %d, with which every visit of one patient would be a group's", rule.group)))
	}
	fs = append(fs, unreadLinks(in)...)
	all := invitations(in, rule.partners)
	for _, l := range linksOf(in, check.Days(in.Now, days, 0)) {
		fs = append(fs, judgeLink(*l, invitationTo(*l, all), in.EndedMeetings.Source, rule))
	}
	if len(fs) == 0 {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), fmt.Sprintf("no meeting ended in the last %s", check.Count(days, "day")))}
	}
	return fs
}
