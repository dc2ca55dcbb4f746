package links

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LongLivedSeries is the check links.long-lived-series.
var LongLivedSeries = check.Check{
	ID:          "links.long-lived-series",
	Title:       "No endless or very long recurring series for patient sessions",
	Severity:    check.Medium,
	SeverityWhy: "A stale link stays valid after care ends; no proof that it was shared.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'unique meeting links per patient session'",
	Why:         "A weekly series with no end keeps yesterday's link alive for a former patient or ex-partner in the mailbox.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(3)(ii)(C)"},
	NIST:        []string{"AC-3", "AC-2"},
	Resource:    "recurring meeting series in PHI scope with ≥1 external invitee",
	Logic: check.Logic{
		Pass:          "RRULE has UNTIL/COUNT and spans ≤ max_series_days and ≤ max_occurrences.",
		Fail:          "RRULE without UNTIL and COUNT, and ≥2 external invitees.",
		Warn:          "no UNTIL/COUNT with exactly one external invitee (same-patient therapy series); or finite but longer than the limits.",
		NotApplicable: "no recurrence; only internal invitees.",
		Unknown:       "recurrence unparsable; invitees of an endless or too long series unreadable.",
	},
	Traps: []string{
		"Webex stores a non-recurring meeting as a 'series' with no recurrence.",
		"start/end of a series are those of the first occurrence unless current=true.",
		"UNTIL may be in local or UTC form; COUNT with INTERVAL and BYDAY needs real RRULE expansion, not multiplication.",
	},
	Remedy: "Schedule the visits singly or end the series with the care plan. API: PATCH /meetings/{meetingId} recurrence.",
	Params: []check.Param{
		{Name: "max_series_days", Default: 90},
		{Name: "max_occurrences", Default: 26},
	},
	Scans: []snapshot.Name{snapshot.HostsName, snapshot.MeetingsName},
	Fields: []string{
		"meetings.meetings.type",
		"meetings.meetings.start",
		"meetings.meetings.recurrence",
		"meetings.meetings.recurrence.kind",
		"meetings.meetings.recurrence.occurrences",
		"meetings.meetings.recurrence.last",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     longLivedSeries,
}

func longLivedSeries(in *check.Input) []finding.Finding {
	span, most := in.Params.Int("max_series_days"), in.Params.Int("max_occurrences")
	fs := check.UnreadMeetings(in)
	src := in.Meetings.Source
	for _, h := range in.Meetings.Items {
		series := 0
		for _, m := range h.Meetings {
			if m.Type == "scheduledMeeting" {
				continue // one of a series
			}
			series++
			fs = append(fs, judgeSeries(m, h.Host, check.MeetingResource(m, h.Host), src, span, most))
		}
		if series == 0 && h.Gap == nil && h.Meetings != nil {
			fs = append(fs, check.NotApplicable(check.HostResource(h.PersonID, h.Host, ""), h.Host+" hosts no coming meeting"))
		}
	}
	return fs
}
