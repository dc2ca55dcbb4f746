package recordings_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var today = finding.DayOf(now, time.UTC)

func said(statement, answer string, details map[string]any, scope ...string) check.Attestation {
	return check.Attestation{Statement: statement, Answer: answer, Scope: scope, SignedOn: today.Plus(-21), ValidUntil: today.Plus(180), Details: details}
}

func attested(c check.Check, s *snapshot.Snapshot, params check.Params, entries ...check.Attestation) check.Outcome {
	all := check.Defaults(c.Params)
	maps.Copy(all, params)
	return engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Today: today, Params: all, Attestations: entries})
}

func TestRetentionByWord(t *testing.T) {
	t.Parallel()
	days := func(n int) check.Attestation {
		return said("recordings.retention-setting", "days", map[string]any{"days": n})
	}
	archive := func(n int) check.Attestation {
		return said("recordings.retention-setting/call-archive", "kept", map[string]any{"days": n})
	}
	pro, suite := list(snapshot.License{Name: "Pro Pack"}), list(snapshot.License{Name: "Webex Suite"})
	noCalls, calls := record(snapshot.CallRecording{Enabled: snapshot.No}), record(snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Webex"})
	for name, tt := range map[string]struct {
		licenses snapshot.Section[snapshot.License]
		calls    snapshot.Record[snapshot.CallRecording]
		entries  []check.Attestation
		want     finding.Status
	}{
		"six calendar years":             {pro, noCalls, []check.Attestation{days(2192)}, finding.Pass},
		"six years of Control Hub":       {pro, noCalls, []check.Attestation{days(2160)}, finding.Warn},
		"one day less":                   {pro, noCalls, []check.Attestation{days(2159)}, finding.Fail},
		"for ever":                       {pro, noCalls, []check.Attestation{said("recordings.retention-setting", "indefinite", nil)}, finding.Warn},
		"no number":                      {pro, noCalls, []check.Attestation{said("recordings.retention-setting", "days", nil)}, finding.Unknown},
		"no Pro Pack to set it":          {suite, noCalls, []check.Attestation{days(2220)}, finding.Warn},
		"a licence without a name":       {list(snapshot.License{}), noCalls, []check.Attestation{days(2220)}, finding.Unknown},
		"licences refused":               {notRead[snapshot.License](refused), noCalls, []check.Attestation{days(2220)}, finding.Unknown},
		"calls in an archive":            {pro, calls, []check.Attestation{days(2220), archive(2192)}, finding.Pass},
		"calls in an archive for a year": {pro, calls, []check.Attestation{days(2220), archive(365)}, finding.Fail},
		"calls in no archive":            {pro, calls, []check.Attestation{days(2220), said("recordings.retention-setting/call-archive", "none", nil)}, finding.Fail},
		"calls not attested":             {pro, calls, []check.Attestation{days(2220)}, finding.Unknown},
		"the vendor is not shown":        {pro, record(snapshot.CallRecording{Enabled: snapshot.Yes}), []check.Attestation{days(2220), archive(2192)}, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.RetentionSetting, &snapshot.Snapshot{Licenses: tt.licenses, CallRecording: tt.calls, AdminAudit: list[snapshot.AdminEvent]()}, nil, tt.entries...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestRecordingOff(t *testing.T) {
	t.Parallel()
	off := said("recordings.retention-setting/recording-off", "off", nil)
	young := func(change func(*snapshot.Snapshot)) *snapshot.Snapshot {
		s := &snapshot.Snapshot{
			Organization: record(snapshot.Organization{Created: now.AddDate(0, -6, 0)}), Licenses: list(snapshot.License{Name: "Webex Suite"}),
			CallRecording: record(snapshot.CallRecording{Enabled: snapshot.No}), Recordings: list[snapshot.Recording](),
			DeletedRecordings: list[snapshot.Recording](), OldRecordings: list[snapshot.Recording](),
		}
		if change != nil {
			change(s)
		}
		return s
	}
	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   finding.Status
	}{
		"nothing was ever recorded": {nil, finding.NotApplicable},
		"years were not listed":     {func(s *snapshot.Snapshot) { s.Organization.Value.Created = now.AddDate(-4, 0, 0) }, finding.Unknown},
		"founding not read":         {func(s *snapshot.Snapshot) { s.Organization = snapshot.Record[snapshot.Organization]{Gap: refused} }, finding.Unknown},
		"there is a recording":      {func(s *snapshot.Snapshot) { s.Recordings = list(snapshot.Recording{ID: "r"}) }, finding.Unknown},
		"one in the recycle bin":    {func(s *snapshot.Snapshot) { s.DeletedRecordings = list(snapshot.Recording{ID: "r"}) }, finding.Unknown},
		"recordings refused":        {func(s *snapshot.Snapshot) { s.Recordings = notRead[snapshot.Recording](refused) }, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.RetentionSetting, young(tt.change), nil, off)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	require.Equal(t, finding.Unknown, attested(recordings.RetentionSetting, young(nil), nil, said(off.Statement, "on", nil)).Status)
	unproved := off
	unproved.Proof = check.ProofMissing
	require.Equal(t, finding.Warn, attested(recordings.RetentionSetting, young(nil), nil, unproved).Status, "without its evidence")
}

func TestWrittenPolicyByWord(t *testing.T) {
	t.Parallel()
	some, none := list(snapshot.Recording{ID: "r", Host: lopez, Site: site}), list[snapshot.Recording]()
	word := func(answer string) check.Attestation { return said("recordings.written-policy", answer, nil) }
	old, ended := word("permitted_with_consent"), word("permitted_with_consent")
	old.SignedOn, old.ValidUntil = today.Plus(-366), finding.Day{}
	ended.ValidUntil = today.Plus(-1)
	code := check.Params{"purpose_tracking_code": "PURPOSE"}
	for name, tt := range map[string]struct {
		recordings snapshot.Section[snapshot.Recording]
		params     check.Params
		entry      check.Attestation
		want       finding.Status
	}{
		"permitted with consent":            {some, nil, word("permitted_with_consent"), finding.Pass},
		"permitted, a year and more ago":    {some, nil, old, finding.Warn},
		"permitted, and ended":              {some, nil, ended, finding.Fail},
		"prohibited, and recorded":          {some, nil, word("prohibited"), finding.Fail},
		"prohibited, and not recorded":      {none, nil, word("prohibited"), finding.Pass},
		"prohibited, and not read":          {notRead[snapshot.Recording](refused), nil, word("prohibited"), finding.Unknown},
		"for purposes that nobody names":    {some, nil, word("permitted_for_purposes"), finding.Warn},
		"for purposes, with a code":         {some, code, word("permitted_for_purposes"), finding.Warn},
		"for purposes, and nothing to name": {none, nil, word("permitted_for_purposes"), finding.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.WrittenPolicy, &snapshot.Snapshot{Recordings: tt.recordings, DeletedRecordings: none}, tt.params, tt.entry)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	deleted := &snapshot.Snapshot{Recordings: none, DeletedRecordings: some}
	require.Equal(t, finding.Fail, attested(recordings.WrittenPolicy, deleted, nil, word("prohibited")).Status, "made, and deleted")
	require.Equal(t, finding.Pass, attested(recordings.WrittenPolicy, deleted, nil, word("permitted_with_consent")).Status)
	since := func(days int) check.Attestation {
		a := word("prohibited")
		a.Details = map[string]any{"approved_on": today.Plus(-days)}
		return a
	}
	old5 := &snapshot.Snapshot{Recordings: none, DeletedRecordings: list(snapshot.Recording{ID: "r", Recorded: now.AddDate(0, 0, -5)})}
	require.Equal(t, finding.Fail, attested(recordings.WrittenPolicy, old5, nil, word("prohibited")).Status, "nobody said since when")
	require.Equal(t, finding.Fail, attested(recordings.WrittenPolicy, old5, nil, since(5)).Status, "on the day")
	require.Equal(t, finding.Pass, attested(recordings.WrittenPolicy, old5, nil, since(4)).Status, "before there was a policy")
	require.Equal(t, finding.Fail, attested(recordings.WrittenPolicy, deleted, nil, since(4)).Status, "of no day")
	unread := &snapshot.Snapshot{Recordings: none, DeletedRecordings: notRead[snapshot.Recording](refused)}
	require.Equal(t, finding.Unknown, attested(recordings.WrittenPolicy, unread, nil, word("prohibited")).Status, "perhaps made, and deleted")
	require.Equal(t, finding.Pass, attested(recordings.WrittenPolicy, unread, nil, word("permitted_with_consent")).Status)
	draft := word("permitted_with_consent")
	draft.Details = map[string]any{"approved_on": today.Plus(1)}
	require.Equal(t, finding.Unknown, attested(recordings.WrittenPolicy, deleted, nil, draft).Status, "not approved yet")
}

func TestConsentByWord(t *testing.T) {
	t.Parallel()
	quarter := func(n, undated int) snapshot.Section[snapshot.Recording] {
		s := list[snapshot.Recording]()
		for range n {
			s.Items = append(s.Items, snapshot.Recording{Recorded: now.AddDate(0, 0, -3)})
		}
		for range undated {
			s.Items = append(s.Items, snapshot.Recording{})
		}
		return s
	}
	word := func(checked, documented int) check.Attestation {
		return said("recordings.patient-consent", "procedure", map[string]any{"checked": checked, "documented": documented})
	}
	for name, tt := range map[string]struct {
		recordings snapshot.Section[snapshot.Recording]
		entries    []check.Attestation
		want       finding.Status
	}{
		"ten of many":                      {quarter(40, 0), []check.Attestation{word(10, 10)}, finding.Pass},
		"nine of many":                     {quarter(40, 0), []check.Attestation{word(9, 9)}, finding.Warn},
		"all of three":                     {quarter(3, 0), []check.Attestation{word(3, 3)}, finding.Pass},
		"one without consent":              {quarter(40, 0), []check.Attestation{word(10, 9)}, finding.Fail},
		"more than were checked":           {quarter(40, 0), []check.Attestation{word(10, 11)}, finding.Unknown},
		"perhaps too few":                  {quarter(3, 2), []check.Attestation{word(3, 3)}, finding.Unknown},
		"no numbers":                       {quarter(3, 0), []check.Attestation{said("recordings.patient-consent", "procedure", nil)}, finding.Unknown},
		"no procedure":                     {quarter(0, 0), []check.Attestation{said("recordings.patient-consent", "none", nil)}, finding.Fail},
		"prohibited, and nothing recorded": {quarter(0, 0), []check.Attestation{said("recordings.written-policy", "prohibited", nil)}, finding.NotApplicable},
		"prohibited, and recorded":         {quarter(1, 0), []check.Attestation{said("recordings.written-policy", "prohibited", nil)}, finding.Unknown},
		"recordings refused":               {notRead[snapshot.Recording](refused), []check.Attestation{word(10, 10)}, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.PatientConsent, &snapshot.Snapshot{Recordings: tt.recordings}, nil, tt.entries...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestSignInToView(t *testing.T) {
	t.Parallel()
	word := func(answer, at string) check.Attestation { return said("recordings.password-set", answer, nil, at) }
	two := list(snapshot.Recording{ID: "1", Site: site}, snapshot.Recording{ID: "2", Site: "other.webex.com"})
	require.Equal(t, finding.Unknown, attested(recordings.PasswordSet, &snapshot.Snapshot{Recordings: two}, nil, word("sign_in_only", site)).Status)
	require.Equal(t, finding.Pass, attested(recordings.PasswordSet, &snapshot.Snapshot{Recordings: two}, nil, word("sign_in_only", site), word("sign_in_only", "other.webex.com")).Status)
	require.Equal(t, finding.Unknown, attested(recordings.PasswordSet, &snapshot.Snapshot{Recordings: two}, nil, word("sign_in_only", site), word("open", "other.webex.com")).Status)
	two.Items[1].Site = ""
	require.Equal(t, finding.Unknown, attested(recordings.PasswordSet, &snapshot.Snapshot{Recordings: two}, nil, word("sign_in_only", site)).Status, "no site is no site that asks")
}

func TestAutoRecordByPolicy(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{Hosts: list(host), Meetings: list(snapshot.HostMeetings{PersonID: "p-lopez", Host: lopez,
		Meetings: []snapshot.Meeting{{ID: "m1", AutoRecord: snapshot.Yes}}})}
	allowed := check.Params{"policy_allows_auto_record": true}
	word := func(answer string) check.Attestation { return said("recordings.written-policy", answer, nil) }
	require.Equal(t, finding.Pass, attested(recordings.AutoRecordOff, s, allowed, word("permitted_with_consent")).Status)
	require.Equal(t, finding.Fail, attested(recordings.AutoRecordOff, s, allowed, word("prohibited")).Status)
	require.Equal(t, finding.Unknown, attested(recordings.AutoRecordOff, s, nil, word("permitted_with_consent")).Status, "the parameter is off: whether only staff is invited was not learnt")
}
