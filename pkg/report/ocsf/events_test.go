package ocsf_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

func events(r *report.Report) []ocsf.Event {
	var all []ocsf.Event
	for e := range ocsf.Events(r) {
		all = append(all, e)
	}
	return all
}

// byFinding has the events of findings by the id in the report.
func byFinding(t *testing.T, r *report.Report) map[string]ocsf.Event {
	t.Helper()
	all := map[string]ocsf.Event{}
	for e := range ocsf.Events(r) {
		require.NotContains(t, all, e.FindingInfo.UID)
		all[e.FindingInfo.UID] = e
	}
	return all
}

// Every finding, every closed finding and every check is there, each once, and
// the heartbeat last.
func TestNothingIsLeftOut(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := events(r)
			there := byFinding(t, r)
			want := map[string]bool{}
			spoken := map[string]bool{}
			for _, f := range r.Findings {
				if len(f.ID) < 100 { // a longer one is hashed
					want["wxa1-"+f.ID] = true
				}
				spoken[f.CheckID] = spoken[f.CheckID] || f.Status != finding.NotApplicable
			}
			if r.History != nil {
				for _, c := range r.History.Closed {
					want["wxa1-"+c.ID] = true
				}
			}
			for uid := range want {
				require.Contains(t, there, uid)
			}
			alone := 0
			for _, c := range r.Checks {
				if !spoken[c.ID] {
					alone++
				}
			}
			hashed := 0
			for _, f := range r.Findings {
				if len(f.ID) >= 100 {
					hashed++
				}
			}
			require.Len(t, all, len(want)+hashed+alone+1)

			seen := map[string]bool{}
			for i, e := range all {
				require.Equal(t, i+1, e.Metadata.Sequence)
				require.NoError(t, uuid.Validate(e.Metadata.UID))
				require.False(t, seen[e.Metadata.UID], "metadata.uid is there twice")
				seen[e.Metadata.UID] = true
				last := i == len(all)-1
				require.Equal(t, last, e.Metadata.EventCode == ocsf.HeartbeatCode)
				require.Equal(t, last, e.Unmapped.RunFacts != nil)
				require.Equal(t, !last, e.Unmapped.FindingFacts != nil)
			}
		})
	}
}

// A check that passes is told even where notes speak of it.
func TestANoteDoesNotHideAPass(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	r.Findings = append(r.Findings, finding.Finding{ID: "note", CheckID: r.Checks[0].ID, Status: finding.NotApplicable, Severity: finding.Info})
	all := events(r)
	require.Equal(t, []string{"Not Applicable", "Pass", "Not Applicable", "Heartbeat"}, verdicts(all))
	require.Equal(t, r.Checks[0].ID, all[1].FindingInfo.Analytic.UID)
}

func verdicts(all []ocsf.Event) []string {
	var words []string
	for _, e := range all {
		words = append(words, e.Compliance.Status)
	}
	return words
}

// The mapping of the package's table.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	waiver := &finding.Waiver{ID: "W-7", Reason: "no other way", Expires: finding.DayOf(reporttest.Now, time.UTC)}
	for name, tc := range map[string]struct {
		f            finding.Finding
		verdict      int
		word         string
		severity     string
		state, code  string
		title        string
		remediations bool
	}{
		"fail":           {finding.Finding{Status: finding.Fail, Severity: finding.Critical}, 3, "Fail", "Critical", "New", "FAIL", "Fail: ", true},
		"waived":         {finding.Finding{Status: finding.Fail, Severity: finding.High, Waiver: waiver}, 3, "Fail", "High", "Suppressed", "FAIL", "Fail: ", true},
		"warn":           {finding.Finding{Status: finding.Warn, Severity: finding.Medium}, 99, "Warn", "Medium", "New", "WARN", "Warn: ", true},
		"refused":        {finding.Finding{Status: finding.Unknown, Severity: finding.Critical, Reason: "forbidden"}, 2, "Warning", "Critical", "New", "ERR_FORBIDDEN", "Unknown: ", true},
		"field absent":   {finding.Finding{Status: finding.Unknown, Severity: finding.Low, Reason: "field_absent"}, 2, "Warning", "Low", "New", "ERR_FIELD_ABSENT", "Unknown: ", true},
		"no reason":      {finding.Finding{Status: finding.Unknown, Severity: finding.Low}, 2, "Warning", "Low", "New", "ERR_ERROR", "Unknown: ", true},
		"not attested":   {finding.Finding{Status: finding.Unknown, Severity: finding.Critical, Reason: "not_attested"}, 99, "Manual", "Informational", "New", "ERR_NOT_ATTESTED", "Not attested: ", true},
		"note":           {finding.Finding{Status: finding.NotApplicable, Severity: finding.Info}, 99, "Not Applicable", "Informational", "New", "NOT_APPLICABLE", "Not applicable: ", false},
		"no such status": {finding.Finding{Status: "sideways", Severity: finding.High}, 0, "Unknown", "High", "New", "SIDEWAYS", "Unknown: ", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := reporttest.Clean()
			tc.f.ID, tc.f.CheckID = "1", r.Checks[0].ID
			r.Findings = append(r.Findings, tc.f)
			e := first(r)
			require.Equal(t, tc.verdict, e.Compliance.StatusID)
			require.Equal(t, tc.word, e.Compliance.Status)
			require.Equal(t, tc.severity, e.Severity)
			require.Equal(t, tc.state, e.Status)
			require.Equal(t, tc.code, e.StatusCode)
			require.Equal(t, tc.title+r.Checks[0].Title, e.FindingInfo.Title)
			require.Equal(t, tc.remediations, e.Remediation != nil)
			require.Equal(t, "Create", e.ActivityName, "there was no audit before")
			require.Equal(t, "Critical", e.Compliance.Checks[0].Severity, "the severity of the rule is never dropped")
			require.Equal(t, string(tc.f.Status), e.Unmapped.Result)
			if tc.f.Waiver != nil {
				require.Contains(t, e.Comment, "W-7, accepted through 2026-03-01: no other way")
				require.Equal(t, "W-7", e.Unmapped.WaiverID)
				require.Equal(t, "2026-03-01", e.Unmapped.WaiverExpires)
			}
		})
	}
}

func TestChecksWithoutFindings(t *testing.T) {
	t.Parallel()
	clinic, clean := byCheck(reporttest.Clinic()), byCheck(reporttest.Clean())

	pass := clean["meetings.join-before-host-site"]
	require.Equal(t, []any{1, "Pass", "Informational", "PASS", "New"},
		[]any{pass.Compliance.StatusID, pass.Compliance.Status, pass.Severity, pass.StatusCode, pass.Status})
	require.Equal(t, "Critical", pass.Compliance.Checks[0].Severity)
	require.Equal(t, "organization", pass.Resources[0].Type)
	require.Nil(t, pass.Remediation)
	require.Equal(t, ocsf.EvidenceData{
		Source: "GET /v1/admin/meeting/config/commonSettings", Rank: "api", Value: "false", ReadAt: reporttest.Now.UnixMilli(), Count: 1,
	}, pass.Evidences[0].Data)

	require.Equal(t, "Not Applicable", clean["recordings.deleted-early"].Compliance.Status)
	disabled := clinic["recordings.downloads-prevented"]
	require.Equal(t, []any{99, "Disabled", "Informational", "DISABLED", "disabled"},
		[]any{disabled.Compliance.StatusID, disabled.Compliance.Status, disabled.Severity, disabled.StatusCode, disabled.Unmapped.Result})
	require.Contains(t, disabled.Message, "nobody may record here")

	adjusted := clinic["admins.full-admin-count"]
	require.True(t, adjusted.Unmapped.PolicyAdjusted)
	require.Equal(t, []ocsf.KeyValue{{"max", "6"}, {"max.default", "4"}}, adjusted.Compliance.ControlParameters)
}

func byCheck(r *report.Report) map[string]ocsf.Event {
	all := map[string]ocsf.Event{}
	for e := range ocsf.Events(r) {
		if e.FindingInfo.Analytic != nil {
			all[e.FindingInfo.Analytic.UID] = e
		}
	}
	return all
}

// Ids: of a finding the same every night, of an event one for each run.
func TestIDsOverTwoRuns(t *testing.T) {
	t.Parallel()
	one, two := reporttest.Clinic(), reporttest.Clinic()
	two.Run.ID = "fedcba9876543210"
	a, b := byFinding(t, one), byFinding(t, two)
	require.Len(t, b, len(a))
	uids := map[string]bool{}
	for uid, e := range a {
		require.Contains(t, b, uid, "finding_info.uid is the same every night")
		for _, m := range []ocsf.Metadata{e.Metadata, b[uid].Metadata} {
			require.False(t, uids[m.UID])
			uids[m.UID] = true
		}
		require.Equal(t, one.Run.ID, e.Metadata.CorrelationUID)
	}
	// Nobody may change how ids are made: receivers know findings by them.
	require.Equal(t, "wxa1-2d2d7a31b6f8608ed53f64a991aa488d", first(one).FindingInfo.UID)
	require.Equal(t, "ed80693e-984d-504d-9f2a-7d653e9f357c", first(one).Metadata.UID)
}

func TestAReportThatWasSavedGivesTheSameEvents(t *testing.T) {
	t.Parallel()
	for _, r := range []*report.Report{reporttest.Clinic(), reporttest.Hostile(), secondNight()} {
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var back report.Report
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, string(written(t, r)), string(written(t, &back)))
	}
}

// A reader may stop whenever it wants.
func TestStopping(t *testing.T) {
	t.Parallel()
	r := secondNight()
	for n := range len(events(r)) {
		got := 0
		for range ocsf.Events(r) {
			if got++; got > n {
				break
			}
		}
		require.Equal(t, n+1, got)
	}
}
