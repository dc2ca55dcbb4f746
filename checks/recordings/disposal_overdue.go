package recordings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DisposalOverdue is the check recordings.disposal-overdue.
var DisposalOverdue = check.Check{
	ID:          "recordings.disposal-overdue",
	Title:       "Recordings past their retention date are disposed of",
	Severity:    check.Medium,
	SeverityWhy: "Over-retention enlarges any breach; no immediate exposure.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (disposal procedure)",
	Seed:        "003 — 'dispose of securely after the retention period'",
	Why:         "The seed asks for both ends - keep six years, then dispose.",
	Controls:    []hipaa.Citation{"164.310(d)(2)(i)", "164.316(b)(2)(i)"},
	NIST:        []string{"MP-6", "SI-12"},
	Resource:    "recording",
	Logic: check.Logic{
		Pass:          "none older than keep_years + grace_days, no bin item older than 30 days.",
		Fail:          "none (policy choice) unless disposal_is_strict=true.",
		Warn:          "recordings older than the limit and not on hold.",
		NotApplicable: "organisation younger than six years (organizations.created) or no recordings.",
		Unknown:       "old windows unreadable.",
	},
	Traps: []string{
		"State law can demand longer keeping (minors, malpractice): the limit is a parameter and a hold list exists.",
		"Legal hold suspends disposal rightly.",
		"Cisco purges backups after 30 days; 'purged' in the API is the evidence of disposal, keep its list as the disposal record.",
	},
	Remedy: "Delete and purge under the disposal procedure; API (write): DELETE /recordings/{recordingId}, POST /recordings/purge. Record who, what, when.",
	Params: []check.Param{
		{Name: "keep_years", Default: 6},
		{Name: "grace_days", Default: 60},
		{Name: "legal_hold_ids", Default: []string{}},
		{Name: "disposal_is_strict", Default: false},
	},
	Needs:     []snapshot.Name{snapshot.OrganizationName},
	Scans:     []snapshot.Name{snapshot.OldRecordingsName, snapshot.DeletedRecordingsName},
	Fields:    []string{"organization.created", "old_recordings.recorded"},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       disposalOverdue,
}

// Webex does not say when a recording went into the recycle bin, so that its
// thirty days there cannot be counted: one in the bin is judged like any other,
// by the day it was recorded.
func disposalOverdue(in *check.Input) []finding.Finding {
	org, years, grace := in.Organization.Value, in.Params.Int("keep_years"), in.Params.Int("grace_days")
	r, src := check.OrganizationResource(), in.Organization.Source
	fs := append(overdue(in, in.OldRecordings), overdue(in, in.DeletedRecordings)...)
	if org.Created.IsZero() {
		return append(fs, check.Absent(r, src, "created"))
	}
	created := check.Evidence(src, "created", org.Created.Format(time.DateOnly))
	if len(fs) == 0 && org.Created.AddDate(years, 0, 0).After(in.Now) {
		return []finding.Finding{check.NotApplicable(r, fmt.Sprintf("the organisation is younger than %s, so that no recording is past its date", check.Count(years, "year")), created)}
	}
	if len(fs) == 0 && in.OldRecordings.Missing() == nil && in.DeletedRecordings.Missing() == nil {
		fs = append(fs, check.Pass(r, fmt.Sprintf("no recording is older than %s and %s", check.Count(years, "year"), check.Count(grace, "day")), created))
	}
	return append(fs, oldUnread(in)...)
}

// oldUnread has an unknown finding when old recordings were not looked for as
// far back as the organisation goes, or only beyond a longer time than asked.
func oldUnread(in *check.Input) []finding.Finding {
	if in.OldRecordings.Items == nil {
		return nil // the engine says so
	}
	src := in.OldRecordings.Source
	r := finding.Resource{Type: "look_back", ID: string(snapshot.OldRecordingsName), Name: "old recordings"}
	switch {
	case in.Params.Int("keep_years") < collectedYears:
		return []finding.Finding{check.Unknown(r, snapshot.Truncated, fmt.Sprintf("keep_years is %d, but old recordings are listed only from an age of %d years on",
			in.Params.Int("keep_years"), collectedYears))}
	case src.Since.IsZero():
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, "it is not known how far back the old recordings were listed")}
	case src.Since.After(in.Organization.Value.Created):
		return []finding.Finding{check.Unknown(r, snapshot.Truncated, "old recordings were listed only "+since(src)+", and the organisation is older")}
	}
	return nil
}
