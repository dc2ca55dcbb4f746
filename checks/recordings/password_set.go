package recordings

import (
	"fmt"
	"maps"
	"slices"

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
	Scans:      []snapshot.Name{snapshot.RecordingsName},
	Statements: []check.Statement{viewersStatement},
	Fields:     []string{"recordings.site"},
	Answers:    []finding.Status{finding.Pass, finding.Unknown, finding.NotApplicable},
	Run:        passwordSet,
}

// The list of recordings has no password field, and the tool does not open
// single recordings: that answer also holds links to the file. So it can only
// be decided by a site that asks everybody to sign in, which a person attests.
func passwordSet(in *check.Input) []finding.Finding {
	src, of := in.Recordings.Source, map[string]int{}
	for _, rec := range in.Recordings.Items {
		of[rec.Site]++
	}
	if len(of) == 0 {
		if in.Recordings.Missing() != nil {
			return nil // the engine says so
		}
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "there is no recording "+since(src), check.Evidence(src, "items", 0))}
	}
	var fs []finding.Finding
	for _, site := range slices.Sorted(maps.Keys(of)) {
		fs = append(fs, viewersOf(in, site, of[site]))
	}
	return fs
}

// viewersOf answers for the recordings of one site.
func viewersOf(in *check.Input, site string, n int) finding.Finding {
	src := in.Recordings.Source
	if site == "" {
		return check.Absent(check.OrganizationResource(), src, "siteUrl")
	}
	r := check.SiteResource(site)
	ev := check.Evidence(src, "items", n)
	how := "whether they ask for one is shown on each recording in Webex, and under Settings ▸ Recording of the site in Control Hub"
	if in.Params.Bool("detail_reads") {
		how = "detail_reads is set, but this version does not make these reads; " + how
	}
	silent := check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s listed on %s, and the list says nothing of passwords; %s", check.Count(n, "recording"), site, how),
		check.Evidence(src, "password", nil), ev)
	return in.OrAttested(silent, viewersStatement, site, 0, func(a check.Attestation) finding.Finding {
		if a.Answer != "sign_in_only" {
			return silent
		}
		return check.Pass(r, fmt.Sprintf("%s shows its %s only to people who have signed in, as attested", site, check.Count(n, "recording")), ev)
	})
}
