package htmlreport

import (
	"cmp"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// step is something that would decide checks that are unknown.
type step struct {
	Kind, Text string
	Checks     []link
}

// reason is the answers that are missing for one reason.
type reason struct {
	Name    string
	Means   string
	Total   int
	Answers []*answer
}

// answer is one missing answer, and what waits for it.
type answer struct {
	Message string
	N       int
	About   []string // a few of the resources
	More    int      // further resources
	Checks  []link
	names   map[string]bool
	checks  map[string]bool
}

// gap is something that was asked for and not learnt.
type gap struct {
	Anchor, Section, Reason, Detail string
	Checks                          []link
}

// mostNamed is how many resources a missing answer names; the findings have all.
const mostNamed = 5

func (p *page) unknown(r *report.Report) {
	for _, s := range r.Coverage.Steps {
		p.Steps = append(p.Steps, step{upper(spaced(s.Kind)), full(s.Text), p.places.allChecks(s.Checks)})
	}
	for _, g := range r.Gaps {
		p.Gaps = append(p.Gaps, gap{
			p.ids.next("gap", g.Section), spaced(g.Section), spaced(g.Reason), full(g.Detail), p.places.allChecks(g.Checks),
		})
	}
	type key struct{ reason, message string }
	find := map[key]*answer{}
	reasons := map[string]*reason{}
	for _, f := range r.Findings {
		if f.Status != finding.Unknown {
			continue
		}
		why := reasons[f.Reason]
		if why == nil {
			why = &reason{Name: cmp.Or(upper(spaced(f.Reason)), "No reason given"), Means: report.ReasonMeans(f.Reason)}
			reasons[f.Reason] = why
		}
		a := find[key{f.Reason, f.Message}]
		if a == nil {
			a = &answer{Message: full(f.Message), names: map[string]bool{}, checks: map[string]bool{}}
			find[key{f.Reason, f.Message}] = a
			why.Answers = append(why.Answers, a)
		}
		why.Total++
		a.N++
		a.name(f.Resource)
		if !a.checks[f.CheckID] {
			a.checks[f.CheckID] = true
			a.Checks = append(a.Checks, p.places.check(f.CheckID))
		}
	}
	for _, name := range report.ReasonsInOrder(reasons) {
		p.Reasons = append(p.Reasons, *reasons[name])
	}
}

func (a *answer) name(r finding.Resource) {
	if r.Name == "" || r.Type == "section" || a.names[r.Name] {
		return
	}
	a.names[r.Name] = true
	if len(a.About) < mostNamed {
		a.About = append(a.About, report.Harmless(r.Name, maxName))
	} else {
		a.More++
	}
}
