package engine_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)

// answers makes a check that gives these findings, whatever it sees.
func answers(id string, fs ...finding.Finding) check.Check {
	return check.Check{ID: id, Severity: check.High, Run: func(*check.Input) []finding.Finding { return fs }}
}

func evaluate(c check.Check, s *snapshot.Snapshot) check.Outcome {
	if s == nil {
		s = &snapshot.Snapshot{}
	}
	return engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Params: check.Defaults(c.Params)})
}

func site(name string) finding.Resource { return check.SiteResource(name) }

func TestANeedThatIsNotWholeIsUnknownAndTheCheckDoesNotRun(t *testing.T) {
	t.Parallel()
	gap := &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /v1/people answered 403"}
	for name, people := range map[string]snapshot.Section[snapshot.Person]{
		"refused":   {Gap: gap, Source: snapshot.Source{Path: "GET /v1/people", Rank: snapshot.RankAPI}},
		"half read": {Gap: gap, Items: []snapshot.Person{{ID: "p"}}, Source: snapshot.Source{Path: "GET /v1/people", Rank: snapshot.RankAPI}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answers("a.b", check.Pass(site("s"), "fine"))
			c.Needs = []snapshot.Name{snapshot.PeopleName}
			c.Run = func(*check.Input) []finding.Finding { t.Error("the check ran"); return nil }
			o := evaluate(c, &snapshot.Snapshot{People: people})
			require.Equal(t, finding.Unknown, o.Status)
			require.Equal(t, "forbidden", o.Reason)
			require.Equal(t, "GET /v1/people answered 403", o.Message)
			require.Equal(t, 1, o.Unknown)
			require.Zero(t, o.Evaluated)
			f := o.Findings[0]
			require.Equal(t, finding.Resource{Type: "section", ID: "people", Name: "people"}, f.Resource)
			require.Equal(t, "GET /v1/people", f.Evidence[0].Source)
		})
	}
}

func TestANeedThatNobodyCollectedIsUnknown(t *testing.T) {
	t.Parallel()
	c := answers("a.b", check.Pass(site("s"), "fine"))
	c.Needs = []snapshot.Name{snapshot.OrgSettingsName}
	require.Equal(t, finding.Unknown, evaluate(c, nil).Status)
}

func TestAScanThatIsNotWholeKeepsHitsAndForbidsAPass(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{Recordings: snapshot.Section[snapshot.Recording]{
		Items: []snapshot.Recording{{ID: "r"}},
		Gap:   &snapshot.Gap{Reason: snapshot.Truncated, Detail: "the list ended early"},
	}}
	for name, tc := range map[string]struct {
		found []finding.Finding
		want  finding.Status
	}{
		"a hit is a hit":         {[]finding.Finding{check.Fail(site("s"), "bad")}, finding.Fail},
		"a pass is not a pass":   {[]finding.Finding{check.Pass(site("s"), "fine")}, finding.Unknown},
		"a warning is not known": {[]finding.Finding{check.Warn(site("s"), "odd")}, finding.Unknown},
		"nothing is not nothing": {nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answers("a.b", tc.found...)
			c.Scans = []snapshot.Name{snapshot.RecordingsName}
			o := evaluate(c, s)
			require.Equal(t, tc.want, o.Status)
			require.Equal(t, 1, o.Unknown)
			require.Len(t, o.Findings, len(tc.found)+1)
		})
	}
}

func TestABrokenCheckIsUnknown(t *testing.T) {
	t.Parallel()
	breaks := func(f func(*check.Input) []finding.Finding) check.Check {
		return check.Check{ID: "a.b", Severity: check.High, Run: f}
	}
	noSection := answers("a.b", check.Pass(site("s"), "fine"))
	noSection.Needs = []snapshot.Name{"moons"}
	noScan := answers("a.b", check.Pass(site("s"), "fine"))
	noScan.Scans = []snapshot.Name{"moons"}
	for name, c := range map[string]check.Check{
		"panics":                  breaks(func(*check.Input) []finding.Finding { panic("ouch") }),
		"has no function":         breaks(nil),
		"has no such parameter":   breaks(func(in *check.Input) []finding.Finding { in.Params.Int("days"); return nil }),
		"needs no such section":   noSection,
		"scans no such section":   noScan,
		"answers no such status":  answers("a.b", finding.Finding{Resource: site("s"), Status: "compliant"}),
		"forgets the status":      answers("a.b", finding.Finding{Resource: site("s")}, check.Pass(site("t"), "fine")),
		"forgets why it is lost ": answers("a.b", finding.Finding{Resource: site("s"), Status: finding.Unknown}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(c, nil)
			require.Equal(t, finding.Unknown, o.Status)
			require.Equal(t, "error", o.Reason)
			require.Equal(t, "error", o.Findings[0].Reason)
		})
	}
}

func TestFindingsOfOneResourceBecomeTheWorst(t *testing.T) {
	t.Parallel()
	ev := func(field string) finding.Evidence {
		return check.Evidence(snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI}, field, true)
	}
	pass := check.Pass(site("s"), "fine", ev("pass"))
	warn := check.Warn(site("s"), "odd", ev("warn"))
	fail := check.Fail(site("s"), "bad", ev("fail"))
	unknown := check.Unknown(site("s"), snapshot.FieldAbsent, "no field", ev("unknown"))
	na := check.NotApplicable(site("s"), "no matter", ev("na"))
	grave := check.Fail(site("s"), "worse", ev("grave"))
	grave.Severity = finding.Critical

	for name, tc := range map[string]struct {
		in       []finding.Finding
		status   finding.Status
		severity finding.Severity
		message  string
		partial  int
	}{
		"pass, fail":           {[]finding.Finding{pass, fail}, finding.Fail, finding.High, "bad", 0},
		"fail, pass":           {[]finding.Finding{fail, pass}, finding.Fail, finding.High, "bad", 0},
		"warn, unknown":        {[]finding.Finding{warn, unknown}, finding.Unknown, finding.High, "no field", 0},
		"pass, warn":           {[]finding.Finding{pass, warn}, finding.Warn, finding.High, "odd", 0},
		"not applicable, pass": {[]finding.Finding{na, pass}, finding.Pass, finding.High, "fine", 0},
		"two failures keep the worse severity and both messages": {
			[]finding.Finding{fail, grave}, finding.Fail, finding.Critical, "worse; bad", 0},
		"the same twice is said once": {[]finding.Finding{fail, fail}, finding.Fail, finding.High, "bad", 0},
		"a failure does not hide what was not learnt": {
			[]finding.Finding{unknown, fail, pass}, finding.Fail, finding.High, "bad; not learnt: no field", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(answers("a.b", tc.in...), nil)
			require.Len(t, o.Findings, 1)
			f := o.Findings[0]
			require.Equal(t, tc.status, f.Status)
			require.Equal(t, tc.status, o.Status)
			require.Equal(t, tc.severity, f.Severity)
			require.Equal(t, tc.message, f.Message)
			require.Equal(t, tc.partial, o.Partial)
			require.Len(t, f.Evidence, len(tc.in), "the evidence of all is kept")
			require.Equal(t, finding.Fingerprint("", "a.b", site("s")), f.ID)
			require.Equal(t, tc.status == finding.Unknown, f.Reason != "")
		})
	}
}

func TestManyMessagesOfOneResourceAreCutShort(t *testing.T) {
	t.Parallel()
	var fs []finding.Finding
	for _, m := range []string{"one", "two", "three", "four", "five"} {
		fs = append(fs, check.Fail(site("s"), m))
	}
	require.Equal(t, "one; two; three; and more", evaluate(answers("a.b", fs...), nil).Message)
}

func TestFindingsAreSortedAndCounted(t *testing.T) {
	t.Parallel()
	low := check.Fail(site("a"), "a little bad")
	low.Severity = finding.Low
	o := evaluate(answers("a.b",
		check.NotApplicable(site("na"), "no matter"),
		check.Pass(site("p2"), "fine"),
		check.Pass(site("p1"), "fine"),
		check.Warn(site("w"), "odd"),
		low,
		check.Fail(site("z"), "bad"),
		check.Unknown(site("u"), snapshot.Throttled, "too fast"),
		check.Fail(site("b"), "bad"),
	), nil)
	var order []string
	for _, f := range o.Findings {
		order = append(order, f.Resource.ID)
		require.Equal(t, "a.b", f.CheckID)
	}
	require.Equal(t, []string{"b", "z", "a", "u", "w", "p1", "p2", "na"}, order)
	require.Equal(t, []int{6, 3, 1, 1, 2, 1}, []int{o.Evaluated, o.Failed, o.Unknown, o.Warned, o.Passed, o.NotApplicable})
	require.Equal(t, "8 looked at: 3 failed, 1 unknown, 1 to look at, 2 passed, 1 not applicable; first: bad", o.Message)
	require.Empty(t, o.Reason)
}

func TestNoResourceIsNotApplicable(t *testing.T) {
	t.Parallel()
	o := evaluate(answers("a.b"), nil)
	require.Equal(t, finding.NotApplicable, o.Status)
	require.Equal(t, "nothing to judge: no resource of this kind exists", o.Message)
}

func TestAFindingListOfTheCheckIsNotWrittenInto(t *testing.T) {
	t.Parallel()
	shared := make([]finding.Finding, 1, 4)
	shared[0] = check.Pass(site("s"), "fine")
	c := answers("a.b", shared...)
	c.Scans = []snapshot.Name{snapshot.PeopleName}
	evaluate(c, nil)
	require.Equal(t, check.Pass(site("s"), "fine"), shared[0])
	require.Empty(t, shared[:2][1])
}

func TestClocksThatDisagreeWarn(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		skew  snapshot.Opt[int]
		based bool
		want  finding.Status
		says  string
	}{
		"ahead":           {snapshot.Some(301), true, finding.Warn, "the clock of Webex is 301 seconds ahead of this machine's"},
		"behind":          {snapshot.Some(-900), true, finding.Warn, "the clock of Webex is 900 seconds behind this machine's"},
		"near enough":     {snapshot.Some(300), true, finding.Pass, "fine"},
		"behind a little": {snapshot.Some(-300), true, finding.Pass, "fine"},
		"no matter":       {snapshot.Some(900), false, finding.Pass, "fine"},
		"not known":       {snapshot.Opt[int]{}, true, finding.Pass, "fine"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answers("a.b", check.Pass(site("s"), "fine"))
			c.TimeBased = tc.based
			o := evaluate(c, &snapshot.Snapshot{ClockSkew: tc.skew})
			require.Equal(t, tc.want, o.Status)
			require.Contains(t, o.Message, tc.says)
			if tc.want == finding.Warn {
				require.Equal(t, "clock", o.Findings[0].Resource.Type)
				v, _ := tc.skew.Get()
				require.Equal(t, v, o.Findings[0].Evidence[0].Value)
			}
		})
	}
}
