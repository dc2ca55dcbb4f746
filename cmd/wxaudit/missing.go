package main

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/report"
)

// mostMissing is how many lines the short form takes at most.
const mostMissing = 8

// missingNote is the short form of what a run could not read for want of a scope,
// a role or a licence, for standard error: one line each with the number of
// checks, most first. It is empty when nothing of the kind is missing.
func missingNote(steps []check.Step) []string {
	type lack struct {
		text   string
		checks []string
	}
	var lacks []*lack
	for _, s := range steps {
		what := map[check.StepKind]string{
			check.StepScope: s.What, check.StepLicence: s.Text, check.StepCapture: s.What + ": Webex refuses it to the token",
		}[s.Kind]
		if what == "" {
			continue
		}
		i := slices.IndexFunc(lacks, func(l *lack) bool { return l.text == what })
		if i < 0 {
			i, lacks = len(lacks), append(lacks, &lack{text: what})
		}
		for _, id := range s.Checks {
			if !slices.Contains(lacks[i].checks, id) {
				lacks[i].checks = append(lacks[i].checks, id)
			}
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	slices.SortStableFunc(lacks, func(a, b *lack) int { return len(b.checks) - len(a.checks) })
	var lines []string
	for i, l := range lacks {
		if i == mostMissing {
			lines = append(lines, fmt.Sprintf("missing: and %d more", len(lacks)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("missing: %s (%s)", report.Harmless(l.text, 300), checkCount(len(l.checks))))
	}
	return append(lines, "wxaudit preflight shows all of it, and what to do")
}

// checkCount counts checks in words.
func checkCount(n int) string {
	if n == 1 {
		return "1 check"
	}
	return fmt.Sprintf("%d checks", n)
}
