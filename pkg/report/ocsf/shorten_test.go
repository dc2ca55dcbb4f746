package ocsf_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

// kept is what no shortening may change.
func kept(e ocsf.Event) ocsf.Event {
	k := ocsf.Event{
		Time: e.Time, Metadata: e.Metadata, ActivityID: e.ActivityID, ActivityName: e.ActivityName, TypeUID: e.TypeUID, TypeName: e.TypeName,
		SeverityID: e.SeverityID, Severity: e.Severity, StatusID: e.StatusID, Status: e.Status, StatusCode: e.StatusCode,
		FindingInfo: ocsf.FindingInfo{UID: e.FindingInfo.UID, FirstSeenTime: e.FindingInfo.FirstSeenTime, LastSeenTime: e.FindingInfo.LastSeenTime},
		Compliance:  ocsf.Compliance{StatusID: e.Compliance.StatusID, Status: e.Compliance.Status},
		Cloud:       ocsf.Cloud{Org: &ocsf.Account{UID: e.Cloud.Org.UID}},
	}
	k.Metadata.IsTruncated, k.Metadata.UntruncatedSize = false, 0
	for _, c := range e.Compliance.Checks {
		c.Name = ""
		k.Compliance.Checks = append(k.Compliance.Checks, c)
	}
	for _, r := range e.Resources {
		r.Name = ""
		k.Resources = append(k.Resources, r)
	}
	k.Unmapped = e.Unmapped
	if f := e.Unmapped.FindingFacts; f != nil {
		facts := *f
		facts.Basis, facts.WaiverTicket = nil, ""
		k.Unmapped.FindingFacts = &facts
	}
	return k
}

// shortensWell holds one event to what Shorten promises.
func shortensWell(t *testing.T, e ocsf.Event, limit int) {
	t.Helper()
	before, err := ocsf.Encode(e)
	require.NoError(t, err)
	short := ocsf.Shorten(e, limit)
	line, err := ocsf.Encode(short)
	require.NoError(t, err)
	after, err := ocsf.Encode(e)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "the event itself is as it was")
	if len(before) <= limit {
		require.Equal(t, string(before), string(line))
		return
	}
	require.LessOrEqual(t, len(line), max(limit, ocsf.ShortestLimit))
	require.Equal(t, kept(e), kept(short))
	require.True(t, short.Metadata.IsTruncated)
	require.Equal(t, len(before), short.Metadata.UntruncatedSize)
	require.NotEmpty(t, short.Message)
	consistent(t, line)
}

func TestShorten(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for e := range ocsf.Events(r) {
				for _, limit := range []int{0, 100, 1500, 2048, 4096, 7700, 1 << 20} {
					shortensWell(t, e, limit)
				}
			}
		})
	}
}

// The order in which things go.
func TestWhatGoesFirst(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	f := &r.Findings[0]
	f.Message = strings.Repeat("so ", 600)
	f.Evidence = append(f.Evidence, f.Evidence[0], f.Evidence[0])
	e := first(r)
	full := size(t, e)
	require.Len(t, e.Evidences, 3)

	s := ocsf.Shorten(e, full-1)
	require.Len(t, s.Evidences, 2)
	require.NotNil(t, s.Remediation)
	s = ocsf.Shorten(e, full-3*size(t, s)/10)
	require.Empty(t, s.Evidences)
	require.Nil(t, s.Remediation)
	require.NotEmpty(t, s.Compliance.Requirements)
	s = ocsf.Shorten(e, 3000)
	require.True(t, strings.HasPrefix(e.Message, strings.TrimSuffix(s.Message, "…")))
	require.True(t, strings.HasSuffix(s.Message, "…"))
	require.NotEmpty(t, s.Observables)
}

func FuzzShorten(f *testing.F) {
	for _, s := range reporttest.HostileTexts {
		f.Add(s[:min(len(s), 4000)], s[:min(len(s), 100)], "value", 3, 2000)
	}
	f.Fuzz(func(t *testing.T, message, name, value string, evidence, limit int) {
		r := reporttest.Clean()
		one := finding.Finding{
			ID: "1", CheckID: r.Checks[0].ID, Status: finding.Fail, Severity: finding.High, Message: message,
			Resource: finding.Resource{Type: "site", ID: name, Name: name}, FirstSeen: time.Unix(1, 0),
			Waiver: &finding.Waiver{ID: name, Reason: message, Measure: message},
		}
		for range evidence & 31 {
			one.Evidence = append(one.Evidence, finding.Evidence{Source: message, Field: name, Value: value, Rank: "api"})
		}
		r.Checks[0].Remediation = report.Remediation{Text: message}
		r.Findings = append(r.Findings, one)
		for e := range ocsf.Events(r) {
			line, err := ocsf.Encode(e)
			require.NoError(t, err)
			wellFormed(t, line)
			consistent(t, line)
			shortensWell(t, e, limit)
		}
	})
}

func first(r *report.Report) ocsf.Event {
	for e := range ocsf.Events(r) {
		return e
	}
	return ocsf.Event{}
}

func size(t *testing.T, e ocsf.Event) int {
	t.Helper()
	line, err := ocsf.Encode(e)
	require.NoError(t, err)
	return len(line)
}

// wellFormed says that a line is one JSON object of printable ASCII that is far
// below what an event may have.
func wellFormed(t *testing.T, line []byte) {
	t.Helper()
	require.Less(t, len(line), ocsf.MaxSize)
	require.True(t, json.Valid(line))
	require.Equal(t, byte('{'), line[0])
	for _, c := range line {
		require.True(t, c >= ' ' && c <= '~', "%#x in %s", c, line)
	}
}
