package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// UnexpectedAccess is the check recordings.unexpected-access.
var UnexpectedAccess = check.Check{
	ID:          "recordings.unexpected-access",
	Title:       "Only authorised staff viewed or downloaded recordings",
	Severity:    check.Critical,
	SeverityWhy: "A viewer outside the organisation is a disclosure that has already happened.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "rule-required (activity review) + seed",
	Seed:        "003 — 'Restrict access to recordings to authorized staff'; 'limit who can play, download, or share recordings'",
	Why:         "The Webex recording report is an access report in the sense of 164.308(a)(1)(ii)(D); reading it regularly is the safeguard.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(D)", "164.312(b)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AU-6", "SI-4", "AC-3"},
	Resource:    "recording (roll-up per viewer)",
	Logic: check.Logic{
		Pass:          "every accessor is the host, an invitee-less internal user allowed by policy, or in authorised_viewers; no external.",
		Fail:          "any access with an e-mail outside internal_domains and not in authorised_viewers; or any download by someone not in authorised_viewers when that list is set.",
		Warn:          "internal accessor not on the list (list set); a person with > max_downloads_per_person downloads; access with empty e-mail (anonymous link playback); more views or downloads than Webex names people.",
		NotApplicable: "no recordings in the window.",
		Unknown:       "report denied; summary shows counts > 0 but detail is denied; window cut at 365 days is stated, not hidden.",
	},
	Traps: []string{
		"The patient may be entitled to view their own recording (right of access): allow by recording, not by domain.",
		"Report documents say 'hosted by or shared with the authenticated user'; hostEmail=all needs admin scope - without it an empty list is UNKNOWN, not clean.",
		"Playback through a bare link may carry no e-mail (not documented): treat an empty e-mail as anonymous → WARN.",
		"An old recording can be opened today: the report is of recordings made in the last year, whatever lookback_days says of when they were opened; older ones it does not show.",
		"A compliance officer's own review shows up as access: exclude the auditor's service identity only, not the role.",
	},
	Remedy: "Remove the share: Webex site ▸ Recordings ▸ Share ▸ remove (API: POST /recordings/{recordingId}/accessList removeEmails). Start the incident procedure for confirmed outside access.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "authorised_viewers", Default: []string{}},
		{Name: "internal_domains", Default: []string{}},
		{Name: "max_downloads_per_person", Default: 10},
	},
	Scans: []snapshot.Name{snapshot.RecordingAccessName},
	Fields: []string{
		"recording_access.views",
		"recording_access.downloads",
		"recording_access.accesses",
		"recording_access.accesses.viewer.kind",
		"recording_access.accesses.viewed",
		"recording_access.accesses.downloaded",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       unexpectedAccess,
}

// A report that leaves out recordings which exist is no whole section, so that
// an empty one says that nothing was recorded. The auditor's own identity needs
// no exception: this tool opens no recording, so that an access under its name
// is a person's.
func unexpectedAccess(in *check.Input) []finding.Finding {
	src, rules := in.RecordingAccess.Source, rulesOf(in)
	if in.RecordingAccess.Missing() == nil && len(in.RecordingAccess.Items) == 0 {
		return append(reaches(in, snapshot.RecordingAccessName),
			check.NotApplicable(check.OrganizationResource(), "the access report names no recording "+since(src), check.Evidence(src, "items", 0)))
	}
	var fs []finding.Finding
	for _, rec := range in.RecordingAccess.Items {
		fs = append(fs, rules.recording(in, rec))
	}
	fs = append(fs, downloaders(in)...)
	if len(in.RecordingAccess.Items) > 0 && !src.Since.IsZero() {
		fs = append(fs, check.NotApplicable(olderRecordings,
			"Webex's access report is of recordings made "+since(src)+": who opens older ones it does not show", check.Evidence(src, "items", len(in.RecordingAccess.Items))))
	}
	return append(fs, reaches(in, snapshot.RecordingAccessName)...)
}
