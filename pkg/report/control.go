package report

import (
	"time"

	"wxaudit/pkg/hipaa"
)

// examinedOn is the day of which Cisco's statements about the rows speak (seed
// 001).
const examinedOn = "2021-09-30"

func newControl(c hipaa.RowState, asOf time.Time) Control {
	parts := make([]ControlPart, 0, len(c.Parts))
	for _, p := range c.Parts {
		parts = append(parts, ControlPart{Responsibility: p.Responsibility, Status: p.State})
	}
	control := Control{
		Citation: c.Row.Citation, Title: c.Row.Title(), Required: c.Row.Required,
		Responsibility: list(c.Row.Responsibility), Status: c.State, Checks: list(c.Row.Checks),
		Parts: parts, Satisfies: list(c.Satisfies), Supports: list(c.Supports),
	}
	if c.Row.VendorStatement != "" {
		control.VendorStatement = &VendorStatement{
			Text: c.Row.VendorStatement, AsOf: examinedOn, AgeDays: age(examinedOn, asOf), Source: "001",
		}
	}
	return control
}

func vendorAssertions(asOf time.Time) []VendorAssertion {
	all := []VendorAssertion{}
	for _, a := range hipaa.VendorAssertions() {
		all = append(all, VendorAssertion{
			ID: a.ID, Says: a.Says, AsOf: a.AsOf, AgeDays: age(a.AsOf, asOf),
			Covers: list(a.Covers), Excludes: list(a.Excludes), Source: a.Source,
		})
	}
	return all
}

// age is how many days have passed since a day of our own data.
func age(day string, now time.Time) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return max(0, int(now.Sub(t)/(24*time.Hour)))
}
