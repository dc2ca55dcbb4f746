package recordings_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestWrittenPolicyListsRecordings(t *testing.T) {
	t.Parallel()
	var rs []snapshot.Recording
	for _, h := range []string{"a", "b", "b", "c", "d", "e", "f", "b"} {
		rs = append(rs, snapshot.Recording{Host: h + "@clinic.example", Site: site})
	}
	o := evaluate(recordings.WrittenPolicy, &snapshot.Snapshot{Recordings: list(rs...)}, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Equal(t, string(snapshot.NotAttested), o.Reason)
	require.Contains(t, o.Message, "8 recordings of 6 hosts since 2025-11-20 (b@clinic.example 3, a@clinic.example 1, ")
	require.Contains(t, o.Message, ", 1 more)", "five hosts at most")
	require.Contains(t, o.Message, "on their own computers are invisible")
	require.Equal(t, 8, o.Findings[0].Evidence[0].Value)

	half := list(rs...)
	half.Gap = brokeOff
	require.Contains(t, evaluate(recordings.WrittenPolicy, &snapshot.Snapshot{Recordings: half}, nil).Message, "at least 8 recordings")

	none := evaluate(recordings.WrittenPolicy, &snapshot.Snapshot{Recordings: notRead[snapshot.Recording](refused)}, nil)
	require.Equal(t, finding.Unknown, none.Status)
	require.Contains(t, about(t, none, "organization").Message, "could not be listed")
}

func TestPatientConsentCountsQuarter(t *testing.T) {
	t.Parallel()
	from := now.AddDate(0, -3, 0)
	rs := list(snapshot.Recording{Recorded: from}, snapshot.Recording{Recorded: from.Add(-time.Second)}, snapshot.Recording{})
	o := evaluate(recordings.PatientConsent, &snapshot.Snapshot{Recordings: rs}, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Equal(t, string(snapshot.NotAttested), o.Reason)
	require.Contains(t, o.Message, "2 recordings", "one without a date counts")

	o = evaluate(recordings.PatientConsent, &snapshot.Snapshot{Recordings: list[snapshot.Recording]()}, nil)
	require.Equal(t, finding.Unknown, o.Status, "no recordings are no procedure")

	rs.Gap = brokeOff
	o = evaluate(recordings.PatientConsent, &snapshot.Snapshot{Recordings: rs}, nil)
	require.Contains(t, about(t, o, "organization").Message, "not read to the end")
}

func TestRetentionSetting(t *testing.T) {
	t.Parallel()
	suite := snapshot.License{ID: "l1", Name: "Webex Suite"}
	pro := snapshot.License{ID: "l2", Name: "PRO PACK for Control Hub"}
	calls := func(enabled snapshot.Tri, vendor string) snapshot.Record[snapshot.CallRecording] {
		return record(snapshot.CallRecording{Enabled: enabled, Vendor: vendor})
	}
	for _, tt := range []struct {
		name     string
		licenses snapshot.Section[snapshot.License]
		calls    snapshot.Record[snapshot.CallRecording]
		store    finding.Status
		reason   snapshot.Reason
		says     string
	}{
		{"Webex keeps calls a year", list(suite), calls(snapshot.Yes, "webex"), finding.Unknown, snapshot.NotAttested, "one year"},
		{"another vendor", list(suite), calls(snapshot.Yes, "Dubber"), finding.Unknown, snapshot.NotAttested, "another vendor"},
		{"off", list(suite), calls(snapshot.No, ""), finding.NotApplicable, "", "off"},
		{"enabled is absent", list(suite), calls(snapshot.Unknown, "Webex"), finding.Unknown, snapshot.FieldAbsent, "enabled"},
		{"vendor is absent", list(pro), calls(snapshot.Yes, ""), finding.Unknown, snapshot.FieldAbsent, "vendorName"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(recordings.RetentionSetting, &snapshot.Snapshot{Licenses: tt.licenses, CallRecording: tt.calls}, nil)
			require.Equal(t, finding.Unknown, o.Status, "the retention of meetings is never shown")
			store := about(t, o, "call recording")
			require.Equal(t, tt.store, store.Status)
			require.Equal(t, string(tt.reason), store.Reason)
			require.Contains(t, store.Message, tt.says)
			require.Equal(t, string(snapshot.NotAttested), about(t, o, "meetings retention").Reason)
		})
	}

	for name, tt := range map[string]struct {
		licenses snapshot.Section[snapshot.License]
		hint     bool
	}{
		"no Pro Pack":       {list(suite), true},
		"Pro Pack":          {list(suite, pro), false},
		"licences refused":  {notRead[snapshot.License](refused), false},
		"half the licences": {snapshot.Section[snapshot.License]{Items: []snapshot.License{suite}, Gap: brokeOff}, false},
	} {
		o := evaluate(recordings.RetentionSetting, &snapshot.Snapshot{Licenses: tt.licenses, CallRecording: calls(snapshot.No, "")}, nil)
		msg := about(t, o, "meetings retention").Message
		require.Contains(t, msg, "2192 days")
		if tt.hint {
			require.Contains(t, msg, "no licence is named Pro Pack", name)
		} else {
			require.NotContains(t, msg, "Pro Pack", name)
		}
	}

	o := evaluate(recordings.RetentionSetting, &snapshot.Snapshot{Licenses: list(pro), CallRecording: snapshot.Record[snapshot.CallRecording]{Gap: refused}}, nil)
	require.Equal(t, finding.Unknown, o.Status)
}
