package audit

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LogsReadable is the check audit.logs-readable.
var LogsReadable = check.Check{
	ID:          "audit.logs-readable",
	Title:       "Administrator and sign-in audit logs exist, are readable and not empty",
	Severity:    check.High,
	SeverityWhy: "Without them no activity review is possible at all.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Audit Controls 164.312(b) (R)'; 'Information System Activity Review (R)'",
	Why:         "Both the mechanism (164.312(b)) and the review (164.308(a)(1)(ii)(D)) are required.",
	Controls:    []hipaa.Citation{"164.312(b)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"AU-2", "AU-3", "AU-6"},
	Resource:    "log source (admin audit, security audit, recording report)",
	Logic: check.Logic{
		Pass:          "HTTP 200 and at least one event in the window.",
		Fail:          "none (a denied log is UNKNOWN, an empty one is WARN).",
		Warn:          "200 but zero events in lookback_days.",
		NotApplicable: "none.",
		Unknown:       "403/404.",
	},
	Traps: []string{
		"Security (sign-in) auditing can be switched off in Control Hub: rows coming back prove it is on, an empty list may mean off - WARN, ask.",
		"An organisation with no admin action in 30 days is possible: widen to 365 before warning.",
		"The auditor's own token use may be the only event.",
	},
	Remedy: "Grant the auditor audit:events_read through a read-only integration authorised by a full administrator.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "min_admin_events", Default: 1},
	},
	Consults:  []snapshot.Name{snapshot.AdminAuditName, snapshot.SignInsName, snapshot.RecordingAccessName, snapshot.RecordingsName},
	Fields:    []string{"admin_audit.at", "sign_ins.last"},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Warn, finding.Unknown},
	Run:       logsReadable,
}

func logsReadable(in *check.Input) []finding.Finding {
	days := in.Params.Int("lookback_days")
	fs := check.Beyond("lookback_days", days, check.AdminAuditBack)
	return append(fs, adminLog(in, days), signInLog(in, days), accessReport(in))
}

func adminLog(in *check.Input, days int) finding.Finding {
	r, log, src := logResource(adminLogName), in.AdminAudit, in.AdminAudit.Source
	if g := log.Missing(); g != nil {
		return check.Unread(r, src, g)
	}
	window := check.Days(in.Now, days, 0)
	recent, undated := 0, 0
	for _, e := range log.Items {
		switch window.Holds(e.At) {
		case snapshot.Yes:
			recent++
		case snapshot.Unknown:
			undated++
		}
	}
	ev := check.Evidence(src, "items", len(log.Items))
	switch least := max(in.Params.Int("min_admin_events"), 1); {
	case recent >= least:
		return check.Pass(r, fmt.Sprintf("the admin audit log has %s in %d days", check.Count(recent, "event"), days), ev)
	case undated > 0:
		return check.Absent(r, src, "created")
	case len(log.Items) >= least: // an organisation may change nothing for a month
		return check.Pass(r, fmt.Sprintf("the admin audit log has %s in a year, %d of them in %d days", check.Count(len(log.Items), "event"), recent, days), ev)
	default:
		return check.Warn(r, fmt.Sprintf("the admin audit log can be read and holds %s in a year", check.Count(len(log.Items), "event")), ev)
	}
}

// signInLog warns of a log that is empty: Webex answers so when the log is
// switched off.
func signInLog(in *check.Input, days int) finding.Finding {
	r, log, src := logResource(signInLogName), in.SignIns, in.SignIns.Source
	ev := check.Evidence(src, "items", len(log.Items))
	empty := log.Items != nil && len(log.Items) == 0
	if g := log.Missing(); g != nil && (!empty || g.Reason != snapshot.NotLicensed) {
		return check.Unread(r, src, g)
	}
	window, undated := check.Days(in.Now, days, 0), false
	for _, s := range log.Items {
		switch window.Holds(s.Last) {
		case snapshot.Yes:
			return check.Pass(r, fmt.Sprintf("the sign-in log has sign-ins of %s", check.Count(len(log.Items), "account")), ev)
		case snapshot.Unknown:
			undated = true
		}
	}
	if undated {
		return check.Absent(r, src, "created")
	}
	return check.Warn(r, fmt.Sprintf("the sign-in log can be read and holds no sign-in of the last %d days: it may be switched off (Control Hub ▸ Organization Settings ▸ User authentication data), or lack Pro Pack", days), ev)
}

// accessReport warns of a report without a row, unless there is no recording to
// report on.
func accessReport(in *check.Input) finding.Finding {
	r, report, src := logResource(accessLogName), in.RecordingAccess, in.RecordingAccess.Source
	ev := check.Evidence(src, "items", len(report.Items))
	switch g, recordings := report.Missing(), in.Recordings; {
	case g != nil:
		return check.Unread(r, src, g)
	case len(report.Items) > 0:
		return check.Pass(r, fmt.Sprintf("the recording access report tells of %s", check.Count(len(report.Items), "recording")), ev)
	case recordings.Missing() != nil:
		return check.Unread(r, recordings.Source, recordings.Missing())
	case len(recordings.Items) == 0:
		return check.NotApplicable(r, "there is no recording that the access report could tell of", ev)
	default:
		return check.Warn(r, fmt.Sprintf("the recording access report is empty, although there are %s", check.Count(len(recordings.Items), "recording")), ev)
	}
}
