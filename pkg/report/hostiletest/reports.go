package hostiletest

import (
	"slices"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// Whole is a report in which every field that can hold a text has one.
func Whole() *report.Report {
	r := formattest.Later()
	days, ends := 3, reporttest.Now.Add(72*time.Hour)
	r.Run.SignIns = []report.SignIn{{
		Profile: "officer", Kind: "integration", AccessExpiresAt: &ends, RefreshExpiresAt: &ends, DaysLeft: &days, Warning: "the sign-in ends soon",
	}}
	r.Run.Selection.Only, r.Run.Selection.Skip = []string{"meetings"}, []string{"links.pmr-custom-url"}
	r.Run.Inputs.PolicySHA256, r.Run.Inputs.AttestationsSHA256 = "0a1b", "2c3d"
	r.Organization.InternalDomains = []string{"clinic.example", "ward.example"}
	for i := range r.Checks {
		if r.Checks[i].Disabled {
			continue
		}
		r.Checks[i].Scope = "the whole organisation"
		r.Checks[i].Adjusted = append(r.Checks[i].Adjusted, report.Adjustment{Name: "domains", Default: []string{}, Value: []string{"a.example", "b.example"}})
	}
	r.Findings = append(r.Findings, finding.Finding{ // a note about something outside the PHI scope
		ID: "00ff", CheckID: r.Checks[0].ID, Status: finding.NotApplicable, Severity: finding.Info,
		Resource: finding.Resource{Type: "site", ID: "training.webex.com", Name: "training.webex.com"}, Message: "outside the PHI scope",
		Evidence: []finding.Evidence{{Source: "GET /v1/a", Field: "b", Value: nil, Rank: "api"}},
	})
	for i := range r.Controls {
		process := slices.ContainsFunc(r.Controls[i].Parts, func(p report.ControlPart) bool { return p.Responsibility == hipaa.CustomerProcess })
		if len(r.Controls[i].Checks) > 0 && !process { // it would have to say so
			r.Controls[i].Satisfies = []string{r.Controls[i].Checks[0]}
		}
	}
	count(r)
	return r
}

// count makes the numbers fit what is there, so that the report could be read back.
func count(r *report.Report) {
	by, severe := report.ByStatus{}, map[finding.Severity]int{}
	for i := range r.Checks {
		c := &r.Checks[i]
		c.Failed, c.Unknown = 0, 0
		worst := finding.Severity("")
		for _, f := range r.Findings {
			switch {
			case f.CheckID != c.ID:
			case f.Status == finding.Fail:
				if c.Failed++; worst == "" || f.Severity.Rank() < worst.Rank() {
					worst = f.Severity
				}
			case f.Status == finding.Unknown:
				c.Unknown++
			}
		}
		switch c.Status {
		case finding.Fail:
			by.Fail++
			severe[worst]++
		case finding.Unknown:
			by.Unknown++
		case finding.Warn:
			by.Warn++
		case finding.Pass:
			by.Pass++
		case finding.NotApplicable:
			by.NotApplicable++
		}
	}
	r.Summary.ByStatus = by
	r.Summary.FailedBySeverity = report.BySeverity{
		Critical: severe[finding.Critical], High: severe[finding.High], Medium: severe[finding.Medium], Low: severe[finding.Low], Info: severe[finding.Info],
	}
	r.Coverage.Checks, r.Coverage.Unknown = len(r.Checks), by.Unknown
	r.Coverage.Decided = len(r.Checks) - by.Unknown - r.Coverage.Disabled
}

// Planted is Whole with a text in every place.
func Planted(place Place, next func() string) *report.Report {
	r := Whole()
	Plant(r, place, next)
	return r
}

// Plain has n failures without anything hostile.
func Plain(n int) *report.Report { return reporttest.Big(n) }

// Many has n failures with names, ids, messages and values of a megabyte each, of
// which a report keeps 2,000 characters.
func Many(n int) *report.Report {
	r := reporttest.Big(n)
	long := sizes()
	for i := range r.Findings {
		f, text := &r.Findings[i], long[i%len(long)].Text
		if i >= 20 { // more would only take time
			text = settled(text)
		}
		f.Resource.Name, f.Resource.ID, f.Message = text, text, text
		f.Evidence[0].Value = text
	}
	r.Organization.Name = long[0].Text
	report.Settle(r)
	return r
}
