package ocsf_test

import (
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// reports are all that the events are tried with.
func reports() map[string]*report.Report {
	all := reporttest.All(20)
	all["second night"], all["odd"] = secondNight(), odd()
	return all
}

// secondNight is the clinic a day after: the first of its failures are gone, one
// is a note, and one is new.
func secondNight() *report.Report {
	before := reporttest.Clinic()
	before.Run.ID = "before"
	before.Run.AsOf = before.Run.AsOf.Add(-24 * time.Hour)
	memory := report.Remember(before, nil)
	kept := memory.Open[:0]
	for _, o := range memory.Open {
		if o.CheckID != "messaging.retention-six-years" { // new tonight
			kept = append(kept, o)
		}
	}
	memory.Open = kept

	r := reporttest.Clinic()
	var fs []finding.Finding
	for _, f := range r.Findings {
		switch f.Resource.ID {
		case "room-1":
			continue // closed
		case "clinic-tele.webex.com":
			f.Status, f.Severity = finding.NotApplicable, finding.Info // a note, and closed
		}
		fs = append(fs, f)
	}
	r.Findings = fs
	days, end := 12, r.Run.AsOf.Add(12*24*time.Hour)
	long := 80
	r.Run.SignIns = []report.SignIn{
		{Profile: "administrator", Kind: "integration", DaysLeft: &long, RefreshExpiresAt: &end},
		{Profile: "compliance-officer", Kind: "integration", DaysLeft: &days, RefreshExpiresAt: &end, Warning: "soon"},
		{Profile: "given", Kind: "given", DaysLeft: new(int)},
	}
	r.Run.Selection.Skip = []string{"calling"}
	r.Run.EditedFiles = 2
	report.Remember(r, &memory)
	return r
}

// odd holds what no audit of ours makes, but a file may: a finding of a check
// that is not listed, words that do not exist, ids that are too long.
func odd() *report.Report {
	r := reporttest.Clinic()
	long := reporttest.HostileTexts[2]
	for len(long) < 6000 {
		long += "\U0001F600"
	}
	r.Run.ID, r.Organization.ID, r.Organization.Name = long, long, long
	r.Findings = append(r.Findings, finding.Finding{
		ID: long, CheckID: long, Status: "sideways", Severity: "terrible", Reason: long, Message: long,
		Resource: finding.Resource{Type: long, ID: long, Name: long},
		Waiver:   &finding.Waiver{ID: long, Reason: long, Measure: long, Owner: long, Approvers: []string{long}, Ticket: long},
	})
	f := &r.Findings[len(r.Findings)-1]
	for range 100 {
		f.Evidence = append(f.Evidence, finding.Evidence{Source: long, Field: long, Value: long, Rank: long})
	}
	c := &r.Checks[0]
	c.Remediation.Text, c.Title = long, long
	for range 100 {
		c.Controls = append(c.Controls, "164.312(a)(1) "+"\U0001F600")
		c.Basis = append(c.Basis, long)
		c.Adjusted = append(c.Adjusted, report.Adjustment{Name: long, Default: long, Value: []any{long}})
	}
	return r
}
