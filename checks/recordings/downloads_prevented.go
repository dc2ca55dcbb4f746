package recordings

import (
	"fmt"

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
		Warn:          "downloadUrl present, host on allow_download_hosts, or recorded before lookback_days; or recordings older than six years exist, so that what lies between was not read (partial).",
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
	Needs:      []snapshot.Name{snapshot.AuditorName, snapshot.RolesName},
	Scans:      []snapshot.Name{snapshot.RecordingsName, snapshot.OldRecordingsName},
	Consults:   []snapshot.Name{snapshot.DeletedRecordingsName},
	Statements: []check.Statement{recordingOffStatement},
	Fields:     []string{"auditor.roles", "roles.id", "roles.name", "recordings.download_offered"},
	TimeBased:  true,
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        downloadsPrevented,
}

// A token that may be a compliance officer's makes every link doubtful, so that
// the auditor and the roles are needed whole. Without any recording nothing
// shows how downloads are set, and only a person can say that recording is off.
func downloadsPrevented(in *check.Input) []finding.Finding {
	if doubt := complianceToken(in); doubt != nil {
		return doubt
	}
	src := in.Recordings.Source
	var judged, older, undated []snapshot.Recording
	for _, r := range in.Recordings.Items {
		switch recent(in, src, r.Recorded) {
		case snapshot.Yes:
			judged = append(judged, r)
		case snapshot.No:
			older = append(older, r)
		default:
			undated = append(undated, r)
		}
	}
	fs := append(undatedDownloads(src, undated), olderDownloads(in, older)...)
	if in.Recordings.Missing() == nil && len(judged)+len(undated) == 0 {
		fs = append(fs, noDownloads(in))
	}
	for _, o := range byOwner(judged) {
		fs = append(fs, downloadsOf(in, o))
	}
	return append(fs, reaches(in, snapshot.RecordingsName)...)
}

// downloadsOf judges each recording of a host and answers for all of them.
func downloadsOf(in *check.Input, o *owned) finding.Finding {
	src, list := in.Recordings.Source, in.Params.Strings("allow_download_hosts")
	var offered, allowed, perhaps, silent []snapshot.Recording
	for _, r := range o.items {
		switch {
		case r.DownloadOffered == snapshot.Unknown:
			silent = append(silent, r)
		case r.DownloadOffered == snapshot.No:
		case listed(list, r.Host):
			allowed = append(allowed, r)
		case r.Host == "" && len(list) > 0:
			perhaps = append(perhaps, r)
		default:
			offered = append(offered, r)
		}
	}
	of := func(rs []snapshot.Recording) string {
		return fmt.Sprintf("%d of %s of %s recorded %s", len(rs), check.Count(len(o.items), "recording"), o.name(), within(in, src))
	}
	present := func(rs []snapshot.Recording) []finding.Evidence {
		return append([]finding.Evidence{check.Evidence(src, "downloadUrl", "present")}, some(src, rs)...)
	}
	switch {
	case len(offered) > 0:
		return check.Fail(o.resource(), of(offered)+" can be downloaded", present(offered)...)
	case len(silent) > 0:
		return check.Unknown(o.resource(), snapshot.FieldAbsent, of(silent)+" came without links that tell whether it can be downloaded",
			append([]finding.Evidence{check.Evidence(src, "downloadUrl", nil), check.Evidence(src, "playbackUrl", nil)}, some(src, silent)...)...)
	case len(perhaps) > 0:
		return check.Unknown(o.resource(), snapshot.FieldAbsent, of(perhaps)+" can be downloaded, and without the host it is not known whether allow_download_hosts allows it", present(perhaps)...)
	case len(allowed) > 0:
		return check.Warn(o.resource(), of(allowed)+" can be downloaded, which allow_download_hosts allows", present(allowed)...)
	case o.nobody():
		return check.Absent(o.resource(), src, "hostEmail")
	default:
		return check.Pass(o.resource(), of(nil)+" can be downloaded", check.Evidence(src, "downloadUrl", "absent"),
			check.Evidence(src, "playbackUrl", "present"), check.Evidence(src, "items", len(o.items)))
	}
}
