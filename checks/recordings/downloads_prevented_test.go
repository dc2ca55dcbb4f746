package recordings_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recording is one of Dr. Lopez that offers a download or not.
func recording(id string, offered snapshot.Tri) snapshot.Recording {
	return snapshot.Recording{ID: id, Host: lopez, PersonID: "p-lopez", Site: site, Status: "available", DownloadOffered: offered}
}

// administrator is what an audit with an ordinary administrator's token holds.
func administrator(rs ...snapshot.Recording) *snapshot.Snapshot {
	return &snapshot.Snapshot{
		Auditor:    record(snapshot.Auditor{ID: "me", Roles: []string{"r1", "r2"}}),
		Roles:      list(snapshot.Role{ID: "r1", Name: "Read-only Administrator"}, snapshot.Role{ID: "r2", Name: "User Administrator"}, snapshot.Role{ID: "r3", Name: "Compliance Officer"}),
		Recordings: list(rs...),
		// Webex has nothing that is older than six years.
		OldRecordings: list[snapshot.Recording](),
	}
}

func TestDownloadsPrevented(t *testing.T) {
	t.Parallel()
	yes, no, unknown := snapshot.Yes, snapshot.No, snapshot.Unknown
	allow := check.Params{"allow_download_hosts": []string{" DR.Lopez@clinic.example"}}
	for _, tt := range []struct {
		name   string
		rs     []snapshot.Recording
		params check.Params
		change func(*snapshot.Snapshot)
		want   finding.Status
		says   string
	}{
		{"prevented", []snapshot.Recording{recording("1", no), recording("2", no)}, nil, nil, finding.Pass, "0 of 2 recordings"},
		{"one offered", []snapshot.Recording{recording("1", no), recording("2", yes)}, nil, nil, finding.Fail, "1 of 2 recordings of " + lopez + " on " + site + " recorded since 2025-11-20 can be downloaded"},
		{"neither link", []snapshot.Recording{recording("1", no), recording("2", unknown)}, nil, nil, finding.Unknown, "without links that tell"},
		{"a hit outranks a missing link", []snapshot.Recording{recording("1", yes), recording("2", unknown)}, nil, nil, finding.Fail, "1 of 2"},
		{"allowed", []snapshot.Recording{recording("1", yes)}, allow, nil, finding.Warn, "allow_download_hosts allows"},
		{"allowed, one unclear", []snapshot.Recording{recording("1", yes), recording("2", unknown)}, allow, nil, finding.Unknown, "without links"},
		{"somebody else is allowed", []snapshot.Recording{recording("1", yes)}, check.Params{"allow_download_hosts": []string{"x@clinic.example"}}, nil, finding.Fail, ""},
		{"host unknown, so perhaps allowed", []snapshot.Recording{{ID: "1", Site: site, DownloadOffered: yes}}, allow, nil, finding.Unknown, "without the host"},
		{"host unknown, nobody allowed", []snapshot.Recording{{ID: "1", Site: site, DownloadOffered: yes}}, nil, nil, finding.Fail, ""},
		{"host unknown, prevented", []snapshot.Recording{recording("2", no), {ID: "1", Site: site, DownloadOffered: no}}, nil, nil, finding.Unknown, "hostEmail"},
		{"no recordings", nil, nil, nil, finding.Unknown, "nobody has attested that recording is off"},
		{"list broke off", []snapshot.Recording{recording("1", no)}, nil, func(s *snapshot.Snapshot) { s.Recordings.Gap = brokeOff }, finding.Unknown, ""},
		{"list broke off behind a hit", []snapshot.Recording{recording("1", yes)}, nil, func(s *snapshot.Snapshot) { s.Recordings.Gap = brokeOff }, finding.Fail, ""},
		{"list refused", nil, nil, func(s *snapshot.Snapshot) { s.Recordings = notRead[snapshot.Recording](refused) }, finding.Unknown, "403"},
		{"compliance officer", []snapshot.Recording{recording("1", yes)}, nil, func(s *snapshot.Snapshot) { s.Auditor.Value.Roles = []string{"r1", "r3"} }, finding.Unknown, "compliance officer"},
		{"compliance officer, other case", []snapshot.Recording{recording("1", yes)}, nil, func(s *snapshot.Snapshot) { s.Roles.Items[0].Name = "compliance officer" }, finding.Unknown, "compliance officer"},
		{"roles not shown", []snapshot.Recording{recording("1", yes)}, nil, func(s *snapshot.Snapshot) { s.Auditor.Value.Roles = nil }, finding.Unknown, "no role"},
		{"a role that is not listed", []snapshot.Recording{recording("1", no)}, nil, func(s *snapshot.Snapshot) { s.Auditor.Value.Roles = []string{"r1", "r9"} }, finding.Unknown, "no name"},
		{"a role in another language", []snapshot.Recording{recording("1", no)}, nil, func(s *snapshot.Snapshot) {
			s.Roles.Items = append(s.Roles.Items, snapshot.Role{ID: "r9", Name: "Beauftragter"})
			s.Auditor.Value.Roles = []string{"r1", "r9"}
		}, finding.Unknown, "not known"},
		{"roles refused", []snapshot.Recording{recording("1", yes)}, nil, func(s *snapshot.Snapshot) { s.Roles = notRead[snapshot.Role](refused) }, finding.Unknown, ""},
		{"the whole look-back", []snapshot.Recording{recording("1", no)}, check.Params{"lookback_days": 365}, nil, finding.Pass, ""},
		{"a day more than was listed", []snapshot.Recording{recording("1", no)}, check.Params{"lookback_days": 366}, nil, finding.Unknown, "lookback_days is 366"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := administrator(tt.rs...)
			if tt.change != nil {
				tt.change(s)
			}
			o := evaluate(recordings.DownloadsPrevented, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}
}

func TestDownloadsRollUp(t *testing.T) {
	t.Parallel()
	var rs []snapshot.Recording
	for i := range 7 {
		rs = append(rs, recording(strconv.Itoa(i), snapshot.Yes))
	}
	other := recording("other", snapshot.No)
	other.Site = "second.webex.com"
	o := evaluate(recordings.DownloadsPrevented, administrator(append(rs, other)...), nil)
	require.Len(t, o.Findings, 2, "one finding for each host and site")
	require.Equal(t, finding.Pass, about(t, o, "p-lopez@second.webex.com").Status)

	f := about(t, o, "p-lopez@"+site)
	require.Equal(t, finding.Fail, f.Status)
	var ids []any
	for _, e := range f.Evidence {
		if e.Field == "id" {
			ids = append(ids, e.Value)
		}
	}
	require.Equal(t, []any{"0", "1", "2", "3", "4"}, ids, "five ids at most")
}

func TestDownloadsOfOlderRecordings(t *testing.T) {
	t.Parallel()
	dated := func(id string, offered snapshot.Tri, daysAgo int) snapshot.Recording {
		r := recording(id, offered)
		r.Recorded = now.AddDate(0, 0, -daysAgo)
		return r
	}
	yes, no, unknown := snapshot.Yes, snapshot.No, snapshot.Unknown
	month := check.Params{"lookback_days": 30}
	fresh := dated("new", no, 10)
	for _, tt := range []struct {
		name    string
		rs, old []snapshot.Recording
		params  check.Params
		want    finding.Status
		says    string
	}{
		{"an older one, within the year", []snapshot.Recording{fresh, dated("1", yes, 31)}, nil, nil, finding.Fail, "1 of 2"},
		{"an older one, when a month counts", []snapshot.Recording{fresh, dated("1", yes, 31)}, nil, month, finding.Warn, "1 older recording can be downloaded too"},
		{"on the edge", []snapshot.Recording{fresh, dated("1", yes, 30)}, nil, month, finding.Fail, "recorded since 2026-10-21"},
		{"an older one without links", []snapshot.Recording{fresh, dated("1", unknown, 31)}, nil, month, finding.Unknown, "without links"},
		{"a date that is lost", []snapshot.Recording{fresh, recording("1", yes)}, nil, month, finding.Unknown, "lookback_days leaves them out"},
		{"nothing but older ones", []snapshot.Recording{dated("1", no, 31)}, nil, month, finding.Unknown, "no recording since 2026-10-21"},
		{"seven years old", []snapshot.Recording{fresh}, []snapshot.Recording{dated("1", yes, 2600), dated("2", yes, 2600)}, nil, finding.Warn, "2 older recordings can be downloaded too"},
		{"seven years old, prevented", []snapshot.Recording{fresh}, []snapshot.Recording{dated("1", no, 2600)}, nil, finding.Warn, "1 recording is there from before 2020-11-20, and what was recorded between then and 2025-11-20 was not read"},
		{"seven years old, without links", []snapshot.Recording{fresh}, []snapshot.Recording{dated("1", unknown, 2600)}, nil, finding.Unknown, "without links"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := administrator(tt.rs...)
			s.OldRecordings = list(tt.old...)
			o := evaluate(recordings.DownloadsPrevented, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			var said string
			for _, f := range o.Findings {
				said += f.Message + "\n"
			}
			require.Contains(t, said, tt.says)
		})
	}
	s := administrator(fresh)
	s.OldRecordings = notRead[snapshot.Recording](refused)
	require.Equal(t, finding.Unknown, evaluate(recordings.DownloadsPrevented, s, nil).Status, "old recordings may be downloadable")
}

// Losing the directory must not melt hosts into one.
func TestHostsWithoutAccountsStayApart(t *testing.T) {
	t.Parallel()
	s := administrator(
		snapshot.Recording{ID: "1", HostKey: "k1", Site: site, DownloadOffered: snapshot.Yes},
		snapshot.Recording{ID: "2", HostKey: "k2", Site: site, DownloadOffered: snapshot.No},
		snapshot.Recording{ID: "3", HostKey: "k1", Site: site, DownloadOffered: snapshot.Yes},
	)
	o := evaluate(recordings.DownloadsPrevented, s, nil)
	require.Len(t, o.Findings, 2)
	require.Contains(t, about(t, o, "host:k1@"+site).Message, "2 of 2 recordings of a host whose address is not held (key k1)")
	require.Equal(t, finding.Pass, about(t, o, "host:k2@"+site).Status)
}

func TestPasswordSet(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		list   snapshot.Section[snapshot.Recording]
		detail bool
		want   finding.Status
		reason snapshot.Reason
		says   string
	}{
		{"the list has no password field", list(recording("1", snapshot.No)), false, finding.Unknown, snapshot.FieldAbsent, "says nothing of passwords"},
		{"detail reads are not made", list(recording("1", snapshot.No)), true, finding.Unknown, snapshot.FieldAbsent, "this version does not make these reads"},
		{"no recordings", list[snapshot.Recording](), false, finding.NotApplicable, "", "2025-11-20"},
		{"an empty list that broke off", snapshot.Section[snapshot.Recording]{Items: []snapshot.Recording{}, Gap: brokeOff}, false, finding.Unknown, snapshot.Truncated, ""},
		{"refused", notRead[snapshot.Recording](refused), false, finding.Unknown, snapshot.Forbidden, "403"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(recordings.PasswordSet, &snapshot.Snapshot{Recordings: tt.list}, check.Params{"detail_reads": tt.detail})
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Equal(t, string(tt.reason), o.Reason)
			require.Contains(t, o.Message, tt.says)
		})
	}
}
