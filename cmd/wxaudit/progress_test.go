package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// A line that is wider than the terminal goes on below, and the next would leave
// its beginning there.
func TestProgressStaysOnItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		width int
		last  string
	}{
		"not known": {0, "reading: 40 of 59 sections, 1570 requests"},
		"wide":      {80, "reading: 40 of 59 sections, 1570 requests"},
		"just fits": {42, "reading: 40 of 59 sections, 1570 requests"},
		"narrow":    {40, "reading: 40 of 59 sections, 1570 reques"},
		"a column":  {1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			p := newProgress(&system{stderr: &b, stderrTerminal: true, stderrWidth: c.width, getenv: func(string) string { return "" }}, false)
			p.total = 59
			for range 40 {
				p.section(snapshot.OrganizationName)
			}
			p.request(1570)
			lines := strings.Split(b.String(), "\r\x1b[K")
			require.Len(t, lines, 42)
			require.Equal(t, c.last, lines[41])
			p.done()
			require.True(t, strings.HasSuffix(b.String(), c.last+"\r\x1b[K"))
		})
	}
}

func TestProgressCountsOneRequest(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	p := newProgress(&system{stderr: &b, stderrTerminal: true, getenv: func(string) string { return "" }}, false)
	p.total = 2
	p.request(1)
	p.section(snapshot.OrganizationName)
	require.Equal(t, "\r\x1b[Kreading: 1 of 2 sections, 1 request", b.String())
}

func TestProgressIsSilentWhereItWouldDisturb(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		terminal bool
		term     string
		verbose  bool
	}{
		"no terminal":             {false, "xterm", false},
		"a terminal that is dumb": {true, "dumb", false},
		"every request is logged": {true, "xterm", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			p := newProgress(&system{stderr: &b, stderrTerminal: c.terminal, getenv: func(string) string { return c.term }}, c.verbose)
			p.total = 1
			p.request(10)
			p.section(snapshot.OrganizationName)
			p.done()
			require.Empty(t, b.String())
		})
	}
}
