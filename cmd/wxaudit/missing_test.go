package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestMissingNote(t *testing.T) {
	t.Parallel()
	require.Nil(t, missingNote(nil))
	require.Nil(t, missingNote([]check.Step{{Kind: check.StepAttest, What: "attest.baa-executed", Checks: []string{"a"}}, {Kind: check.StepRetry, What: "people"}}),
		"neither a word nor bad luck is a right that is missing")
	require.Equal(t, []string{
		"missing: audit:events_read / full administrator (2 checks)",
		"missing: the licence that shows sign ins is not there (1 check)",
		"missing: authentication: Webex refuses it to the token (1 check)",
		"wxaudit preflight shows all of it, and what to do",
	}, missingNote([]check.Step{
		{Kind: check.StepLicence, What: "sign_ins", Text: "the licence that shows sign ins is not there", Checks: []string{"a"}},
		{Kind: check.StepScope, What: "audit:events_read / full administrator", Text: "one", Checks: []string{"a", "b"}},
		{Kind: check.StepScope, What: "audit:events_read / full administrator", Text: "two", Checks: []string{"b"}},
		{Kind: check.StepCapture, What: "authentication", Checks: []string{"c"}},
	}))
}

func TestMissingNoteIsShortAndHarmless(t *testing.T) {
	t.Parallel()
	var steps []check.Step
	for i := range 40 {
		steps = append(steps, check.Step{Kind: check.StepScope, What: fmt.Sprintf("scope-%d\x1b[2J\n", i), Checks: []string{"a"}})
	}
	lines := missingNote(steps)
	require.Len(t, lines, mostMissing+2)
	require.Equal(t, "missing: and 32 more", lines[mostMissing])
	for _, line := range lines {
		require.NotContains(t, line, "\x1b")
		require.NotContains(t, line, "\n")
	}
}
