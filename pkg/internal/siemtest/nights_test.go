package siemtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

// arrival is an event and when the SIEM took it.
type arrival struct {
	ocsf.Event
	at time.Time
}

// day is the clock of the audit of a night.
func day(n int) time.Time { return reporttest.Now.AddDate(0, 0, n) }

// audit makes a report one of a live audit in that night.
func audit(n int, r *report.Report) *report.Report {
	r.Run.ID, r.Run.Mode, r.Run.AsOf = fmt.Sprintf("run-%02d", n), "live", day(n)
	return r
}

// arrive delivers the events of an audit at a time.
func arrive(r *report.Report, at time.Time) []arrival {
	var all []arrival
	for e := range ocsf.Events(r) {
		all = append(all, arrival{e, at})
	}
	return all
}

// tonight delivers the events within the hour.
func tonight(n int, r *report.Report) []arrival {
	return arrive(audit(n, r), day(n).Add(30*time.Minute))
}

// theFinding is the critical failure of the clinic.
func theFinding(t *testing.T, r *report.Report) *finding.Finding {
	i := slices.IndexFunc(r.Findings, func(f finding.Finding) bool {
		return f.Status == finding.Fail && f.Severity == finding.Critical
	})
	require.GreaterOrEqual(t, i, 0)
	return &r.Findings[i]
}

// grave are the ids of the failures that somebody should act on.
func grave(r *report.Report) []string {
	var ids []string
	for _, f := range r.Findings {
		if f.Status == finding.Fail && f.Waiver == nil && f.Severity.Rank() <= finding.High.Rank() {
			ids = append(ids, "wxa1-"+f.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// The rules, by what they are for.
const (
	silence  = "no audit"
	novel    = "new finding"
	coverage = "coverage dropped"
	missing  = "events are missing"
)

// scenario is what a SIEM got, and what each rule must say about it.
type scenario struct {
	name   string
	events []arrival
	now    time.Time
	fires  map[string][]string // what each rule names; absent is nothing
	// taken is what a product that cannot see a replay takes it for.
	taken map[string][]string
}

func scenarios(t *testing.T) []scenario {
	clinic := reporttest.Clinic
	all := grave(clinic())
	require.Len(t, all, 23)
	one := []string{"wxa1-" + theFinding(t, clinic()).ID}
	org := []string{clinic().Organization.ID}

	waived := clinic()
	theFinding(t, waived).Waiver = &finding.Waiver{ID: "W-1", Reason: "known", Owner: "a", Approvers: []string{"b", "c"}}
	waivedAgain := clinic()
	theFinding(t, waivedAgain).Waiver = theFinding(t, waived).Waiver
	doubtful := clinic()
	f := theFinding(t, doubtful)
	f.Status, f.Reason = finding.Unknown, "forbidden"
	blind := clinic()
	blind.Coverage.Decided--
	blind.Coverage.Unknown++
	partial := clinic()
	partial.Run.Selection.Only = []string{"links.pmr-custom-url"}
	partial.Coverage.Decided = 1

	first := tonight(0, clinic())
	lost := slices.Delete(slices.Clone(first), 3, 4)
	replayed := arrive(func() *report.Report { r := audit(0, clinic()); r.Run.Mode = "replay"; return r }(), day(0))
	join := func(parts ...[]arrival) []arrival { return slices.Concat(parts...) }

	return []scenario{
		{name: "nothing at all", now: day(0), fires: map[string][]string{silence: {"none at all"}}},
		{name: "the first audit", events: first, now: day(0).Add(2 * time.Hour), fires: map[string][]string{novel: all}},
		{name: "delivered twice", events: join(first, arrive(audit(0, clinic()), day(0).Add(50*time.Minute))), now: day(0).Add(2 * time.Hour), fires: map[string][]string{novel: all}},
		{name: "the same every night", events: join(first, tonight(1, clinic()), tonight(2, clinic())), now: day(2).Add(2 * time.Hour)},
		{name: "a night without an audit", events: join(first, tonight(1, clinic())), now: day(2).Add(3 * time.Hour), fires: map[string][]string{silence: org}},
		{name: "a replay is no audit", events: replayed, now: day(0).Add(time.Hour), fires: map[string][]string{silence: {"none at all"}}, taken: map[string][]string{novel: all}},
		{name: "one that is waived", events: tonight(0, waived), now: day(0).Add(2 * time.Hour), fires: map[string][]string{novel: without(all, one)}},
		{name: "the waiver ended the night before", events: join(tonight(0, waivedAgain), tonight(1, clinic()), tonight(2, clinic())), now: day(1).Add(27 * time.Hour)},
		{name: "the waiver ended tonight", events: join(tonight(0, waived), tonight(1, waivedAgain), tonight(2, clinic())), now: day(2).Add(2 * time.Hour), fires: map[string][]string{novel: one}},
		{name: "what was unknown fails", events: join(tonight(0, doubtful), tonight(2, clinic())), now: day(2).Add(2 * time.Hour), fires: map[string][]string{novel: one}},
		{name: "delivered three days late", events: join(tonight(0, waived), arrive(audit(1, clinic()), day(4)), tonight(4, clinic())), now: day(4).Add(2 * time.Hour), fires: map[string][]string{novel: one}},
		{name: "less is known", events: join(first, tonight(1, blind)), now: day(1).Add(4 * time.Hour), fires: map[string][]string{coverage: {"run-01"}}},
		{name: "as little is known as before", events: join(first, tonight(1, blind), tonight(2, blind)), now: day(3).Add(time.Hour)},
		{name: "a part is no loss, and no audit", events: join(first, tonight(1, partial)), now: day(1).Add(4 * time.Hour), fires: map[string][]string{silence: org}},
		{name: "an event is missing", events: lost, now: day(0).Add(2 * time.Hour), fires: map[string][]string{novel: without(all, []string{first[3].FindingInfo.UID}), missing: {"run-00"}}},
		{name: "an event is missing, and another came twice", events: join(lost, lost[:1]), now: day(0).Add(2 * time.Hour), fires: map[string][]string{novel: without(all, []string{first[3].FindingInfo.UID}), missing: {"run-00"}}},
		{name: "an event may still come", events: lost, now: day(0).Add(time.Hour), fires: map[string][]string{novel: without(all, []string{first[3].FindingInfo.UID})}},
	}
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(some, id) })
}

// product runs the rules of one product.
type product interface {
	// rules are those it has.
	rules() []string
	// rowOf is an event as the product keeps it.
	rowOf(t *testing.T, a arrival) row
	// run says what a rule names, sorted, and which fields it asked for.
	run(t *testing.T, rule string, events []row, now time.Time) (named []string, asked []string)
	// seesReplays says that its events tell a replay from an audit.
	seesReplays() bool
	// given are fields that no event has: those that the rule or the product makes.
	given() []string
}

// staged is what a product has seen: the scenarios with its rows, and the names of
// all fields that events have.
type staged struct {
	scenarios []scenario
	rows      [][]row
	known     map[string]bool
}

func stage(t *testing.T, p product) staged {
	t.Helper()
	s := staged{scenarios: scenarios(t), known: map[string]bool{}}
	for _, name := range p.given() {
		s.known[name] = true
	}
	part := reporttest.Clean()
	part.Run.Selection.Only = []string{"meetings"}
	for _, r := range []*report.Report{reporttest.Clinic(), reporttest.Clean(), part} {
		for _, a := range tonight(0, r) {
			for name := range p.rowOf(t, a) {
				s.known[name] = true
			}
		}
	}
	for _, one := range s.scenarios {
		var rows []row
		for _, a := range one.events {
			rows = append(rows, p.rowOf(t, a))
		}
		s.rows = append(s.rows, rows)
	}
	return s
}

// disagreements runs every rule of a product on every scenario, and says where it
// names something else than it should, and which fields it asks for that no event
// has.
func (stage staged) disagreements(t *testing.T, p product) []string {
	t.Helper()
	var all []string
	for i, s := range stage.scenarios {
		if s.taken != nil && !p.seesReplays() {
			s.fires = s.taken
		}
		for _, rule := range p.rules() {
			named, asked := p.run(t, rule, stage.rows[i], s.now)
			for _, name := range asked {
				if !stage.known[name] {
					all = append(all, fmt.Sprintf("%s asks for %s, which no event has", rule, name))
				}
			}
			slices.Sort(named)
			want := slices.Sorted(slices.Values(s.fires[rule]))
			if _, whole := p.(splunk); !whole && rule == silence && len(want) > 0 { // which does not say of which organisation
				want, named = want[:min(len(want), 1)], slices.Repeat(want[:min(len(want), 1)], min(len(named), 1))
			}
			if !slices.Equal(want, named) {
				all = append(all, fmt.Sprintf("%s: %s names %v and not %v", s.name, rule, named, want))
			}
		}
	}
	return all
}

// TestSpoiltRulesAreSeen: without any one of its conditions a rule cries too
// often or too seldom, and some scenario shows it.
func TestSpoiltRulesAreSeen(t *testing.T) {
	t.Parallel()
	seen := stage(t, newSplunk(t))
	for _, s := range []struct{ rule, from, to string }{
		{silence, `NOT metadata.labels{}="mode:replay"`, ``},
		{silence, `NOT metadata.labels{}="partial:true"`, ``},
		{silence, `eval last=0`, `eval last=now()`},
		{silence, `"-26h"`, `"-36h"`},
		{novel, `status_code="FAIL"`, ``},
		{novel, `severity_id>=4`, `severity_id>=5`},
		{novel, `severity_id>=4`, ``},
		{novel, `NOT status_id=3`, ``},
		{novel, `min(_indextime)`, `max(_indextime)`},
		{novel, `min(_indextime)`, `min(_time)`},
		{novel, `by finding_info.uid`, `by metadata.uid, finding_info.uid`},
		{novel, `latest(severity)`, `latest(severity_word)`},
		{coverage, `, unmapped.partial`, ``},
		{coverage, `decided < decided_before OR`, `decided > decided_before AND`},
		{coverage, `indexed >=`, `indexed <`},
		{missing, `dc(metadata.uid)`, `count(metadata.uid)`},
		{missing, `events_before + 1`, `events_before`},
		{missing, `"-1h"`, `"-0h"`},
	} {
		p := newSplunk(t)
		search := p.searches[splunkNames[s.rule]]
		require.Contains(t, search["search"], s.from)
		search["search"] = strings.ReplaceAll(search["search"], s.from, s.to)
		require.NotEmpty(t, seen.disagreements(t, p), "%s without %s", s.rule, s.from)
	}
	seen = stage(t, newSentinel(t))
	for from, to := range map[string]string{
		`toint(LogSeverity) >= 8`: `toint(LogSeverity) >= 9`, ` and FlexString1 != "Suppressed"`: ``, `EventOutcome == "failure"`: `EventOutcome != "success"`,
		`min(Ingested)`: `max(Ingested)`, `min(Ingested) `: `min(TimeGenerated) `, `, DeviceCustomString5`: ``,
	} {
		p := newSentinel(t)
		a := p.analytics[novel]
		a.Query = strings.ReplaceAll(a.Query, strings.TrimSuffix(from, " "), strings.TrimSuffix(to, " "))
		p.analytics[novel] = a
		require.NotEmpty(t, seen.disagreements(t, p), "without %s", from)
	}
	seen = stage(t, newElastic(t))
	for from, to := range map[string]string{
		`event.severity >= 4`: `event.severity >= 5`, ` and labels.waived : "false"`: ``, ` and labels.mode : "live"`: ``, `"failed"`: `"passed"`,
	} {
		p := newElastic(t)
		d := p.detections[novel]
		require.Contains(t, d.Query, from)
		d.Query = strings.ReplaceAll(d.Query, from, to)
		p.detections[novel] = d
		require.NotEmpty(t, seen.disagreements(t, p), "without %s", from)
	}
	for _, from := range []string{` AND labels.partial IS NULL`, ` AND labels.mode == "live"`} {
		p := newElastic(t)
		d := p.detections[silence]
		require.Contains(t, d.Query, from)
		d.Query = strings.ReplaceAll(d.Query, from, "")
		p.detections[silence] = d
		require.NotEmpty(t, seen.disagreements(t, p), "without %s", from)
	}
}
