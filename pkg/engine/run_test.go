package engine_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// withFindings is a result of one check with these findings.
func withFindings(fs ...finding.Finding) engine.Result {
	return engine.Run(engine.Options{Checks: []check.Check{answers("a.b", fs...)}, Snapshot: &snapshot.Snapshot{}, Now: now})
}

func TestExitCode(t *testing.T) {
	t.Parallel()
	fail := func(site string, s finding.Severity) finding.Finding {
		f := check.Fail(check.SiteResource(site), "bad")
		f.Severity = s
		return f
	}
	unknown := check.Unknown(site("u"), snapshot.Forbidden, "no")
	hidden := check.Unknown(site("a"), snapshot.Forbidden, "no")
	pass, warn := check.Pass(site("p"), "fine"), check.Warn(site("w"), "odd")
	for name, tc := range map[string]struct {
		in     engine.Result
		failOn finding.Severity
		want   int
	}{
		"all pass":                        {withFindings(pass), finding.Low, 0},
		"a warning is no failure":         {withFindings(pass, warn), finding.Low, 0},
		"nothing to judge":                {withFindings(), finding.Low, 0},
		"a failure":                       {withFindings(fail("a", finding.Low)), finding.Low, 1},
		"at the threshold":                {withFindings(fail("a", finding.High)), finding.High, 1},
		"above the threshold":             {withFindings(fail("a", finding.Critical)), finding.High, 1},
		"below the threshold":             {withFindings(fail("a", finding.Medium)), finding.High, 0},
		"a failure beats unknown":         {withFindings(unknown, fail("a", finding.Low)), finding.Low, 1},
		"unknown":                         {withFindings(pass, unknown), finding.Low, 4},
		"unknown beside a lesser failure": {withFindings(unknown, fail("a", finding.Low)), finding.High, 4},
		"unknown inside a lesser failure": {withFindings(hidden, fail("a", finding.Low)), finding.High, 4},
		"no check at all":                 {engine.Run(engine.Options{Snapshot: &snapshot.Snapshot{}}), finding.Low, 4},
		"a severity that does not exist":  {withFindings(fail("a", "odd")), finding.High, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, engine.ExitCode(tc.in, engine.Threshold{FailOn: tc.failOn}))
		})
	}
}

func TestARunIsTheSameHoweverManyChecksRunAtOnce(t *testing.T) {
	t.Parallel()
	var checks []check.Check
	for i := range 50 {
		var fs []finding.Finding
		for j := range 40 {
			fs = append(fs, check.Fail(site(fmt.Sprintf("site-%d", (j*7+i)%30)), fmt.Sprintf("bad %d", j%3)))
		}
		c := answers(fmt.Sprintf("a.check-%02d", i), fs...)
		c.Scans = []snapshot.Name{snapshot.PeopleName, snapshot.SitesName}
		checks = append(checks, c)
	}
	var first *engine.Result
	for _, n := range []int{1, 2, 7, 0, runtime.NumCPU() * 4} {
		r := engine.Run(engine.Options{Checks: checks, Snapshot: &snapshot.Snapshot{}, Now: now, Parallel: n})
		for i, o := range r.Outcomes {
			require.Equal(t, checks[i].ID, o.Check.ID)
		}
		for i := range r.Outcomes {
			r.Outcomes[i].Check.Run = nil // functions cannot be compared
		}
		if first == nil {
			first = &r
		}
		require.Equal(t, *first, r, "parallel %d", n)
	}
}

func TestParameters(t *testing.T) {
	t.Parallel()
	c := check.Check{ID: "a.b", Params: []check.Param{{Name: "days", Default: 30}}, Run: func(in *check.Input) []finding.Finding {
		return []finding.Finding{check.Pass(site("s"), fmt.Sprint(in.Params.Int("days"), in.Now.Year()))}
	}}
	o := engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: now}
	require.Equal(t, "30 2026", engine.Run(o).Outcomes[0].Message)
	o.Policy = parse(t, o.Checks, "version: 1\nchecks:\n  a.b:\n    params:\n      days: 7\n")
	out := engine.Run(o).Outcomes[0]
	require.Equal(t, "7 2026 (policy: days is 7 instead of 30)", out.Message)
	require.Equal(t, []check.Adjustment{{Name: "days", Default: 30, Value: 7}}, out.Adjusted)
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	ev := func(r snapshot.Rank) finding.Evidence { return finding.Evidence{Rank: string(r)} }
	s := &snapshot.Snapshot{IdentityProviders: snapshot.Section[snapshot.IdentityProvider]{
		Items: []snapshot.IdentityProvider{}, Source: snapshot.Source{Rank: snapshot.RankControlHub},
	}}
	empty := answers("a.empty")
	empty.Needs = []snapshot.Name{snapshot.IdentityProvidersName}
	r := engine.Run(engine.Options{Snapshot: s, Checks: []check.Check{
		answers("a.api", check.Pass(site("s"), "fine", ev(snapshot.RankAPI))),
		answers("a.mixed", check.Pass(site("s"), "fine", ev(snapshot.RankAPI)), check.Fail(site("t"), "bad", ev(snapshot.RankAuditLog))),
		answers("a.unknown", check.Unknown(site("s"), snapshot.Forbidden, "no", ev(snapshot.RankControlHub))),
		answers("a.partly", check.Fail(site("s"), "bad", ev(snapshot.RankAPI)), check.Unknown(site("t"), snapshot.Forbidden, "no", ev(snapshot.RankControlHub))),
		answers("a.bare", check.Pass(site("s"), "fine")),
		empty,
	}})
	require.Equal(t, check.Coverage{
		Checks: 6, Decided: 5, Unknown: 1, NotApplicable: 1,
		ByRank: map[string]int{"api": 2, "control_hub": 1, "capture": 0, "audit_log": 1, "attestation": 0},
	}, r.Coverage)
}

func TestGaps(t *testing.T) {
	t.Parallel()
	forbidden := func(detail string) *snapshot.Gap {
		return &snapshot.Gap{Reason: snapshot.Forbidden, Detail: detail}
	}
	s := &snapshot.Snapshot{
		People: snapshot.Section[snapshot.Person]{Gap: forbidden("GET /v1/people answered 403")},
		Roles:  snapshot.Section[snapshot.Role]{Gap: forbidden("nobody reads this")},
		Sites:  snapshot.Section[snapshot.Site]{Items: []snapshot.Site{}},
		Scheduling: snapshot.Section[snapshot.SchedulingPreferences]{Items: []snapshot.SchedulingPreferences{
			{Gap: forbidden("GET x answered 403")}, {}, {Gap: forbidden("GET y answered 403")}, {Gap: forbidden("GET y answered 403")},
			{Gap: &snapshot.Gap{Reason: snapshot.Budget, Detail: "the budget was used up"}},
		}},
	}
	a := answers("a.a")
	a.Needs = []snapshot.Name{snapshot.SchedulingName, snapshot.SitesName}
	b := answers("a.b")
	b.Needs, b.Scans = []snapshot.Name{snapshot.PeopleName}, []snapshot.Name{snapshot.SchedulingName, snapshot.SchedulingName}
	r := engine.Run(engine.Options{Checks: []check.Check{a, b}, Snapshot: s})
	require.Equal(t, []check.Gap{
		{Section: "people", Reason: "forbidden", Detail: "GET /v1/people answered 403", Checks: []string{"a.b"}},
		{Section: "scheduling_preferences", Reason: "budget", Detail: "1 of 5 could not be read: the budget was used up", Checks: []string{"a.a", "a.b"}},
		{Section: "scheduling_preferences", Reason: "forbidden", Detail: "3 of 5 could not be read: such as: GET y answered 403", Checks: []string{"a.a", "a.b"}},
	}, r.Gaps)
}

func TestControlsHasEveryRow(t *testing.T) {
	t.Parallel()
	r := engine.Run(engine.Options{Snapshot: &snapshot.Snapshot{}})
	require.Len(t, r.Controls, len(hipaa.Matrix()))
	for i, c := range r.Controls {
		require.Equal(t, hipaa.Matrix()[i].Citation, c.Row.Citation)
		require.Contains(t, hipaa.States, c.State)
		require.NotEqual(t, hipaa.StateSupported, c.State, "nothing ran")
	}
}
