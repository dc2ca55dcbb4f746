package recordings_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var host = snapshot.Host{PersonID: "p-lopez", Email: lopez, Sites: []string{site}}

func TestAutoShareOff(t *testing.T) {
	t.Parallel()
	prefs := func(share snapshot.Tri, g *snapshot.Gap) snapshot.Section[snapshot.SchedulingPreferences] {
		return list(snapshot.SchedulingPreferences{PersonID: "p-lopez", Host: lopez, Site: site, AutoShareRecording: share, Gap: g, Delegates: snapshot.Some(2)})
	}
	for _, tt := range []struct {
		name  string
		hosts snapshot.Section[snapshot.Host]
		prefs snapshot.Section[snapshot.SchedulingPreferences]
		want  finding.Status
	}{
		{"off", list(host), prefs(snapshot.No, nil), finding.Pass},
		{"on", list(host), prefs(snapshot.Yes, nil), finding.Fail},
		{"absent", list(host), prefs(snapshot.Unknown, nil), finding.Unknown},
		{"one host refused", list(host), prefs(snapshot.Unknown, refused), finding.Unknown},
		{"a host nobody asked about", list(host), list[snapshot.SchedulingPreferences](), finding.Unknown},
		{"a second site nobody asked about", list(snapshot.Host{PersonID: "p-lopez", Email: lopez, Sites: []string{site, "second.webex.com"}}), prefs(snapshot.No, nil), finding.Unknown},
		{"nobody can host", list[snapshot.Host](), list[snapshot.SchedulingPreferences](), finding.NotApplicable},
		{"hosts refused", notRead[snapshot.Host](refused), notRead[snapshot.SchedulingPreferences](refused), finding.Unknown},
		{"hosts broke off behind a hit", snapshot.Section[snapshot.Host]{Items: []snapshot.Host{host}, Gap: brokeOff}, prefs(snapshot.Yes, nil), finding.Fail},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(recordings.AutoShareOff, &snapshot.Snapshot{Hosts: tt.hosts, Scheduling: tt.prefs}, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}

	f := evaluate(recordings.AutoShareOff, &snapshot.Snapshot{Hosts: list(host), Scheduling: prefs(snapshot.No, nil)}, nil).Findings[0]
	require.Equal(t, 2, f.Evidence[1].Value, "delegates schedule for the host: their number is shown")
}

func TestAutoRecordOff(t *testing.T) {
	t.Parallel()
	staff := snapshot.Party{Kind: snapshot.Staff, Email: "nurse@clinic.example"}
	outsider := snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com", Key: "k"}
	meeting := func(auto snapshot.Tri, invited *snapshot.Invitees) []snapshot.Meeting {
		return []snapshot.Meeting{{ID: "m1", Type: "meetingSeries", AutoRecord: auto, Invitees: invited}}
	}
	invited := func(g *snapshot.Gap, people ...snapshot.Party) *snapshot.Invitees {
		return &snapshot.Invitees{Gap: g, People: append([]snapshot.Party{}, people...)}
	}
	allowed := check.Params{"policy_allows_auto_record": true}
	for _, tt := range []struct {
		name     string
		meetings []snapshot.Meeting
		gap      *snapshot.Gap
		params   check.Params
		want     finding.Status
		reason   snapshot.Reason
	}{
		{"off", meeting(snapshot.No, nil), nil, nil, finding.Pass, ""},
		{"absent", meeting(snapshot.Unknown, nil), nil, nil, finding.Unknown, snapshot.FieldAbsent},
		{"on, a patient invited", meeting(snapshot.Yes, invited(nil, staff, outsider)), nil, nil, finding.Fail, ""},
		{"on, nobody invited by Webex", meeting(snapshot.Yes, invited(nil)), nil, nil, finding.Fail, ""},
		{"on, somebody without an address", meeting(snapshot.Yes, invited(nil, snapshot.Party{Kind: snapshot.Anonymous})), nil, nil, finding.Fail, ""},
		{"on, among staff", meeting(snapshot.Yes, invited(nil, staff)), nil, nil, finding.Warn, ""},
		{"on, invitees not asked for", meeting(snapshot.Yes, nil), nil, nil, finding.Unknown, snapshot.FieldAbsent},
		{"on, invitees refused", meeting(snapshot.Yes, &snapshot.Invitees{Gap: refused}), nil, nil, finding.Unknown, snapshot.Forbidden},
		{"on, half the invitees are staff", meeting(snapshot.Yes, invited(brokeOff, staff)), nil, nil, finding.Unknown, snapshot.Truncated},
		{"on, an outsider in half a list", meeting(snapshot.Yes, invited(brokeOff, staff, outsider)), nil, nil, finding.Fail, ""},
		{"on, an invitee whose domain is in doubt", meeting(snapshot.Yes, invited(nil, snapshot.Party{Domain: "perhaps.example"})), nil, nil, finding.Unknown, snapshot.FieldAbsent},
		{"on, the policy is not attested", meeting(snapshot.Yes, invited(nil, outsider)), nil, allowed, finding.Unknown, snapshot.NotAttested},
		{"no meetings", []snapshot.Meeting{}, nil, nil, finding.NotApplicable, ""},
		{"meetings of the host refused", nil, refused, nil, finding.Unknown, snapshot.Forbidden},
		{"a hit in half a list", meeting(snapshot.Yes, invited(nil, outsider)), brokeOff, nil, finding.Fail, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{Hosts: list(host), Meetings: list(snapshot.HostMeetings{PersonID: "p-lopez", Host: lopez, Gap: tt.gap, Meetings: tt.meetings})}
			o := evaluate(recordings.AutoRecordOff, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Equal(t, string(tt.reason), o.Reason)
		})
	}
}
