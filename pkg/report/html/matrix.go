package htmlreport

import (
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// safeguard is a section of 45 CFR 164 with its rows.
type safeguard struct {
	Section string
	Title   string
	Alt     string
	Bar     []segment
	Rows    []controlRow
}

// controlRow is a row of the matrix.
type controlRow struct {
	Anchor   string
	Citation string
	Title    string
	Required string
	Key      string // of Required, for the filter
	State    mark
	Lead     string
	// Below says what speaks against the rows under this one; a standard whose own
	// checks pass is not met while its specifications fail.
	Below     string
	Who       string // the keys of the parties, for the filter
	Parts     []part
	Satisfies []link
	Supports  []link
	Vendor    *vendorWord
}

// part is one party's part of a row.
type part struct {
	Party string
	State mark
}

// vendorWord is what Cisco said of its own part.
type vendorWord struct{ Text, AsOf, Age, Source string }

var sections = []struct{ section, title string }{
	{"164.308", "Administrative safeguards"},
	{"164.310", "Physical safeguards"},
	{"164.312", "Technical safeguards"},
	{"164.314", "Organisational requirements"},
	{"164.316", "Policies, procedures and documentation"},
}

// matrix puts the rows under the sections of the regulation; a row of no known
// section comes last, and none is left out.
func (p *page) matrix(r *report.Report) {
	all := make([]safeguard, len(sections)+1)
	numbers := make([]map[hipaa.State]int, len(all))
	for i := range all {
		numbers[i] = map[hipaa.State]int{}
		if i < len(sections) {
			all[i].Section, all[i].Title = sections[i].section, sections[i].title
		} else {
			all[i].Title = "Other rows"
		}
	}
	total := map[hipaa.State]int{}
	for i, c := range r.Controls {
		at := len(sections)
		for j, s := range sections {
			if strings.HasPrefix(string(c.Citation), s.section) {
				at = j
			}
		}
		all[at].Rows = append(all[at].Rows, p.control(p.controlIDs[i], c, below(r, c)))
		numbers[at][c.Status]++
		total[c.Status]++
	}
	for i, s := range all {
		if len(s.Rows) == 0 {
			continue
		}
		s.Bar = fill(len(s.Rows), byState(numbers[i])...)
		s.Alt = inWords(byState(numbers[i]))
		p.Matrix = append(p.Matrix, s)
	}
	p.States = fill(max(len(r.Controls), 1), byState(total)...)
	p.StatesAlt = inWords(byState(total))
	p.ControlCount = len(r.Controls)
}

// below counts the rows under a row that look worse than it does. The regulation
// counts a standard as the first of its paragraph, (i) or (1), and its
// specifications as the following ones.
func below(r *report.Report, c report.Control) string {
	citation := string(c.Citation)
	paragraph := citation
	if c.Required == hipaa.Standard {
		for _, first := range []string{"(i)", "(1)"} {
			if rest, ok := strings.CutSuffix(citation, first); ok {
				paragraph = rest
			}
		}
	}
	fail, unknown := 0, 0
	for _, under := range r.Controls {
		if under.Citation != c.Citation && strings.HasPrefix(string(under.Citation), paragraph+"(") {
			switch under.Status {
			case hipaa.StateFail:
				fail++
			case hipaa.StateUnknown:
				unknown++
			}
		}
	}
	switch {
	case fail > 0 && c.Status != hipaa.StateFail:
		return "below it: evidence against " + check.Count(fail, "row")
	case unknown > 0 && c.Status != hipaa.StateFail && c.Status != hipaa.StateUnknown:
		return "below it: not known of " + check.Count(unknown, "row")
	default:
		return ""
	}
}

func byState(n map[hipaa.State]int) []segment {
	var parts []segment
	rest := 0
	for s, k := range n {
		if _, known := states[s]; !known {
			rest += k
		}
	}
	for _, s := range hipaa.States {
		parts = append(parts, segment{Mark: states[s], N: n[s]})
	}
	return append(parts, segment{Mark: mark{"none", "Other", "·"}, N: rest})
}

func (p *page) control(anchor string, c report.Control, below string) controlRow {
	row := controlRow{
		Anchor: anchor, Citation: report.Harmless(string(c.Citation), maxName), Title: full(c.Title),
		Required: requiredWords(c.Required), Key: slug(string(c.Required)), State: stateMark(c.Status), Below: below,
		Satisfies: p.places.allChecks(c.Satisfies), Supports: p.places.allChecks(c.Supports),
	}
	for i, who := range c.Responsibility {
		if i == 0 {
			row.Lead = partyWords(who)
		}
		row.Who = strings.TrimSpace(row.Who + " " + slug(string(who)))
	}
	for _, x := range c.Parts {
		row.Parts = append(row.Parts, part{partyWords(x.Responsibility), stateMark(x.Status)})
	}
	if v := c.VendorStatement; v != nil {
		row.Vendor = &vendorWord{full(v.Text), full(v.AsOf), ago(v.AgeDays), full(v.Source)}
	}
	return row
}
