package htmlreport

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func TestVerdictInPlainWords(t *testing.T) {
	t.Parallel()
	counted := func(s report.ByStatus, disabled int) *report.Report {
		n := s.Fail + s.Unknown + s.Warn + s.Pass + s.NotApplicable
		return &report.Report{Coverage: report.Coverage{Checks: n, Disabled: disabled}, Summary: report.Summary{ByStatus: s}}
	}
	for want, r := range map[string]*report.Report{
		"4 of 10 checks failed":                                          reporttest.Clinic(),
		"No check ran, so nothing is known.":                             reporttest.Empty(),
		"Nothing failed, but 1 of 2 checks could not be decided":         counted(report.ByStatus{Pass: 1, Unknown: 1}, 0),
		"Nothing failed; 1 of 2 checks found something to look at":       counted(report.ByStatus{Pass: 1, Warn: 1}, 0),
		"Nothing failed, and everything that was asked could be decided": counted(report.ByStatus{Pass: 2}, 0),
		"Nothing was judged":                                             counted(report.ByStatus{NotApplicable: 2}, 1),
		"1 of 1 check failed":                                            counted(report.ByStatus{Fail: 1}, 0),
	} {
		v := newVerdict(r)
		require.Equal(t, want, v.Head)
		require.Contains(t, write(t, r), want)
	}
	require.Equal(t, statuses[finding.Unknown], newVerdict(counted(report.ByStatus{Pass: 1, Unknown: 1}, 0)).Mark, "what is not known never looks passed")
	for name, cut := range map[string]func(*report.Report){
		"disabled": func(r *report.Report) { r.Coverage.Disabled = 1; r.Summary.ByStatus.NotApplicable = 1 },
		"chosen":   func(r *report.Report) { r.Run.Selection = report.Selection{Catalogue: 90, Only: []string{"meetings"}} },
		"edited":   func(r *report.Report) { r.Run.EditedFiles = 1 },
		"half":     func(r *report.Report) { r.Run.Selection.DocumentedOnly = true },
	} {
		r := counted(report.ByStatus{Pass: 2}, 0)
		cut(r)
		require.Equal(t, statuses[finding.Warn], newVerdict(r).Mark, name)
		require.Contains(t, newVerdict(r).Head, "not the whole: 2 checks passed", name)
	}
	part := counted(report.ByStatus{Pass: 1, Fail: 1}, 0)
	part.Run.Selection.Catalogue = 90
	require.Equal(t, "1 of the 2 checks that ran failed", newVerdict(part).Head)
	require.Contains(t, strings.Join(newVerdict(part).Says, " "), "88 checks of the catalogue did not run at all")
	says := strings.Join(newVerdict(reporttest.Clinic()).Says, " ")
	require.Contains(t, says, "By severity: 1 critical, 1 high")
	require.Contains(t, says, "stays a failure")
	require.Contains(t, says, "what is not known has not passed")
}

func TestWhatIsNotWholeIsShownLoudly(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	captured := reporttest.Now.Add(-40 * 24 * time.Hour)
	r.Run.EditedFiles = 3
	r.Run.Selection = report.Selection{Catalogue: 90, Only: []string{"meetings"}, Skip: []string{"a.b"}, DocumentedOnly: true}
	r.Run.Inputs.CapturedAt = &captured
	r.Run.SignIns = []report.SignIn{{Profile: "ann", Warning: "the sign-in of profile ann ends on 2026-03-05"}}
	var titles []string
	for _, n := range notices(r) {
		titles = append(titles, n.Title)
	}
	require.Equal(t, []string{
		"The recording was edited", "This is not the whole checklist", "Documented APIs only", "From a recording", "Partly from a browser's capture", "A sign-in ends soon",
	}, titles)
	page := write(t, r)
	for _, words := range []string{"3 files are not as recorded", "Only 10 of 90 checks ran. Chosen: meetings. Left out: a.b.", "it was 40 days old then", "The sign-in of profile ann ends on 2026-03-05."} {
		require.Contains(t, page, words)
	}
	require.Less(t, strings.Index(page, "3 files are not as recorded"), strings.Index(page, "4 of the 10 checks that ran failed"), "before the verdict")
	r.Run.Mode = "live"
	r.Run.EditedFiles, r.Run.Selection, r.Run.Inputs.CapturedAt, r.Run.SignIns = 0, report.Selection{Catalogue: 10}, nil, nil
	require.Empty(t, notices(r))
}

// No page promises what no tool can.
func TestNoPromise(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		require.NotContains(t, strings.ToLower(write(t, r)), "compliant", name)
	}
}

func TestEveryWordIsExplained(t *testing.T) {
	t.Parallel()
	for _, s := range finding.Statuses {
		require.Contains(t, statuses, s)
	}
	for _, s := range finding.Severities {
		require.Contains(t, severities, s)
	}
	for _, s := range hipaa.States {
		require.Contains(t, states, s)
	}
	for _, p := range []hipaa.Responsibility{hipaa.Vendor, hipaa.CustomerConfiguration, hipaa.CustomerProcess, hipaa.NotApplicable} {
		require.Contains(t, parties, p)
	}
	require.Equal(t, "not yet invented", stateMark("not_yet_invented").Word)
	require.Equal(t, "a new rank", rankWords("a_new_rank"))
}

func TestValues(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]any{
		"absent": nil, "true": true, "15": 15, "2160": float64(2160), "0.5": 0.5, "empty": "", `a\nb`: "a\nb",
		"a; b": []any{"a", "b"}, "none": []string{}, `{"a":1}`: map[string]any{"a": 1},
	} {
		require.Equal(t, want, value(v))
	}
}

func TestSlugsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, s := range []string{"", "a", "A", "a b", "a~20~b", "a\x20b ", "ü", "~", "~~2", strings.Repeat("x", 500), strings.Repeat("x", 501), "164.312(a)(1)"} {
		id := slug(s)
		require.Regexp(t, `^[A-Za-z0-9._()~-]*$`, id)
		require.LessOrEqual(t, len(id), maxAnchor)
		require.NotContains(t, seen, id)
		seen[id] = s
	}
	a := anchors{used: map[string]int{}}
	require.Equal(t, "finding-x", a.next("finding", "x"))
	require.Equal(t, "finding-x~~2", a.next("finding", "x"))
	require.NotEqual(t, "finding-x~~2", a.next("finding", "x~~2"))
}
