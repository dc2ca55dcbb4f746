package text

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// area counts the checks of one area.
type area struct {
	name                          string
	checks                        int
	fail, unknown, warn, pass, na int
}

func (a *area) add(s finding.Status) {
	a.checks++
	switch s {
	case finding.Fail:
		a.fail++
	case finding.Unknown:
		a.unknown++
	case finding.Warn:
		a.warn++
	case finding.Pass:
		a.pass++
	case finding.NotApplicable:
		a.na++
	}
}

// areas is a table with a row for each area, or a list where it does not fit.
func (p *page) areas(r *report.Report) {
	var all []*area
	find := map[string]*area{}
	longest := len("area")
	for _, c := range r.Checks {
		name := report.Harmless(c.Area, maxName)
		if find[name] == nil {
			find[name] = &area{name: name}
			all = append(all, find[name])
			longest = max(longest, width(name))
		}
		find[name].add(c.Status)
	}
	if len(all) == 0 {
		return
	}
	heads := []string{"checks", "fail", "unknown", "warn", "pass", "n/a"}
	need := longest
	for _, h := range heads {
		need += 2 + len(h)
	}
	p.raw("\n")
	if p.width > 0 && p.width < need {
		for _, a := range all {
			p.line(2, words(fmt.Sprintf("%s: %s: %s", a.name, plural(a.checks, "check"),
				counts(a.fail, "fail", a.unknown, "unknown", a.warn, "warn", a.pass, "pass", a.na, "n/a")))...)
		}
		return
	}
	p.raw("area" + strings.Repeat(" ", longest-len("area")))
	for _, h := range heads {
		p.raw("  " + h)
	}
	p.raw("\n")
	for _, a := range all {
		p.raw(a.name + strings.Repeat(" ", longest-width(a.name)))
		for i, n := range []int{a.checks, a.fail, a.unknown, a.warn, a.pass, a.na} {
			cell := fmt.Sprintf("  %*d", len(heads[i]), n)
			style := ""
			switch {
			case n == 0:
				style = dim
			case heads[i] == "fail":
				style = red
			case heads[i] == "unknown" || heads[i] == "warn":
				style = yellow
			}
			p.styled(cell, style)
		}
		p.paint("")
		p.raw("\n")
	}
}
