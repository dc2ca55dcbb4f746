package text

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// maxBasis bounds the lists of what the organisation says about itself, in
// characters.
const maxBasis = 600

// basis says whose resources were judged, and who counts as the organisation's
// own: a policy can move failures out of sight with either (rules R5 and R7).
func (p *page) basis(r *report.Report) {
	for _, c := range r.Checks {
		if c.Scope == "" {
			continue // a disabled check
		}
		text := "PHI scope: " + report.Harmless(c.Scope, maxBasis)
		if n := outside(r); n > 0 {
			text += fmt.Sprintf("; %s of resources outside it in the JSON report", plural(n, "note"))
		}
		p.line(hangHead, words(text)...)
		break // it is one for all
	}
	if own := r.Organization.InternalDomains; len(own) > 0 {
		p.line(hangHead, words("internal domains: "+report.Harmless(strings.Join(own, ", "), maxBasis))...)
	}
}

// outside counts the notes about resources outside the PHI scope.
func outside(r *report.Report) int {
	n := 0
	for _, f := range r.Findings {
		if f.Status == finding.NotApplicable {
			n++
		}
	}
	return n
}
