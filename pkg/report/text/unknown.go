package text

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// unknowns lists what could not be decided, by reason, and says which answer
// is missing and which checks wait for it.
func (p *page) unknowns(r *report.Report) {
	type answer struct {
		message string
		count   int
		names   []string // of resources that the message does not name
		checks  []string
	}
	byReason := map[string][]*answer{}
	find := map[[2]string]*answer{}
	for _, f := range r.Findings {
		if f.Status != finding.Unknown {
			continue
		}
		key := [2]string{f.Reason, f.Message}
		a := find[key]
		if a == nil {
			a = &answer{message: f.Message}
			find[key] = a
			byReason[f.Reason] = append(byReason[f.Reason], a)
		}
		a.count++
		if n := f.Resource.Name; n != "" && f.Resource.Type != "section" && !strings.Contains(f.Message, n) && !slices.Contains(a.names, n) {
			a.names = append(a.names, n)
		}
		if !slices.Contains(a.checks, f.CheckID) {
			a.checks = append(a.checks, f.CheckID)
		}
	}
	if len(find) == 0 {
		return
	}
	p.title("Not known")
	for _, reason := range report.ReasonsInOrder(byReason) {
		p.line(2, append([]word{{text: strings.ReplaceAll(report.Harmless(reason, maxName), "_", " ") + ":", style: yellow}}, words(report.ReasonMeans(reason))...)...)
		answers := byReason[reason]
		for i, a := range answers {
			if i == maxAlike && reason != "forbidden" { // every missing scope counts
				p.more(4, fmt.Sprintf("… and %d more (see the JSON report)", len(answers)-i))
				break
			}
			line := append([]word{{columns: 1}, {text: "-"}}, words(report.Harmless(a.message, maxMessage)+about(a.names))...)
			p.line(4, append(line, waiting(a.checks, a.count)...)...)
		}
	}
}

// about names a few of the resources that an answer is about.
func about(names []string) string {
	const most = 3
	if len(names) == 0 {
		return ""
	}
	var shown []string
	for _, n := range names[:min(most, len(names))] {
		shown = append(shown, report.Harmless(n, maxName))
	}
	if more := len(names) - most; more > 0 {
		shown = append(shown, fmt.Sprintf("%d more", more))
	}
	return ": " + strings.Join(shown, ", ")
}

// waiting names the checks that wait for an answer.
func waiting(checks []string, count int) []word {
	const most = 3
	var names []string
	for i, id := range checks {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(checks)-i))
			break
		}
		names = append(names, report.Harmless(id, maxName))
	}
	text := strings.Join(names, ", ")
	if count > len(checks) {
		text = fmt.Sprintf("%s: %s", plural(count, "time"), text)
	}
	return styled(words("["+text+"]"), dim)
}
