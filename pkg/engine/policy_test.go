package engine_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
)

func parse(t *testing.T, checks []check.Check, text string) *policy.Policy {
	t.Helper()
	p, err := policy.Parse("wxaudit.yaml", []byte(text), checks)
	require.NoError(t, err)
	return p
}

const waiver = `version: 1
organization:
  timezone: America/Chicago
waivers:
  - id: W-1
    check: a.b
    resources: ["s*"]
    reason: the site is closed in December
    equivalent_measure: nobody has an account on it
    owner: ann@clinic.example
    approvers: [bob@clinic.example]
    ticket: T-1
    starts: 2026-01-05
    expires: 2026-02-28
`

// The clock of the tests is 2026-03-01 02:00 UTC, which is still the last day
// of the waiver in Chicago, and not in UTC.
func TestWaivers(t *testing.T) {
	t.Parallel()
	fail := func(name string) finding.Finding { return check.Fail(site(name), "bad") }
	for name, tc := range map[string]struct {
		says   string // a change of the policy
		with   string
		fs     []finding.Finding
		waived bool
		code   int // with accepted waivers
		notes  []string
	}{
		"covers the failure":           {fs: []finding.Finding{fail("s1")}, waived: true, code: 0},
		"covers one of two":            {fs: []finding.Finding{fail("s1"), fail("t")}, code: 1},
		"covers all beside a pass":     {fs: []finding.Finding{fail("s1"), check.Pass(site("t"), "fine")}, waived: true, code: 0},
		"has ended in UTC":             {says: "America/Chicago", with: "UTC", fs: []finding.Finding{fail("s1")}, code: 1, notes: []string{"the waiver W-1 ended on 2026-02-28: it covered 1 failure that no other waiver does: renew it or mend them"}},
		"has ended and covers nothing": {says: "America/Chicago", with: "UTC", fs: []finding.Finding{check.Pass(site("s1"), "fine")}, code: 0, notes: []string{"the waiver W-1 ended on 2026-02-28 and covers nothing: remove it"}},
		"lasts longer":                 {says: "expires: 2026-02-28", with: "expires: 2026-12-28", fs: []finding.Finding{fail("s1")}, waived: true, code: 0},
		"has not begun":                {says: "starts: 2026-01-05\n    expires: 2026-02-28", with: "starts: 2026-03-01\n    expires: 2026-04-30", fs: []finding.Finding{fail("s1")}, code: 1},
		"begins today":                 {says: "starts: 2026-01-05", with: "starts: 2026-02-28", fs: []finding.Finding{fail("s1")}, waived: true, code: 0},
		"has ended, and was renewed": {says: "expires: 2026-02-28\n", with: "expires: 2026-02-27\n  - {id: W-2, check: a.b, resources: [s1], reason: again, equivalent_measure: the same, owner: ann@clinic.example, approvers: [bob@clinic.example], starts: 2026-02-27, expires: 2026-05-01}\n",
			fs: []finding.Finding{fail("s1")}, waived: true, code: 0, notes: []string{"the waiver W-1 ended on 2026-02-27, and another one covers what it did: remove it"}},
		"has ended, and something is unknown": {says: "America/Chicago", with: "UTC", fs: []finding.Finding{check.Unknown(site("s1"), snapshot.Forbidden, "refused")}, code: 4,
			notes: []string{"the waiver W-1 ended on 2026-02-28: renew or remove it"}},
		"hides nothing that was not learnt": {fs: []finding.Finding{fail("s1"), check.Unknown(site("s1"), snapshot.Forbidden, "refused")}, waived: true, code: 4},
		"covers nothing":                    {fs: []finding.Finding{check.Pass(site("s1"), "fine")}, code: 0, notes: []string{"the waiver W-1 covers nothing that failed: remove it, or correct its resources"}},
		"may cover what is unknown":         {fs: []finding.Finding{check.Unknown(site("s1"), snapshot.Forbidden, "refused")}, code: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := waiver
			if tc.says != "" {
				require.Contains(t, text, tc.says)
				text = strings.Replace(text, tc.says, tc.with, 1)
			}
			c := answers("a.b", tc.fs...)
			c.Severity = check.High
			o := engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: now}
			before := engine.Run(o).Outcomes[0]
			o.Policy = parse(t, o.Checks, text)
			r := engine.Run(o)
			out := r.Outcomes[0]

			require.Equal(t, tc.waived, out.Waived)
			require.Equal(t, before.Failed, out.Failed, "a waived failure stays one")
			if before.Status == finding.Fail || before.Status == finding.Unknown {
				require.Equal(t, before.Status, out.Status)
			}
			require.Equal(t, tc.code, engine.ExitCode(r, engine.Threshold{FailOn: finding.Low, AcceptWaived: true}))
			if before.Failed > 0 {
				require.Equal(t, 1, engine.ExitCode(r, engine.Threshold{FailOn: finding.Low}), "unless it is asked for, a waived failure counts")
			}
			var notes []string
			for _, f := range out.Findings {
				if f.Resource.Type == "waiver" {
					require.Equal(t, finding.Warn, f.Status)
					notes = append(notes, f.Message)
				}
				require.False(t, f.Waiver != nil && f.Status != finding.Fail)
			}
			require.Equal(t, tc.notes, notes)
		})
	}
}

func TestDisabledChecksAreShownAndDecideNothing(t *testing.T) {
	t.Parallel()
	c, d := answers("a.b", check.Fail(site("s"), "bad")), answers("a.c", check.Pass(site("s"), "fine"))
	o := engine.Options{Checks: []check.Check{c, d}, Snapshot: &snapshot.Snapshot{}, Now: now}
	o.Policy = parse(t, o.Checks, "version: 1\ndisabled:\n  - check: a.b\n    reason: we have no such thing\n")
	r := engine.Run(o)
	require.True(t, r.Outcomes[0].Disabled)
	require.Equal(t, "disabled by the policy: we have no such thing", r.Outcomes[0].Message)
	require.Equal(t, 1, r.Coverage.Disabled)
	require.Equal(t, 1, r.Coverage.Decided)
	require.Zero(t, r.Coverage.NotApplicable)

	o.Checks = o.Checks[:1]
	require.Equal(t, 4, engine.ExitCode(engine.Run(o), engine.Threshold{FailOn: finding.Low}), "nothing was judged")
}

func TestSeverityOfThePolicy(t *testing.T) {
	t.Parallel()
	c := answers("a.b", check.Fail(site("s"), "bad"))
	c.Severity = check.High
	o := engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: now}
	o.Policy = parse(t, o.Checks, "version: 1\nchecks:\n  a.b:\n    severity: low\n    severity_reason: nobody uses it\n")
	out := engine.Run(o).Outcomes[0]
	require.Equal(t, finding.Low, out.Findings[0].Severity)
	require.Equal(t, []check.Adjustment{{Name: "severity", Default: "high", Value: "low"}}, out.Adjusted)
	require.Equal(t, "bad (policy: severity is low instead of high: nobody uses it)", out.Message)
}

func TestChecksThatFollowOthers(t *testing.T) {
	t.Parallel()
	status := func(in *check.Input) []finding.Finding {
		return []finding.Finding{check.Warn(site("s"), string(in.Other("z.last")))}
	}
	first := check.Check{ID: "a.first", Follows: []string{"z.last"}, Run: status}
	stranger := check.Check{ID: "b.stranger", Run: status}
	last := answers("z.last", check.Pass(site("s"), "fine"))
	o := engine.Options{Checks: []check.Check{first, stranger}, Behind: []check.Check{last}, Snapshot: &snapshot.Snapshot{}, Now: now}
	r := engine.Run(o)
	require.Len(t, r.Outcomes, 2, "what is behind is not reported")
	require.Equal(t, "pass", r.Outcomes[0].Message)
	require.Equal(t, "unknown", r.Outcomes[1].Message, "nobody sees what it did not ask for")

	o.Behind = nil
	require.Equal(t, "unknown", engine.Run(o).Outcomes[0].Message)

	last.Follows = []string{"a.first"} // a circle ends, too
	o.Behind = []check.Check{last}
	require.Equal(t, "unknown", engine.Run(o).Outcomes[0].Message)
}

func TestStrictAttestations(t *testing.T) {
	t.Parallel()
	c := answers("a.b", check.NotAttested(site("s"), "nobody says"), check.Unknown(site("t"), snapshot.Forbidden, "refused"))
	o := engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: now}
	require.Equal(t, finding.Unknown, engine.Run(o).Outcomes[0].Status)
	o.Strict = true
	out := engine.Run(o).Outcomes[0]
	require.Equal(t, finding.Fail, out.Status)
	require.Equal(t, 1, out.Failed)
	require.Equal(t, 1, out.Unknown, "what was refused is still not known")
}

func TestContradictionsAreFindings(t *testing.T) {
	t.Parallel()
	c := answers("a.b", check.Pass(site("s"), "fine"))
	c.Fields = []string{"authentication.mfa_enabled"}
	s := &snapshot.Snapshot{Contradictions: []snapshot.Contradiction{
		{
			Field:  "authentication.mfa_enabled",
			Better: snapshot.Source{Path: "GET /authentication", Rank: snapshot.RankControlHub}, Value: true,
			Lesser: snapshot.Source{Path: "GET /v1/adminAudit/events", Rank: snapshot.RankAuditLog, ReadAt: now}, Other: false,
		},
		{Field: "authentication.keep_days"},
	}}
	r := engine.Run(engine.Options{Checks: []check.Check{c, answers("a.c", check.Pass(site("s"), "fine"))}, Snapshot: s, Now: now})
	require.Zero(t, r.Coverage.ByRank["audit_log"], "the lesser source decided nothing")
	out := r.Outcomes
	require.Equal(t, finding.Pass, out[0].Status, "the better source was believed; losing the other one must not look better")
	require.Len(t, out[0].Findings, 2)
	require.Equal(t, finding.Warn, out[0].Findings[1].Status)
	require.NotEmpty(t, out[0].Findings[1].ID)
	require.Equal(t, "two sources disagree on authentication.mfa_enabled: GET /authentication says true, "+
		"but GET /v1/adminAudit/events said false on 2026-03-01", out[0].Findings[1].Message)
	require.Equal(t, finding.Pass, out[1].Status)
}
