package text

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

type decider struct{ reason, means string }

// deciders says for each reason what would turn unknown into an answer, what
// an administrator can do something about first.
var deciders = []decider{
	{"forbidden", "Webex refused: the token lacks a scope, a role or a licence"},
	{"not_found", "Webex has no such thing, or none for this token"},
	{"not_licensed", "the feature is not licensed, so its setting is not shown"},
	{"not_attested", "only a person can say: an attestation would decide"},
	{"field_absent", "Webex answered without the field: look in Control Hub"},
	{"schema", "the answer was not of the documented shape: look in Control Hub"},
	{"throttled", "Webex asked to slow down until the retries ran out: run again later"},
	{"timeout", "a deadline passed: run again, with more time"},
	{"truncated", "a list ended before its end: run again"},
	{"budget", "the request budget was used up: run again with a larger one"},
	{"error", "not read, for the reason that each line gives"},
}

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
	for _, reason := range ordered(byReason) {
		p.line(2, append([]word{{text: strings.ReplaceAll(report.Harmless(reason, maxName), "_", " ") + ":", style: yellow}}, words(meaning(reason))...)...)
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

// ordered returns the reasons in the order of deciders, and any other behind
// them: no reason may keep an answer out of the report.
func ordered[T any](byReason map[string]T) []string {
	rank := func(reason string) int {
		if i := slices.IndexFunc(deciders, func(d decider) bool { return d.reason == reason }); i >= 0 {
			return i
		}
		return len(deciders)
	}
	return slices.SortedFunc(maps.Keys(byReason), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

func meaning(reason string) string {
	for _, d := range deciders {
		if d.reason == reason {
			return d.means
		}
	}
	return "see the messages"
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
