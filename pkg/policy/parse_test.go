package policy_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the machine of the tests may have none

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
)

// catalogue is a small one with a parameter of each type.
func catalogue() []check.Check {
	return []check.Check{
		{
			ID: "meetings.lobby", Title: "Meetings have a lobby", Severity: check.Critical, Basis: []check.Basis{check.RuleRequired},
			Params: []check.Param{
				{Name: "max_age_days", Default: 180},
				{Name: "min_rate", Default: 0.95},
				{Name: "strict", Default: true},
				{Name: "min_version", Default: "1.2"},
				{Name: "allowed", Default: []string{"US", "EU: all"}},
				{Name: "skew", Default: -5},
			},
		},
		{ID: "apps.bots", Title: "Bots are known", Severity: check.Medium, Basis: []check.Basis{check.RuleAddressable},
			Params: []check.Param{{Name: "approved_bots", Default: []string{}}}},
		{ID: "apps.outbound-destinations", Title: "Webhooks go to approved hosts", Severity: check.High, Basis: []check.Basis{check.GoodPractice},
			Params: []check.Param{{Name: "approved_hosts", Default: []string{}}}},
		{ID: "admins.content-access-allow-list", Title: "Only approved people reach content", Severity: check.High, Basis: []check.Basis{check.Seed},
			Params: []check.Param{{Name: "authorised", Default: []string{}}}},
		{ID: "calling.voicemail-and-fax-copies", Title: "Copies stay inside", Severity: check.High, Basis: []check.Basis{check.Seed},
			Params: []check.Param{{Name: "internal_domains", Default: []string{}}}},
		{ID: "links.plain", Title: "Links are plain", Severity: check.Low, Basis: []check.Basis{check.Seed}},
	}
}

// whole is a policy that says everything that can be said.
const whole = `version: 1
organization:
  timezone: America/New_York
  internal_domains: [Clinic.example, clinic.test]
  id: 6B3C1E2A-0d4f-4b5a-9c8e-7f6a5b4c3d2e
contact_center:
  url: https://api.wxcc-us1.cisco.com/
reads:
  every_space: true
  max_lines: 100
  max_mailboxes: 200
  max_devices: 300
phi_scope:
  hosts: [Nurse@clinic.example]
  groups: [g1]
  departments: [Heart centre]
  sites: [Clinic.webex.com]
  session_types: ["3"]
  classifications: [c1]
  queues: [q1]
  external_participant: true
approved:
  hosts: [hooks.clinic.example, 192.0.2.1]
  applications: [C123]
  administrators:
    - cmo@clinic.example
    - cpo@clinic.example|legal holds|2026-10-01
  bots: [reminder@webex.bot]
checks:
  meetings.lobby:
    params:
      max_age_days: 0
      min_rate: 1
      strict: true
      min_version: "1.3"
      allowed: []
      skew: -7
    severity: high
    severity_reason: >
      The lobby is
      watched.
disabled:
  - check: links.plain
    reason: no links are used
waivers:
  - id: W-1
    check: meetings.lobby
    resources: ["room-*", "*@clinic.example"]
    reason: old rooms
    owner: Jane Doe
    approvers: [John Roe, Ann Poe]
    starts: 2026-01-01
    expires: 2026-04-01
  - id: W-2
    check: apps.bots
    resources: ["*"]
    reason: known bot
    equivalent_measure: a contract
    owner: Jane Doe
    approvers: [John Roe]
    ticket: IT-7
    starts: 2026-01-01
    expires: "2027-01-01"
`

func parse(t *testing.T, text string) *policy.Policy {
	t.Helper()
	p, err := policy.Parse("wxaudit.yaml", []byte(text), catalogue())
	require.NoError(t, err)
	return p
}

func day(t *testing.T, text string) finding.Day {
	t.Helper()
	d, err := finding.ParseDay(text)
	require.NoError(t, err)
	return d
}

func TestParseEverything(t *testing.T) {
	t.Parallel()
	p := parse(t, whole)
	lobby := catalogue()[0]

	require.Equal(t, "America/New_York", p.Location().String())
	require.Equal(t, "6b3c1e2a-0d4f-4b5a-9c8e-7f6a5b4c3d2e", p.OrganizationUUID)
	require.Equal(t, []string{"clinic.example", "clinic.test"}, p.InternalDomains)
	require.Equal(t, "https://api.wxcc-us1.cisco.com", p.ContactCenterURL)
	require.Equal(t, policy.Reads{EverySpace: true, MaxLines: 100, MaxMailboxes: 200, MaxDevices: 300}, p.Reads)
	require.Equal(t, check.Scope{
		Hosts: []string{"nurse@clinic.example"}, Groups: []string{"g1"}, Departments: []string{"Heart centre"},
		Sites: []string{"clinic.webex.com"}, SessionTypes: []string{"3"}, Classifications: []string{"c1"},
		Queues: []string{"q1"}, ExternalParticipant: true,
	}, p.Scope)
	require.Equal(t, map[string]string{"links.plain": "no links are used"}, p.Disabled)

	require.Equal(t, check.Params{"max_age_days": 0, "min_rate": 1.0, "strict": true, "min_version": "1.3", "allowed": []string{}, "skew": -7}, p.Params(lobby))
	require.Equal(t, check.High, p.Severity(lobby))
	require.Equal(t, "The lobby is watched.", p.SeverityWhy(lobby.ID))
	require.Equal(t, []check.Adjustment{
		{Name: "allowed", Default: []string{"US", "EU: all"}, Value: []string{}},
		{Name: "max_age_days", Default: 180, Value: 0},
		{Name: "min_rate", Default: 0.95, Value: 1.0},
		{Name: "min_version", Default: "1.2", Value: "1.3"},
		{Name: "severity", Default: "critical", Value: "high"},
		{Name: "skew", Default: -5, Value: -7},
	}, p.Adjusted(lobby))
	require.Equal(t, []string{"hooks.clinic.example", "192.0.2.1"}, p.Params(catalogue()[2]).Strings("approved_hosts"))
	require.Equal(t, []string{"cmo@clinic.example", "cpo@clinic.example|legal holds|2026-10-01"}, p.Params(catalogue()[3]).Strings("authorised"))
	require.Equal(t, []string{"clinic.example", "clinic.test"}, p.Params(catalogue()[4]).Strings("internal_domains"))
	require.Len(t, p.Adjusted(catalogue()[1]), 1, "approved bots are a parameter")

	require.Equal(t, []policy.Waiver{
		{
			Waiver: finding.Waiver{ID: "W-1", Reason: "old rooms", Owner: "Jane Doe", Approvers: []string{"John Roe", "Ann Poe"}, Expires: day(t, "2026-04-01")},
			Check:  "meetings.lobby", Resources: []string{"room-*", "*@clinic.example"}, Starts: day(t, "2026-01-01"), Line: strings.Count(whole[:strings.Index(whole, "id: W-1")], "\n") + 1,
		},
		{
			Waiver: finding.Waiver{ID: "W-2", Reason: "known bot", Measure: "a contract", Owner: "Jane Doe", Approvers: []string{"John Roe"}, Ticket: "IT-7", Expires: day(t, "2027-01-01")},
			Check:  "apps.bots", Resources: []string{"*"}, Starts: day(t, "2026-01-01"), Line: strings.Count(whole[:strings.Index(whole, "id: W-2")], "\n") + 1,
		},
	}, p.Waivers)
}

func TestNoPolicy(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]*policy.Policy{"nil": nil, "empty": parse(t, "version: 1")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := catalogue()[0]
			require.Equal(t, check.Defaults(c.Params), p.Params(c))
			require.Equal(t, c.Severity, p.Severity(c))
			require.Empty(t, p.SeverityWhy(c.ID))
			require.Empty(t, p.Adjusted(c))
			require.Equal(t, time.UTC, p.Location())
			_, off := p.DisabledWhy(c.ID)
			require.False(t, off)
		})
	}
}
