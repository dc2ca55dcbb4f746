package policy_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

// refused is a file that must be refused. Each personal value in one is called
// "mallory", so that a test can look for it in the error.
type refused struct {
	name string
	text string // each % is a line break
	line int
	says string // a part of the error
	// sees is set when the schema for editors refuses the file too.
	sees bool
}

func (r refused) file() string { return strings.ReplaceAll(r.text, "%", "\n") }

// notYAML holds for the policy and the register alike.
var notYAML = []refused{
	{name: "empty", text: "", line: 1, says: "empty"},
	{name: "blank", text: "%  %", line: 1, says: "empty"},
	{name: "remarks only", text: "# a%# b", line: 1, says: "empty"},
	{name: "a word", text: "mallory", line: 1, says: "not a list of keys"},
	{name: "null", text: "---%~", line: 1, says: "not a list of keys"},
	{name: "a list", text: "# a%- version: 1", line: 2, says: "not a list of keys"},
	{name: "only a mark", text: "---", line: 1, says: "not a list of keys"},
	{name: "not UTF-8", text: "version: 1%# caf\xe9", line: 2, says: "not UTF-8"},
	{name: "UTF-16", text: "\xff\xfev\x00e\x00", line: 1, says: "not UTF-8"},
	{name: "half a character", text: "version: 1%%# \xe2\x82", line: 3, says: "not UTF-8"},
	{name: "NUL", text: "version: 1%# \x00", line: 2, says: "U+0000"},
	{name: "escape", text: "version: 1%%# \x1b[31m", line: 3, says: "U+001B"},
	{name: "lone carriage return", text: "version: 1\rapproved: {}", line: 1, says: "U+000D"},
	{name: "next line", text: "version: 1%# \u0085", line: 2, says: "U+0085"},
	{name: "line separator", text: "version: 1%# \u2028", line: 2, says: "U+2028"},
	{name: "turned text", text: "version: 1%# \u202e", line: 2, says: "U+202E"},
	{name: "a second byte order mark", text: "version: 1%# \ufeff", line: 2, says: "U+FEFF"},
	{name: "escaped control character", text: "version: 1%\"a\\u0007mallory\": 1", line: 2, says: "control character"},
	{name: "escaped turned text", text: "version: 1%\"a\\u202e\": 1", line: 2, says: "control character"},
	{name: "tab", text: "version: 1%a:%\tb: mallory", line: 3, says: "not YAML"},
	{name: "unclosed quote", text: "version: 1%a: \"mallory", line: 2, says: "not YAML"},
	{name: "unclosed bracket", text: "version: 1%a: [mallory", line: 2, says: "not YAML"},
	{name: "no colon", text: "version: 1%mallory%b: 1", line: 2, says: "not YAML"},
	{name: "wrong indentation", text: "version: 1%a: 1% b: mallory", line: 3, says: "not YAML"},
	{name: "two documents", text: "version: 1%---%version: 1", line: 2, says: "second document"},
	{name: "an empty second document", text: "version: 1%---%", line: 2, says: "second document"},
	{name: "a broken second document", text: "version: 1%---%a: [", line: 3, says: "not YAML"},
	{name: "unknown alias", text: "version: 1%a: *mallory", line: 2, says: "alias"},
	{name: "alias", text: "a: &m mallory%b: *m", line: 1, says: "anchor"},
	{name: "anchor", text: "version: &mallory 1", line: 1, says: "anchor"},
	{name: "alias as key", text: "version: 1%*m : 1", line: 2, says: "alias"},
	{name: "merge key", text: "version: 1%<<: {a: mallory}", line: 2, says: "merge key"},
	{name: "tag of ours", text: "version: !mallory 1", line: 1, says: "tag"},
	{name: "tag", text: "version: !!int 1", line: 1, says: "tag"},
	{name: "binary", text: "version: 1%a: !!binary bWFsbG9yeQ==", line: 2, says: "tag"},
	{name: "duplicate key", text: "version: 1%# a%version: 1", line: 3, says: `duplicate key "version", first on line 1`},
	{name: "duplicate key in quotes", text: "version: 1%\"version\": 1", line: 2, says: "duplicate key"},
	{name: "duplicate key in brackets", text: "version: 1%a: {b: [{c: 1, d: 1, c: 2}]}", line: 2, says: `duplicate key "c"`},
	{name: "a list as key", text: "version: 1%? [mallory]%: 1", line: 2, says: "not a word"},
	{name: "deep lists", text: "version: 1%a: " + strings.Repeat("[", 30) + strings.Repeat("]", 30), line: 2, says: "deeper than 20"},
	{name: "deep keys", text: "version: 1%a: " + strings.Repeat("{a: ", 5000) + "1" + strings.Repeat("}", 5000), line: 2, says: "deeper than 20"},
	{name: "deeper than the parser", text: "version: 1%a: " + strings.Repeat("[", 20000), line: 2, says: "not YAML"},
	{name: "too large", text: "version: 1%# " + strings.Repeat("mallory ", 1<<17), line: 1, says: "1 MiB"},
	{name: "bomb", text: "a: &a [x, x, x, x]%b: &b [*a, *a, *a, *a]%c: &c [*b, *b, *b, *b]%d: &d [*c, *c, *c, *c]%version: 1", line: 1, says: "anchor"},
	{name: "an alias of itself", text: "version: 1%a: &a [*a]", line: 2, says: "anchor"},

	{name: "no version", text: "{}", line: 1, says: `"version" is missing`, sees: true},
	{name: "another version", text: "version: 2", line: 1, says: "out of bounds", sees: true},
	{name: "version in quotes", text: `version: "1"`, line: 1, says: "not a whole number", sees: true},
	{name: "version with a point", text: `version: 1.0`, line: 1, says: "not a whole number"},
	{name: "version in base 16", text: "version: 0x1", line: 1, says: "not a whole number"},
	{name: "version as a list", text: "version: [1]", line: 1, says: "not a whole number", sees: true},
	{name: "no version, but null", text: "version:", line: 1, says: "is empty", sees: true},
	{name: "unknown key", text: "version: 1%mallory: 1", line: 2, says: `unknown key "mallory"`, sees: true},
	{name: "upper case", text: "version: 1%Version: 1", line: 2, says: `did you mean "version"?`, sees: true},
}

func TestPolicyRefused(t *testing.T) {
	t.Parallel()
	s := policySchema(t, catalogue())
	for _, r := range append(policyRefused(), notYAML...) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Parse("dir/wxaudit.yaml", []byte(r.file()), catalogue())
			require.Nil(t, p)
			isRefused(t, r, "dir/wxaudit.yaml", err)
			if r.sees {
				require.Error(t, fits(t, s, []byte(r.file())), "the schema takes it")
			}
		})
	}
}

func isRefused(t *testing.T, r refused, name string, err error) {
	t.Helper()
	var e *policy.Error
	require.True(t, errors.As(err, &e), "%v", err)
	require.NotEmpty(t, e.Do)
	text := err.Error()
	require.Truef(t, strings.HasPrefix(text, fmt.Sprintf("%s:%d: ", name, r.line)), "not line %d: %s", r.line, text)
	require.Contains(t, text, r.says)
	require.NotContains(t, text, "\n")
	require.Less(t, len(text), 1200)
	if !strings.Contains(r.says, "mallory") {
		require.NotContains(t, text, "mallory", "a value is quoted")
	}
}

func policyRefused() []refused {
	waiver := func(changes ...string) string {
		w := `version: 1%waivers:%  - id: w1%    check: meetings.lobby%    resources: ["*"]%    reason: mallory%    owner: mallory%    approvers: [a, b]%    starts: 2026-01-01%    expires: 2026-02-01`
		for _, change := range changes {
			from, to, _ := strings.Cut(change, " => ")
			if !strings.Contains(w, from) {
				panic("nothing to change: " + from)
			}
			w = strings.Replace(w, from, to, 1)
		}
		return w
	}
	return []refused{
		{name: "a key misspelt", text: "version: 1%waiver: []", line: 2, says: `unknown key "waiver"; did you mean "waivers"?`, sees: true},
		{name: "a key far from all", text: "version: 1%organization: {mallory: 1}", line: 2, says: `unknown key "mallory" in "organization"; the keys are timezone, internal_domains, id`, sees: true},
		{name: "a long key", text: "version: 1%" + strings.Repeat("x", 900) + ": 1", line: 2, says: `…"`, sees: true},
		{name: "the first of several", text: "version: 1%waivers: 1%organization: 1%reads: 1", line: 2, says: `"waivers" is not a list`, sees: true},
		{name: "the first of several, whatever finds it", text: "version: 1%phi_scope: {hosts: [mallory]}%version: 1", line: 2, says: `an item of "hosts" is not an e-mail address`},
		{name: "empty section", text: "version: 1%organization:", line: 2, says: `"organization" is empty`, sees: true},
		{name: "section as list", text: "version: 1%organization:%  - mallory", line: 3, says: `"organization" is not a group`, sees: true},

		{name: "unknown zone", text: "version: 1%organization:%  timezone: Mallory/Nowhere", line: 3, says: "not a known time zone"},
		{name: "zone of the machine", text: "version: 1%organization:%  timezone: Local", line: 3, says: "not a known time zone"},
		{name: "zone as path", text: "version: 1%organization:%  timezone: ../../etc/passwd", line: 3, says: "not a time zone", sees: true},
		{name: "empty zone", text: "version: 1%organization:%  timezone: ''", line: 3, says: "not a time zone", sees: true},
		{name: "domain without a dot", text: "version: 1%organization:%  internal_domains: [mallory]", line: 3, says: "not a domain", sees: true},
		{name: "domain with a star", text: "version: 1%organization:%  internal_domains:%  - clinic.example%  - '*.mallory.example'", line: 5, says: "not a domain", sees: true},
		{name: "address as domain", text: "version: 1%organization:%  internal_domains: [mallory@clinic.example]", line: 3, says: "not a domain", sees: true},
		{name: "domain as word", text: "version: 1%organization:%  internal_domains: mallory.example", line: 3, says: "not a list", sees: true},
		{name: "domain with dashes at its end", text: "version: 1%organization:%  internal_domains: [mallory-.example]", line: 3, says: "not a domain", sees: true},
		{name: "domain in another script", text: "version: 1%organization:%  internal_domains: [mallory.exämple]", line: 3, says: "not a domain", sees: true},
		{name: "organisation by name", text: "version: 1%organization:%  id: mallory", line: 3, says: "not a UUID", sees: true},

		{name: "contact center elsewhere", text: "version: 1%contact_center:%  url: https://mallory.example", line: 3, says: "not a Contact Center address", sees: true},
		{name: "contact center look-alike", text: "version: 1%contact_center:%  url: https://api.wxcc-us1.cisco.com.mallory.example", line: 3, says: "not a Contact Center address", sees: true},
		{name: "contact center behind a user", text: "version: 1%contact_center:%  url: https://api.wxcc-us1.cisco.com@mallory.example/", line: 3, says: "not a Contact Center address", sees: true},
		{name: "contact center with a path", text: "version: 1%contact_center:%  url: https://api.wxcc-us1.cisco.com/mallory", line: 3, says: "not a Contact Center address", sees: true},
		{name: "contact center in the clear", text: "version: 1%contact_center:%  url: http://api.wxcc-us1.cisco.com", line: 3, says: "not a Contact Center address", sees: true},
		{name: "another host in the clear", text: "version: 1%contact_center:%  url: http://192.0.2.1", line: 3, says: "not a Contact Center address", sees: true},
		{name: "contact center without url", text: "version: 1%contact_center: {}", line: 2, says: `"url" is missing in "contact_center"`, sees: true},

		{name: "no lines at all", text: "version: 1%reads:%  max_lines: 0", line: 3, says: "out of bounds", sees: true},
		{name: "too many lines", text: "version: 1%reads:%  max_lines: 1000001", line: 3, says: "out of bounds", sees: true},
		{name: "octal", text: "version: 1%reads:%  max_lines: 010", line: 3, says: "not a whole number"},
		{name: "underscores", text: "version: 1%reads:%  max_lines: 1_000", line: 3, says: "not a whole number"},
		{name: "yes as a switch", text: "version: 1%reads:%  every_space: yes", line: 3, says: "not true or false", sees: true},
		{name: "1 as a switch", text: "version: 1%reads:%  every_space: 1", line: 3, says: "not true or false", sees: true},

		{name: "host that is no address", text: "version: 1%phi_scope:%  hosts: [mallory]", line: 3, says: "not an e-mail address", sees: true},
		{name: "empty host", text: "version: 1%phi_scope:%  hosts: ['']", line: 3, says: "not an e-mail address", sees: true},
		{name: "null host", text: "version: 1%phi_scope:%  hosts: [~]", line: 3, says: "is empty", sees: true},
		{name: "nested hosts", text: "version: 1%phi_scope:%  hosts: [[a@clinic.example]]", line: 3, says: "not an e-mail address", sees: true},
		{name: "session type as number", text: "version: 1%phi_scope:%  session_types: [3]", line: 3, says: "quotes", sees: true},
		{name: "department with blanks around it", text: "version: 1%phi_scope:%  departments: [' mallory ']", line: 3, says: "not text on one line", sees: true},
		{name: "department on two lines", text: "version: 1%phi_scope:%  departments:%   - |%    mallory%    b", line: 4, says: "not text on one line", sees: true},
		{name: "site with a path", text: "version: 1%phi_scope:%  sites: [mallory.webex.com/a]", line: 3, says: "not a domain", sees: true},
		{name: "too many", text: "version: 1%phi_scope:%  groups: [" + strings.Repeat("g, ", 10001) + "g]", line: 3, says: "more than 10000", sees: true},

		{name: "approved host as address", text: "version: 1%approved:%  hosts: ['https://mallory.example']", line: 3, says: "not a host name", sees: true},
		{name: "half an approval", text: "version: 1%approved:%  administrators: ['mallory@clinic.example|why']", line: 3, says: "who|reason|day", sees: true},
		{name: "approval without a reason", text: "version: 1%approved:%  administrators: ['mallory@clinic.example| |2026-01-01']", line: 3, says: "who|reason|day", sees: true},
		{name: "hosts twice", text: "version: 1%approved: {hosts: []}%checks:%  apps.outbound-destinations:%    params:%      approved_hosts: [mallory]", line: 6, says: `given twice: "hosts" of "approved", on line 2`},
		{name: "bots twice", text: "version: 1%approved: {bots: [mallory]}%checks: {apps.bots: {params: {approved_bots: []}}}", line: 3, says: "given twice"},
		{name: "administrators twice", text: "version: 1%approved: {administrators: []}%checks: {admins.content-access-allow-list: {params: {authorised: []}}}", line: 3, says: "given twice"},
		{name: "internal domains twice", text: "version: 1%organization: {internal_domains: [a.example]}%checks: {calling.voicemail-and-fax-copies: {params: {internal_domains: []}}}", line: 3, says: "given twice"},

		{name: "unknown check", text: "version: 1%checks:%  meetings.loby: {}", line: 3, says: `unknown check "meetings.loby"; did you mean "meetings.lobby"?`, sees: true},
		{name: "unknown parameter", text: "version: 1%checks:%  meetings.lobby:%    params:%      max_age: 3", line: 5, says: `unknown key "max_age" in "params"`, sees: true},
		{name: "parameters of a check without any", text: "version: 1%checks:%  links.plain:%    params: {}", line: 4, says: `unknown key "params"`, sees: true},
		{name: "days in words", text: "version: 1%checks:%  meetings.lobby: {params: {max_age_days: mallory}}", line: 3, says: "not a whole number", sees: true},
		{name: "days with a point", text: "version: 1%checks:%  meetings.lobby: {params: {max_age_days: 1.5}}", line: 3, says: "not a whole number", sees: true},
		{name: "days below zero", text: "version: 1%checks:%  meetings.lobby: {params: {max_age_days: -1}}", line: 3, says: "from 0 to 1000000", sees: true},
		{name: "days without end", text: "version: 1%checks:%  meetings.lobby: {params: {max_age_days: 99999999999999999999}}", line: 3, says: "not a whole number", sees: true},
		{name: "days that are no number", text: "version: 1%checks:%  meetings.lobby: {params: {max_age_days: .inf}}", line: 3, says: "not a whole number"},
		{name: "share above 1", text: "version: 1%checks:%  meetings.lobby: {params: {min_rate: 95}}", line: 3, says: "from 0 to 1", sees: true},
		{name: "share that is no number", text: "version: 1%checks:%  meetings.lobby: {params: {min_rate: .nan}}", line: 3, says: "not a number"},
		{name: "switch in quotes", text: "version: 1%checks:%  meetings.lobby: {params: {strict: 'true'}}", line: 3, says: "not true or false", sees: true},
		{name: "version as number", text: "version: 1%checks:%  meetings.lobby: {params: {min_version: 1.3}}", line: 3, says: "put it into quotes", sees: true},
		{name: "empty word", text: "version: 1%checks:%  meetings.lobby: {params: {min_version: ''}}", line: 3, says: "not text on one line", sees: true},
		{name: "long word", text: "version: 1%checks:%  meetings.lobby: {params: {min_version: " + strings.Repeat("mallory", 200) + "}}", line: 3, says: "not text on one line", sees: true},
		{name: "list as word", text: "version: 1%checks:%  meetings.lobby: {params: {allowed: mallory}}", line: 3, says: "not a list", sees: true},
		{name: "list of numbers", text: "version: 1%checks:%  meetings.lobby: {params: {allowed: [1]}}", line: 3, says: "quotes", sees: true},
		{name: "severity without a reason", text: "version: 1%checks:%  meetings.lobby:%    severity: low", line: 4, says: `"severity" stands without "severity_reason"`, sees: true},
		{name: "a reason without severity", text: "version: 1%checks:%  meetings.lobby:%    severity_reason: mallory", line: 4, says: `"severity_reason" stands without "severity"`, sees: true},
		{name: "severity that never fails", text: "version: 1%checks:%  meetings.lobby: {severity: info, severity_reason: mallory}", line: 3, says: "critical, high, medium, low", sees: true},
		{name: "unknown severity", text: "version: 1%checks:%  meetings.lobby: {severity: hihg, severity_reason: mallory}", line: 3, says: `did you mean "high"?`, sees: true},

		{name: "disabled without a reason", text: "version: 1%disabled:%  - check: links.plain", line: 3, says: `"reason" is missing in "disabled"`, sees: true},
		{name: "disabled with a blank reason", text: "version: 1%disabled:%  - check: links.plain%    reason: '  '", line: 4, says: `"reason" is not text`, sees: true},
		{name: "disabled twice", text: "version: 1%disabled:%  - {check: links.plain, reason: a}%  - {check: links.plain, reason: b}", line: 4, says: "disabled twice"},
		{name: "disabled, unknown", text: "version: 1%disabled:%  - {check: mallory, reason: a}", line: 3, says: `"check" names no check of the catalogue`, sees: true},
		{name: "disabled, misspelt", text: "version: 1%disabled:%  - {check: link.plain, reason: a}", line: 3, says: `did you mean "links.plain"?`, sees: true},

		{name: "waiver without expiry", text: waiver("%    expires: 2026-02-01 => "), line: 3, says: `"expires" is missing in "waivers"`, sees: true},
		{name: "waiver without a start", text: waiver("%    starts: 2026-01-01 => "), line: 3, says: `"starts" is missing`, sees: true},
		{name: "waiver without an id", text: waiver("id: w1%     => "), line: 3, says: `"id" is missing`, sees: true},
		{name: "waiver without a reason", text: waiver("%    reason: mallory => "), line: 3, says: `"reason" is missing`, sees: true},
		{name: "waiver without an owner", text: waiver("%    owner: mallory => "), line: 3, says: `"owner" is missing`, sees: true},
		{name: "waiver without approvers", text: waiver("%    approvers: [a, b] => "), line: 3, says: `"approvers" is missing`, sees: true},
		{name: "waiver without a check", text: waiver("%    check: meetings.lobby => "), line: 3, says: `"check" is missing`, sees: true},
		{name: "waiver without resources", text: waiver(`%    resources: ["*"] => `), line: 3, says: `"resources" is missing`, sees: true},
		{name: "waiver of an unknown check", text: waiver("meetings.lobby => meetings.mallory"), line: 4, says: "no check of the catalogue", sees: true},
		{name: "waiver of no resources", text: waiver(`["*"] => []`), line: 5, says: `"resources" has fewer than 1`, sees: true},
		{name: "empty pattern", text: waiver(`["*"] => ["*", ""]`), line: 5, says: `an item of "resources" is not text`, sees: true},
		{name: "blank pattern", text: waiver(`["*"] => [" "]`), line: 5, says: `an item of "resources" is not text`, sees: true},
		{name: "waiver id with blanks", text: waiver("id: w1 => id: mallory w"), line: 3, says: "not a short name", sees: true},
		{name: "waiver for 91 days of a critical check", text: waiver("2026-02-01 => 2026-04-02"), line: 10, says: "lasts 91 days, and 90 are the most for a critical check; let it expire on 2026-04-01 or before"},
		{name: "a critical check made low", text: waiver("version: 1 => version: 1%checks: {meetings.lobby: {severity: low, severity_reason: a}}", "2026-02-01 => 2026-04-02"), line: 11, says: "90 are the most for a critical check"},
		{name: "a critical check made low, with one approver", text: waiver("version: 1 => version: 1%checks: {meetings.lobby: {severity: low, severity_reason: a}}", "[a, b] => [a]"), line: 9, says: "two different approvers"},
		{name: "a check made critical", text: waiver("meetings.lobby => links.plain", "version: 1 => version: 1%checks: {links.plain: {severity: critical, severity_reason: a}}", "2026-02-01 => 2026-04-02"), line: 11, says: "90 are the most for a critical check"},
		{name: "waiver for 366 days", text: waiver("meetings.lobby => links.plain", "2026-02-01 => 2027-01-02"), line: 10, says: "lasts 366 days, and 365 are the most; let it expire on 2027-01-01 or before"},
		{name: "the owner approves alone", text: waiver("meetings.lobby => links.plain", "[a, b] => [ Mallory]"), line: 8, says: "the owner is the only approver"},
		{name: "the owner approves twice", text: waiver("[a, b] => [mallory, MALLORY]"), line: 8, says: "two different approvers"},
		{name: "addressable without a measure", text: waiver("meetings.lobby => apps.bots"), line: 3, says: `"equivalent_measure" is missing`},
		{name: "addressable with a blank measure", text: waiver("meetings.lobby => apps.bots%    equivalent_measure: ''"), line: 5, says: `"equivalent_measure" is not text`, sees: true},
		{name: "one id twice", text: waiver() + "%" + strings.TrimPrefix(waiver("id: w1 => id: W1"), "version: 1%waivers:%"), line: 11, says: "the waiver on line 3 has the same id"},
		{name: "waiver of a disabled check", text: waiver() + "%disabled: [{check: meetings.lobby, reason: a}]", line: 4, says: "disabled"},
		{name: "second waiver is bad", text: waiver() + "%  - id: w2%    chekc: apps.bots", line: 12, says: `did you mean "check"?`, sees: true},
		{name: "waiver that ends before it begins", text: waiver("2026-02-01 => 2025-12-31"), line: 10, says: `"expires" lies before "starts"`},
		{name: "a day that does not exist", text: waiver("2026-02-01 => 2026-02-30"), line: 10, says: "the calendar does not have"},
		{name: "a day with a time", text: waiver("2026-02-01 => 2026-02-01T00:00:00Z"), line: 10, says: "not a day", sees: true},
		{name: "a day of year 1", text: waiver("2026-02-01 => 0001-01-01"), line: 10, says: "not a day", sees: true},
		{name: "an American day", text: waiver("2026-02-01 => 02/01/2026"), line: 10, says: "not a day", sees: true},
		{name: "one approver of a critical check", text: waiver("[a, b] => [mallory]"), line: 8, says: "two different approvers"},
		{name: "one approver twice", text: waiver("[a, b] => [Mallory M, mallory  m]"), line: 8, says: "two different approvers"},
		{name: "no approver", text: waiver("[a, b] => []"), line: 8, says: `"approvers" has fewer than 1`, sees: true},
		{name: "blank approver", text: waiver("[a, b] => ['', b]"), line: 8, says: "not a name", sees: true},
	}
}
