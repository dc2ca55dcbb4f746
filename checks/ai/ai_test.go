package ai

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func entry(answer string, signed int, details map[string]any) check.Attestation {
	return check.Attestation{Statement: Coverage.ID, Answer: answer, Scope: Coverage.Scopes, Details: details, Proof: check.ProofVerified,
		SignedOn: finding.DayOf(now.AddDate(0, 0, -signed), time.UTC)}
}

func whole(change func(map[string]any)) map[string]any {
	d := map[string]any{"used_for_training": false, "region": "US", "retention_days": 90, "third_party_models": true}
	if change != nil {
		change(d)
	}
	return d
}

func organisation(licences ...string) *snapshot.Snapshot {
	s := &snapshot.Snapshot{}
	s.Licenses.Items = []snapshot.License{}
	for _, name := range licences {
		s.Licenses.Items = append(s.Licenses.Items, snapshot.License{ID: name, Name: name})
	}
	s.Generated.Items = []snapshot.GeneratedContent{}
	s.Vidcast.Value = &snapshot.Vidcast{Allowed: snapshot.No}
	return s
}

func statusOf(fs []finding.Finding, id string) finding.Status {
	for _, f := range fs {
		if f.Resource.ID == id {
			return f.Status
		}
	}
	return ""
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		entry  check.Attestation
		change func(*snapshot.Snapshot)
		want   finding.Status // of the AI of meetings
	}{
		"every answer":              {entry("covered", 10, whole(nil)), nil, finding.Pass},
		"half a year ago":           {entry("covered", 180, whole(nil)), nil, finding.Pass},
		"longer ago":                {entry("covered", 181, whole(nil)), nil, finding.Warn},
		"a year ago":                {entry("covered", 365, whole(nil)), nil, finding.Warn},
		"more than a year ago":      {entry("covered", 366, whole(nil)), nil, finding.Fail},
		"not covered":               {entry("not-covered", 10, nil), nil, finding.Fail},
		"trains models":             {entry("covered", 10, whole(func(d map[string]any) { d["used_for_training"] = true })), nil, finding.Fail},
		"trains models, authorised": {entry("covered", 10, whole(func(d map[string]any) { d["used_for_training"], d["training_authorised"] = true, true })), nil, finding.Warn},
		"training not asked":        {entry("covered", 10, whole(func(d map[string]any) { delete(d, "used_for_training") })), nil, finding.Warn},
		"region not asked":          {entry("covered", 10, whole(func(d map[string]any) { delete(d, "region") })), nil, finding.Warn},
		"retention not asked":       {entry("covered", 10, whole(func(d map[string]any) { delete(d, "retention_days") })), nil, finding.Warn},
		"third parties not asked":   {entry("covered", 10, whole(func(d map[string]any) { delete(d, "third_party_models") })), nil, finding.Warn},
		"no evidence":               {func() check.Attestation { a := entry("covered", 10, whole(nil)); a.Proof = check.ProofNone; return a }(), nil, finding.Warn},
		"evidence without a hash": {func() check.Attestation {
			a := entry("covered", 10, whole(nil))
			a.Proof = check.ProofNoHash
			return a
		}(), nil, finding.Warn},
		"another evidence": {func() check.Attestation {
			a := entry("covered", 10, whole(nil))
			a.Proof = check.ProofMismatch
			return a
		}(), nil, finding.Fail},
		"off":                         {entry("off", 10, nil), nil, finding.NotApplicable},
		"off, but there is a summary": {entry("off", 10, nil), func(s *snapshot.Snapshot) { s.Generated.Items = []snapshot.GeneratedContent{{MeetingID: "m"}} }, finding.Fail},
		"off, and not looked":         {entry("off", 10, nil), func(s *snapshot.Snapshot) { s.Generated.Items = nil }, finding.Unknown},
		"of all features at once": {func() check.Attestation {
			a := entry("covered", 10, whole(nil))
			a.Scope = []string{messagingAI}
			return a
		}(), nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := organisation("Messaging")
			if tt.change != nil {
				tt.change(s)
			}
			in := &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(VendorCoverage.Params), Attestations: []check.Attestation{tt.entry}}
			require.Equal(t, tt.want, statusOf(vendorCoverage(in), meetingsAI))
		})
	}
}

func TestFeaturesThatWereNotBought(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		licences         []string
		gap              *snapshot.Gap
		calling, contact finding.Status
	}{
		"neither":               {[]string{"Messaging"}, nil, finding.NotApplicable, finding.NotApplicable},
		"calling":               {[]string{"Webex Calling - Professional"}, nil, finding.Unknown, finding.NotApplicable},
		"contact center":        {[]string{"Contact Center Premium Agent"}, nil, finding.NotApplicable, finding.Unknown},
		"telephones by others":  {[]string{"Unified Communication Manager (UCM)"}, nil, finding.Unknown, finding.NotApplicable},
		"either of two":         {[]string{"Customer Assist"}, nil, finding.Unknown, finding.Unknown},
		"a suite of anything":   {[]string{"Messaging", "Collaboration Flex Plan"}, nil, finding.Unknown, finding.Unknown},
		"one without a name":    {[]string{"Messaging", ""}, nil, finding.Unknown, finding.Unknown},
		"none at all":           {nil, nil, finding.Unknown, finding.Unknown},
		"a list that broke off": {[]string{"Messaging"}, &snapshot.Gap{}, finding.Unknown, finding.Unknown},
	} {
		s := organisation(tt.licences...)
		s.Licenses.Gap = tt.gap
		fs := vendorCoverage(&check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(VendorCoverage.Params)})
		require.Equal(t, tt.calling, statusOf(fs, callingAI), name)
		require.Equal(t, tt.contact, statusOf(fs, contactCenterAI), name)
		require.Equal(t, finding.Unknown, statusOf(fs, meetingsAI), name)
	}
	s := organisation("Basic Messaging", "Free screen share", "Contact Center Premium Agent", "Unified Communication Manager (UCM)", "Collaboration Flex Plan")
	for i := range s.Licenses.Items {
		s.Licenses.Items[i].Consumed = snapshot.Some(40 * max(0, 2-i)) // nobody has the last three
	}
	fs := vendorCoverage(&check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(VendorCoverage.Params)})
	require.Equal(t, finding.NotApplicable, statusOf(fs, callingAI))
	require.Equal(t, finding.NotApplicable, statusOf(fs, contactCenterAI))
	s = organisation("Messaging")
	s.UnlistedLicenses = 1 // somebody holds one that the list lacks
	fs = vendorCoverage(&check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(VendorCoverage.Params)})
	require.Equal(t, finding.Unknown, statusOf(fs, callingAI))
	require.Equal(t, finding.Unknown, statusOf(fs, contactCenterAI))
}

func TestVidcastOff(t *testing.T) {
	t.Parallel()
	for allowed, want := range map[snapshot.Tri]finding.Status{snapshot.Yes: finding.Fail, snapshot.No: finding.NotApplicable, snapshot.Unknown: finding.Unknown} {
		s := organisation("Messaging")
		s.Vidcast.Value.Allowed = allowed
		require.Equal(t, want, features[4].off(&check.Input{Snapshot: s}).Status)
	}
	s := organisation("Messaging")
	s.Vidcast.Value = nil
	require.Equal(t, finding.Unknown, features[4].off(&check.Input{Snapshot: s}).Status)
}

// TestCoverageOfMeetings: the other checks ask about the AI of meetings, not
// about all of it.
func TestCoverageOfMeetings(t *testing.T) {
	t.Parallel()
	in := &check.Input{Others: map[string]check.Outcome{coverageCheck: {Status: finding.Fail, Findings: []finding.Finding{
		{Status: finding.Fail, Resource: features[1].resource()}, {Status: finding.Pass, Resource: features[0].resource()},
	}}}}
	require.Equal(t, finding.Pass, coverage(in))
	in.Others[coverageCheck] = check.Outcome{Status: finding.Pass, Disabled: true, Findings: []finding.Finding{{Status: finding.Pass, Resource: features[0].resource()}}}
	require.Equal(t, finding.Unknown, coverage(in))
	require.Equal(t, finding.Unknown, coverage(&check.Input{}))
}

func TestTextsOfAHost(t *testing.T) {
	t.Parallel()
	at := now.AddDate(0, 0, -5)
	s := organisation("Messaging")
	s.Generated.Items = []snapshot.GeneratedContent{
		{MeetingID: "m1", PersonID: "p", Host: "ann@clinic.example", Start: at, Summary: snapshot.Yes, Transcription: snapshot.Yes},
		{MeetingID: "m2", PersonID: "p", Host: "ann@clinic.example", Start: at, Captions: snapshot.Yes},
		{MeetingID: "m3", PersonID: "p", Host: "ann@clinic.example", Start: now.AddDate(0, 0, -31), Summary: snapshot.Yes},
	}
	s.Transcripts.Items = []snapshot.Transcript{
		{ID: "t1", MeetingID: "m1", PersonID: "p", Status: "available", Start: at},
		{ID: "t4", MeetingID: "m4", PersonID: "p", Status: "available", Start: at},
		{ID: "t5", MeetingID: "m5", PersonID: "q", Status: "deleted", Start: at},
		{ID: "t6", MeetingID: "m6", PersonID: "q", Status: "deleted", Start: now.AddDate(-7, 0, 0)},
	}
	s.EndedMeetings.Items = []snapshot.EndedMeeting{}
	in := &check.Input{Snapshot: s, Now: now, Params: check.Defaults(GeneratedContent.Params), Others: map[string]check.Outcome{coverageCheck: {Status: finding.Warn}}}
	fs := generatedContent(in)
	require.Len(t, fs, 2)
	require.Equal(t, "p", fs[0].Resource.ID)
	require.Equal(t, finding.Warn, fs[0].Status)
	require.Contains(t, fs[0].Message, "3 meetings in 30 days (with a summary 1, with a transcript 1, with captions alone 1)")
	require.Equal(t, "t5", fs[1].Resource.ID)
	require.Equal(t, finding.Warn, fs[1].Status)
}

// TestStatesOfTranscripts: only a transcript that is known to be there is no
// reason to look.
func TestStatesOfTranscripts(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]finding.Status{
		"available": "", "AVAILABLE": "", "deleted": finding.Warn, "Deleted": finding.Warn, "purged": finding.Unknown, "": finding.Unknown,
	} {
		s := organisation("Messaging")
		s.Transcripts.Items = []snapshot.Transcript{{ID: "t", MeetingID: "m", PersonID: "p", Status: status, Start: now.AddDate(0, -2, 0)}}
		fs := deletedEarly(&check.Input{Snapshot: s, Now: now, Params: check.Defaults(GeneratedContent.Params)})
		require.Equal(t, want, statusOf(fs, "t"), "status %q", status)
	}
}
