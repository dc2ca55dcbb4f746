package htmlreport

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// segment is a part of a bar or of the ring. Positions are in percent.
type segment struct {
	Mark mark
	N    int
	X, W string
	// Rest is what the ring leaves open, and Turn where it begins.
	Rest, Turn string
	// Filter is what the findings are filtered by when it is followed.
	Filter string
}

// bar is a row of a chart, which is a row of a table as well.
type bar struct {
	Label    string
	Key      string
	Total    int
	Segments []segment
	Alt      string // the bar in words
}

// Of is the number that a row has under a mark.
func (b bar) Of(class string) int {
	for _, s := range b.Segments {
		if s.Mark.Class == class {
			return s.N
		}
	}
	return 0
}

func percent(part, whole int) string {
	if whole == 0 {
		return "0"
	}
	return fmt.Sprintf("%.2f", 100*float64(part)/float64(whole))
}

// fill puts segments one behind the other, on a scale of whole.
func fill(whole int, parts ...segment) []segment {
	var all []segment
	done := 0
	for _, s := range parts {
		if s.N == 0 {
			continue
		}
		s.X, s.W = percent(done, whole), percent(s.N, whole)
		s.Rest, s.Turn = percent(whole-s.N, whole), percent(-done, whole)
		done += s.N
		all = append(all, s)
	}
	return all
}

func inWords(parts []segment) string {
	var pairs []any
	for _, s := range parts {
		pairs = append(pairs, s.N, s.Mark.Word)
	}
	if words := counts(pairs...); words != "" {
		return words
	}
	return "none"
}

// byStatus is the number of checks of each status, worst first. What the policy
// disabled is told apart from what had nothing to judge.
func byStatus(r *report.Report) []segment {
	by := r.Summary.ByStatus
	disabled := min(r.Coverage.Disabled, by.NotApplicable)
	return []segment{
		{Mark: statuses[finding.Fail], N: by.Fail, Filter: "fail"},
		{Mark: statuses[finding.Unknown], N: by.Unknown, Filter: "unknown"},
		{Mark: statuses[finding.Warn], N: by.Warn, Filter: "warn"},
		{Mark: statuses[finding.Pass], N: by.Pass, Filter: "pass"},
		{Mark: statuses[finding.NotApplicable], N: by.NotApplicable - disabled, Filter: "na"},
		{Mark: mark{"off", "Disabled by the policy", "○"}, N: disabled, Filter: "off"},
	}
}

func ring(r *report.Report) []segment {
	whole := 0
	parts := byStatus(r)
	for _, s := range parts {
		whole += s.N
	}
	return fill(whole, parts...)
}

// bySeverity has a bar for each severity, of the failed checks.
func bySeverity(r *report.Report) []bar {
	by := r.Summary.FailedBySeverity
	numbers := []int{by.Critical, by.High, by.Medium, by.Low, by.Info}
	most := 1
	for _, n := range numbers {
		most = max(most, n)
	}
	var bars []bar
	for i, s := range finding.Severities {
		m := severities[s]
		bars = append(bars, bar{
			Label: m.Word, Key: m.Class, Total: numbers[i],
			Segments: fill(most, segment{Mark: m, N: numbers[i]}),
			Alt:      fmt.Sprintf("%s: %s failed", m.Word, check.Count(numbers[i], "check")),
		})
	}
	return bars
}

// byArea has a bar for each area, of all its checks, in catalogue order.
func byArea(r *report.Report) []bar {
	type tally map[finding.Status]int
	var order []string
	find := map[string]tally{}
	sizes := map[string]int{}
	most := 1
	for _, c := range r.Checks {
		if find[c.Area] == nil {
			find[c.Area] = tally{}
			order = append(order, c.Area)
		}
		find[c.Area][c.Status]++
		sizes[c.Area]++
		most = max(most, sizes[c.Area])
	}
	var bars []bar
	for _, name := range order {
		var parts []segment
		for _, s := range finding.Statuses {
			parts = append(parts, segment{Mark: statuses[s], N: find[name][s]})
		}
		bars = append(bars, bar{
			Label: areaWords(name), Key: slug(name), Total: sizes[name], Segments: fill(most, parts...),
			Alt: areaWords(name) + ": " + inWords(parts),
		})
	}
	return bars
}

// byRank has a bar for each rank of evidence, of the decided checks.
func byRank(c report.Coverage) []bar {
	numbers := []struct {
		rank string
		n    int
	}{
		{"api", c.ByRank.API}, {"control_hub", c.ByRank.ControlHub}, {"capture", c.ByRank.Capture},
		{"audit_log", c.ByRank.AuditLog}, {"attestation", c.ByRank.Attestation},
	}
	var bars []bar
	for _, x := range numbers {
		bars = append(bars, bar{
			Label: rankWords(x.rank), Key: x.rank, Total: x.n,
			Segments: fill(max(c.Decided, 1), segment{Mark: mark{Class: "rank"}, N: x.n}),
			Alt:      fmt.Sprintf("%s: %s decided", rankWords(x.rank), check.Count(x.n, "check")),
		})
	}
	return bars
}
