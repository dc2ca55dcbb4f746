package markdown

import (
	"cmp"
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// group is what was found by one check: the first findings, and how many of each
// status there are.
type group struct {
	id         string
	worst      finding.Severity
	fail, warn int
	first      []*finding.Finding
}

// groups has the checks that failed or warn in the order of their worst findings.
func groups(r *report.Report) []*group {
	var all []*group
	find := map[string]*group{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status != finding.Fail && f.Status != finding.Warn {
			continue
		}
		g := find[f.CheckID]
		if g == nil {
			g = &group{id: f.CheckID, worst: f.Severity}
			find[f.CheckID] = g
			all = append(all, g)
		}
		if f.Status == finding.Fail {
			g.fail++
		} else {
			g.warn++
		}
		if len(g.first) < maxAlike {
			g.first = append(g.first, f)
		}
	}
	return all
}

func (p *page) findings(r *report.Report) {
	all := groups(r)
	if len(all) == 0 {
		return
	}
	about := map[string]report.Check{}
	for _, c := range report.AllChecks(r) {
		about[c.ID] = c
	}
	items := make([]string, 0, len(all))
	for _, g := range all {
		items = append(items, g.text(about[g.id]))
	}
	items[len(items)-1] = strings.TrimSuffix(items[len(items)-1], "\n") // the next title has an empty line of its own
	p.title("Findings")
	p.list(items, roomForFindings, "check")
}

func (g *group) text(c report.Check) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s: %s\n\n", code(g.id, maxName), prose(cmp.Or(c.Title, "a check of another version"), maxMessage))
	fmt.Fprintf(&b, "%s, %s", prose(string(g.worst), maxName), counts(g.fail, "failed", g.warn, "to look at"))
	if len(c.Controls) > 0 {
		cited := make([]string, 0, len(c.Controls))
		for _, citation := range c.Controls {
			cited = append(cited, code(string(citation), maxName))
		}
		b.WriteString(" · 45 CFR " + strings.Join(cited[:min(len(cited), maxAlike)], ", "))
		if n := len(cited) - maxAlike; n > 0 {
			fmt.Fprintf(&b, " and %d more", n)
		}
	}
	b.WriteString("\n\n")
	for _, f := range g.first {
		fmt.Fprintf(&b, "- **%s**%s %s\n", word(f.Status), waived(f), told(f))
	}
	if n := g.fail + g.warn - len(g.first); n > 0 {
		fmt.Fprintf(&b, "- and %d more\n", n)
	}
	if c.Remediation.Text != "" {
		fmt.Fprintf(&b, "\n**Fix:** %s\n", prose(c.Remediation.Text, maxRemedy))
	}
	return b.String()
}

// word is a status as we know it; none other comes this far.
func word(s finding.Status) string {
	if s == finding.Fail {
		return "fail"
	}
	return "warn"
}

func waived(f *finding.Finding) string {
	if f.Waiver == nil {
		return ""
	}
	return fmt.Sprintf(" (waived by %s until %s)", code(f.Waiver.ID, maxName), f.Waiver.Expires)
}

// told says what was found, and about what unless the message says so itself.
func told(f *finding.Finding) string {
	message := prose(f.Message, maxMessage)
	if f.Resource.Name != "" && strings.Contains(f.Message, f.Resource.Name) {
		return message
	}
	return resource(f.Resource) + ": " + message
}

// resource names what a finding is about: where a name could be PHI there is
// none, and the id stands in.
func resource(r finding.Resource) string {
	kind := prose(strings.ReplaceAll(r.Type, "_", " "), maxName)
	switch {
	case r.Name != "":
		return code(r.Name, maxName)
	case r.ID == "" || r.ID == r.Type:
		return cmp.Or(kind, "–")
	default:
		return strings.TrimSpace(kind + " " + code(r.ID, maxName))
	}
}
