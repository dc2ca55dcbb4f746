package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

func TestAccepted(t *testing.T) {
	t.Parallel()
	waiver := func(approvers, expires string) string {
		return "version: 1\nwaivers:\n  - {id: w1, check: meetings.lobby, resources: ['*'], reason: a, owner: Ann, approvers: " + approvers + ", starts: 2026-01-01, expires: " + expires + "}"
	}
	for name, text := range map[string]string{
		"byte order mark":         "\ufeffversion: 1\n",
		"Windows":                 "version: 1\r\nreads:\r\n  max_lines: 5\r\n",
		"begun and ended by mark": "%YAML 1.1\n---\nversion: 1\n...\n",
		"in brackets":             `{"version": 1, "reads": {"max_lines": 5, "every_space": false}}`,
		"empty groups":            "version: 1\norganization: {}\nreads: {}\nphi_scope: {}\napproved: {}\nchecks: {links.plain: {}, meetings.lobby: {params: {}}}\ndisabled: []\nwaivers: []",
		"empty lists":             "version: 1\nphi_scope: {hosts: [], departments: []}\napproved: {hosts: []}",
		"UTC":                     "version: 1\norganization: {timezone: UTC}",
		"zone of three parts":     "version: 1\norganization: {timezone: America/Argentina/Buenos_Aires}",
		"another region":          "version: 1\ncontact_center: {url: 'https://api.wxcc-anz1.cisco.com'}",
		"a test server":           "version: 1\ncontact_center: {url: 'http://127.0.0.1:8080'}",
		"a test server by name":   "version: 1\ncontact_center: {url: 'http://localhost:8080/'}",
		"a test server in IPv6":   "version: 1\ncontact_center: {url: 'http://[::1]:8080'}",
		"domain in punycode":      "version: 1\norganization: {internal_domains: [xn--kln-sna.example.xn--p1ai]}",
		"numbers and words":       "version: 1\nphi_scope: {departments: ['3 North', 'Kölner Straße', 王]}",
		"a day as parameter":      "version: 1\nchecks: {meetings.lobby: {params: {min_version: 2026-01-01}}}",
		"severity as it was":      "version: 1\nchecks: {meetings.lobby: {severity: critical, severity_reason: a}}",
		"90 days":                 waiver("[Bob, Cid]", "2026-04-01"),
		"one day":                 waiver("[Bob, Cid]", "2026-01-01"),
		"the owner and another":   waiver("[ann, Bob]", "2026-04-01"),
		"a year":                  strings.Replace(waiver("[Bob]", "2027-01-01"), "meetings.lobby", "links.plain", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := parse(t, text)
			require.NotNil(t, p)
			require.Equal(t, name == "a day as parameter", len(p.Adjusted(catalogue()[0])) > 0)
			if !strings.Contains(text, "%YAML") {
				require.NoError(t, fits(t, policySchema(t, catalogue()), []byte(text)))
			}
		})
	}
}

func TestError(t *testing.T) {
	t.Parallel()
	e := &policy.Error{File: "a\nb\x1b\u202e" + strings.Repeat("c", 1000), What: "what\r\n" + strings.Repeat("d", 1000), Do: "do\x00" + strings.Repeat("e", 1000)}
	text := e.Error()
	require.Less(t, len(text), 1100)
	require.NotRegexp(t, `[\x00-\x1f\x7f\x{202e}]`, text)
	require.Contains(t, text, ":1: what")

	require.Equal(t, "a.yaml:3: what", (&policy.Error{File: "a.yaml", Line: 3, What: "what"}).Error())
	require.Equal(t, "a.yaml:3: what; do", (&policy.Error{File: "a.yaml", Line: 3, What: "what", Do: "do"}).Error())
}

// The parser names the line of large files, in which searching would take long.
func TestLineOfLargeFile(t *testing.T) {
	t.Parallel()
	_, err := policy.Parse("a.yaml", []byte("version: 1\n"+strings.Repeat("# remark\n", 40_000)+"a: 'mallory\n"), catalogue())
	require.ErrorContains(t, err, "a.yaml:40002: not YAML")
}
