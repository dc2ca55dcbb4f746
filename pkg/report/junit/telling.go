package junit

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// telling is what the findings of a check say: the first of them line by line,
// and how many there are.
type telling struct {
	lines []string
	count int
}

// tell goes through the findings once, worst first.
func tell(r *report.Report) map[string]*telling {
	all := map[string]*telling{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status == finding.NotApplicable {
			continue // a note about something outside the PHI scope
		}
		t := all[f.CheckID]
		if t == nil {
			t = &telling{}
			all[f.CheckID] = t
		}
		if t.count++; t.count <= maxFindings {
			t.lines = append(t.lines, line(f))
		}
	}
	return all
}

func line(f *finding.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", f.Severity, f.Status)
	if f.Waiver != nil {
		fmt.Fprintf(&b, " (waived by %s until %s)", f.Waiver.ID, f.Waiver.Expires)
	}
	fmt.Fprintf(&b, " %s: %s", resource(f.Resource), f.Message)
	if f.ID != "" {
		fmt.Fprintf(&b, " [%s]", f.ID)
	}
	return report.Harmless(b.String(), maxText)
}

// resource names what a finding is about: where a name could be PHI there is
// none, and the id stands in.
func resource(r finding.Resource) string {
	switch {
	case r.Name != "":
		return r.Name
	case r.ID == "" || r.ID == r.Type:
		return r.Type
	default:
		return r.Type + " " + r.ID
	}
}

// text is the body of a result: what the check wants, what was found, and how to
// put it right. A nil telling has found nothing.
func (t *telling) text(c report.Check) string {
	lines := []string{"", report.Harmless(c.Title, maxText)}
	if len(c.Controls) > 0 {
		cited := make([]string, len(c.Controls))
		for i, citation := range c.Controls {
			cited[i] = string(citation)
		}
		lines = append(lines, report.Harmless("45 CFR "+strings.Join(cited, ", "), maxText))
	}
	if t != nil {
		lines = append(append(lines, ""), t.lines...)
		if more := t.count - len(t.lines); more > 0 {
			lines = append(lines, fmt.Sprintf("… and %d more (see the JSON report)", more))
		}
	}
	if c.Remediation.Text != "" && (c.Status == finding.Fail || c.Status == finding.Warn) {
		lines = append(lines, "", "fix: "+report.Harmless(c.Remediation.Text, maxText))
	}
	return strings.Join(lines, "\n") + "\n"
}
