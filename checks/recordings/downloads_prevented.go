package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DownloadsPrevented is the check recordings.downloads-prevented.
var DownloadsPrevented = check.Check{
	ID:          "recordings.downloads-prevented",
	Title:       "Cloud recordings cannot be downloaded",
	Severity:    check.High,
	SeverityWhy: "A downloaded file leaves every control (access list, retention, disposal, log) behind.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Should be access-controlled to limit who can play, download, or share recordings'; 'Configure Webex recording access controls before sessions begin'",
	Why:         "Downloaded encounters end up on laptops and phones that may not be encrypted or wiped.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.310(d)(1)"},
	NIST:        []string{"AC-3", "MP-4", "SC-7(10)"},
	Resource:    "recording (roll-up per host and site)",
	Logic: check.Logic{
		Pass:          "downloadUrl absent while playbackUrl is present, for all recordings read.",
		Fail:          "downloadUrl present on a PHI-scope recording.",
		Warn:          "downloadUrl present, host on allow_download_hosts; or window shorter than the oldest recording (partial).",
		NotApplicable: "no recordings and recording is attested as disabled.",
		Unknown:       "list denied; token is a compliance officer (see traps); playbackUrl also missing.",
	},
	Traps: []string{
		"A compliance officer gets temporaryDirectDownloadLinks from the detail call even when downloads are prevented: run this check with an ADMIN token only, and never infer from temporaryDirectDownloadLinks.",
		"Windows of at most 30 days per call: a year is 13 calls per site.",
		"The URL carries an RCID token: keep only present/absent.",
		"Whether the site switch also changes existing recordings is not documented where we looked: judge each recording, not the switch.",
	},
	Remedy: "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Recording/Site options ▸ Prevent downloading; single recordings: edit ▸ Prevent downloading. No public write API.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 365},
		{Name: "allow_download_hosts", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     downloadsPrevented,
}

func downloadsPrevented(in *check.Input) []finding.Finding {
	panic("to be written")
}
