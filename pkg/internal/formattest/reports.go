package formattest

import (
	"encoding/json"
	"maps"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// Reports are the reports that no format may stumble over, by name.
func Reports() map[string]*report.Report {
	all := reporttest.All(300)
	maps.Copy(all, map[string]*report.Report{"odd": Odd(), "everywhere": Everywhere(), "later": Later(), "zero": {}})
	return all
}

// Odd has what a report from another version could have: lists that are nil,
// numbers as JSON keeps them, and findings of checks that it does not list.
func Odd() *report.Report {
	r := reporttest.Clean()
	r.Controls, r.Gaps, r.VendorAssertions, r.Coverage.Steps = nil, nil, nil, nil
	r.Checks[0].Evidence, r.Checks[0].Controls, r.Checks[0].Basis = nil, nil, nil
	r.Checks[1].Evidence = []report.Evidence{{Source: "GET /v1/a", Field: "b", Values: []report.Value{{Value: json.Number("1.5"), Count: 2}}, OtherValues: 3}}
	r.Checks = append(r.Checks, r.Checks[0]) // twice the same id
	r.Findings = []finding.Finding{
		{ID: "01", CheckID: "tomorrow.check", Status: finding.Fail, Severity: finding.High, Message: "of another version", Resource: finding.Resource{Type: "thing"}},
		{ID: "02", CheckID: "tomorrow.check", Status: "undreamt-of", Severity: "dire", Evidence: []finding.Evidence{{Value: json.Number("1e400")}, {Value: []any{"a", nil}}}},
		{CheckID: "", Status: finding.Unknown, Waiver: &finding.Waiver{}},
	}
	return r
}

// Everywhere has a hostile text in every place where a report has a text.
func Everywhere() *report.Report {
	r := Later()
	i := 0
	next := func(s string) string {
		i++
		return reporttest.HostileTexts[i%len(reporttest.HostileTexts)] + s
	}
	var all any
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // a mistake in this file
	}
	if err := json.Unmarshal(b, &all); err != nil {
		panic(err)
	}
	b, err = json.Marshal(replaced(all, next))
	if err != nil {
		panic(err)
	}
	if err := decode(b, r); err != nil {
		panic(err)
	}
	return r
}

// replaced puts something in the place of every text but those that Go reads as
// a time or a day.
func replaced(v any, next func(string) string) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			switch k {
			case "started_at", "finished_at", "as_of", "read_at", "first_seen", "expires", "previous_as_of", "captured_at", "status",
				"starts", "signed_on", "valid_until", "effective":
			default:
				v[k] = replaced(v[k], next)
			}
		}
	case []any:
		for i := range v {
			v[i] = replaced(v[i], next)
		}
	case string:
		s := []rune(next(v))
		return string(s[:min(len(s), 2000)])
	}
	return v
}

// Later is the clinic on the next night: one finding is new, one is gone, the
// others are known.
func Later() *report.Report {
	before := reporttest.Clinic()
	gone := before.Findings[0]
	before.Run.ID, before.Run.AsOf = "fedcba9876543210", before.Run.AsOf.Add(-24*time.Hour)
	memory := report.Remember(before, nil)
	r := reporttest.Clinic()
	r.Findings = r.Findings[1:]
	for i := range r.Checks {
		if r.Checks[i].ID == gone.CheckID {
			r.Checks[i].Status, r.Checks[i].Unknown, r.Checks[i].Partial = finding.Pass, 0, 0
		}
	}
	kept := memory.Open[:0]
	for _, o := range memory.Open {
		if o.ID != r.Findings[0].ID {
			kept = append(kept, o)
		}
	}
	memory.Open = kept
	report.Remember(r, &memory)
	return r
}
