package audit

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LogRetention is the check audit.log-retention.
var LogRetention = check.Check{
	ID:          "audit.log-retention",
	Title:       "Audit records are exported before Webex forgets them",
	Severity:    check.Medium,
	SeverityWhy: "Webex answers for about a year; investigations look further back.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice; documentation rule for review records",
	Seed:        "001 — 'Retain Documentation for at Least Six Years'; 002 — 'meet HIPAA audit requirements'",
	Why:         "Truthful wording: 164.316(b)(2)(i) binds the documentation of policies, actions, activities and assessments (such as review records). It does not name raw logs; keeping exports is the practical way to support them.",
	Controls:    []hipaa.Citation{"164.312(b)", "164.316(b)(2)(i)"},
	NIST:        []string{"AU-4", "AU-11", "SI-12"},
	Resource:    "log source",
	Logic: check.Logic{
		Pass:          "valid attestation with retention ≥ min_export_years and last export within max_export_gap_days.",
		Fail:          "attested none.",
		Warn:          "shorter retention, stale export, or audit window shorter than 365 days.",
		NotApplicable: "none.",
		Unknown:       "no attestation.",
	},
	Traps: []string{
		"Admin and security audit calls return at most one year per request; Cisco's article for Webex Calling in India (nzm2w1m) says 13 months kept, searchable for one year; recording access report 365 days; meeting usage/attendee reports 90 days.",
		"CSV reports are blank outside North America.",
	},
	Remedy: "Schedule the export (this tool can write a signed snapshot per run) or connect a SIEM.",
	Params: []check.Param{
		{Name: "min_export_years", Default: 6},
		{Name: "max_export_gap_days", Default: 35},
	},
	Scans:      []snapshot.Name{snapshot.AuditReachName},
	Consults:   []snapshot.Name{snapshot.OrganizationName},
	TimeBased:  true,
	Statements: []check.Statement{logExport},
	Fields:     []string{"audit_reach.events", "audit_reach.oldest"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        logRetention,
}

var logExport = check.Statement{
	ID:      "audit.log-retention",
	Asks:    "Are the records of this log exported, and for how long are they kept?",
	Where:   "the SIEM or archive that takes the exports, and its last job",
	Answers: []string{"exported", "not-exported"},
	Per:     "log",
	Scopes:  logNames,
	Details: []check.Detail{
		{Name: "retention_years", Asks: "For how many years are the exports kept?", Kind: check.NumberDetail, Optional: true},
		{Name: "last_export", Asks: "When did the last export succeed?", Kind: check.DayDetail, Optional: true},
	},
}

func logRetention(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, name := range logNames {
		r := logResource(name)
		fs = append(fs, in.Attest(r, logExport, name, 0, func(a check.Attestation) finding.Finding { return exported(in, r, a) }))
	}
	return append(fs, reach(in)...)
}

func exported(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	years, kept := a.Int("retention_years")
	last, least, most := a.Day("last_export"), in.Params.Int("min_export_years"), in.Params.Int("max_export_gap_days")
	var faults check.Faults
	faults.Fail(a.Answer != "exported", "are attested not to be exported")
	faults.Warn(!kept, "have no period for which their exports are kept")
	faults.Warn(kept && years < least, fmt.Sprintf("are kept %s, less than the %d of min_export_years", check.Count(years, "year"), least))
	faults.Warn(last.IsZero() || last.After(in.Today), "have no date of the last export")
	faults.Warn(!last.IsZero() && in.Today.Since(last) > most, fmt.Sprintf("were last exported on %s, more than %s ago", last, check.Count(most, "day")))
	if faults.Any() {
		return faults.Finding(r, "the records of "+r.Name)
	}
	return check.Pass(r, fmt.Sprintf("the records of %s are attested to be exported, last on %s, and kept %s", r.Name, last, check.Count(years, "year")))
}

// oldestMonth is how many days after the beginning of the log the month ends by
// which its reach is judged, with a day to spare for clocks and leap years.
const oldestMonth = 37

// reach warns when Webex itself shows nothing of the oldest month that its log
// should hold: then exports must be more frequent than a year.
func reach(in *check.Input) []finding.Finding {
	r, src := check.SettingResource("admin_audit_window"), in.AuditReach.Source
	if in.AuditReach.Missing() != nil {
		return nil // the engine says so
	}
	events, known := in.AuditReach.Value.Events.Get()
	oldest, year := in.AuditReach.Value.Oldest, in.Now.AddDate(-1, 0, 0)
	ev := check.Evidence(src, "items", in.AuditReach.Value.Events.Any())
	switch org := in.Organization.Value; {
	case !known:
		return []finding.Finding{check.Absent(r, src, "items")}
	case events > 0 && oldest.IsZero():
		return []finding.Finding{check.Absent(r, src, "created")}
	case events > 0 && oldest.After(year.AddDate(0, 0, oldestMonth)):
		return []finding.Finding{check.Unknown(r, snapshot.Schema, "asked for the month a year ago, Webex answered with events of later", ev)}
	case events > 0:
		return []finding.Finding{check.Pass(r, "the admin audit log still answers for the month a year ago", ev)}
	case org == nil || org.Created.IsZero():
		return []finding.Finding{check.Absent(r, in.Organization.Source, "created")}
	case org.Created.After(year):
		return []finding.Finding{check.NotApplicable(r, "the organisation is younger than a year", ev)}
	default:
		return []finding.Finding{check.Warn(r, "the admin audit log shows no event of the month a year ago: nothing happened then, or Webex keeps less than a year", ev)}
	}
}
