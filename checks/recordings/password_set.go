package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PasswordSet is the check recordings.password-set.
var PasswordSet = check.Check{
	ID:          "recordings.password-set",
	Title:       "Recordings are password protected or restricted to signed-in viewers",
	Severity:    check.High,
	SeverityWhy: "A bare playback link can be forwarded to anyone.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed + good practice",
	Seed:        "003 — 'Restrict access to recordings to authorized staff'",
	Why:         "Recording links are mailed around; the password (or sign-in rule) is the only gate for a person outside the access list.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)"},
	NIST:        []string{"AC-3", "IA-2"},
	Resource:    "recording",
	Logic: check.Logic{
		Pass:          "password present (masked value counts).",
		Fail:          "password empty/absent in a detail response that is otherwise complete, and the site is not attested as sign-in-only.",
		Warn:          "sampled pass (<100 %).",
		NotApplicable: "no recordings.",
		Unknown:       "detail_reads=false, 403, or only /admin/recordings was readable (that list has no password field).",
	},
	Traps: []string{
		"The detail call also returns 3-hour direct download links and is itself an access to PHI; it is off by default and must be logged in the audit trail of the auditor.",
		"A site that forces sign-in to view needs no password; take the attestation into account before failing.",
		"Absence in /admin/recordings is meaningless - the schema has no password.",
	},
	Remedy: "Site ▸ Settings ▸ Recording ▸ enforce password on recordings / require sign-in to view. Per recording: edit ▸ password.",
	Params: []check.Param{
		{Name: "detail_reads", Default: false},
		{Name: "sample_per_host", Default: 25},
	},
	Scans:   []snapshot.Name{snapshot.RecordingsName},
	Answers: []finding.Status{finding.Unknown, finding.NotApplicable},
	Run:     passwordSet,
}

// The list of recordings has no password field, and the tool does not open
// single recordings: that answer also holds links to the file. So the only
// thing it can decide is that there is nothing to protect.
func passwordSet(in *check.Input) []finding.Finding {
	src, n := in.Recordings.Source, len(in.Recordings.Items)
	if n == 0 {
		if in.Recordings.Missing() != nil {
			return nil // the engine says so
		}
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "there is no recording "+since(src), check.Evidence(src, "items", 0))}
	}
	how := "whether they ask for one is shown on each recording in Webex, and under Settings ▸ Recording of the site in Control Hub"
	if in.Params.Bool("detail_reads") {
		how = "detail_reads is set, but this version does not make these reads; " + how
	}
	return []finding.Finding{check.Unknown(check.OrganizationResource(), snapshot.FieldAbsent,
		fmt.Sprintf("%s listed, and the list says nothing of passwords; %s", check.Count(n, "recording"), how),
		check.Evidence(src, "password", nil), check.Evidence(src, "items", n))}
}
