package recordings_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var (
	drLopez   = snapshot.Party{Kind: snapshot.Staff, Email: lopez, Domain: "clinic.example", Key: "k-lopez"}
	nurse     = snapshot.Party{Kind: snapshot.Staff, Email: "nurse@clinic.example", Domain: "clinic.example", Key: "k-nurse"}
	patient   = snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com", Key: "3fa1c2d4e5f60718"}
	anonymous = snapshot.Party{Kind: snapshot.Anonymous}
)

func viewedBy(v snapshot.Party) snapshot.Access {
	return snapshot.Access{Viewer: v, Viewed: snapshot.Yes, Downloaded: snapshot.No, At: now.AddDate(0, 0, -1)}
}

func downloadedBy(v snapshot.Party) snapshot.Access {
	return snapshot.Access{Viewer: v, Viewed: snapshot.No, Downloaded: snapshot.Yes, At: now.AddDate(0, 0, -1)}
}

// opened is a recording whose counts agree with who opened it.
func opened(id string, accesses ...snapshot.Access) snapshot.RecordingAccess {
	views, downloads := 0, 0
	for _, a := range accesses {
		if a.Viewed == snapshot.Yes {
			views++
		}
		if a.Downloaded == snapshot.Yes {
			downloads++
		}
	}
	return snapshot.RecordingAccess{RecordingID: id, Host: lopez, Site: site, Views: snapshot.Some(views), Downloads: snapshot.Some(downloads), Accesses: append([]snapshot.Access{}, accesses...)}
}

func accessed(rs ...snapshot.RecordingAccess) *snapshot.Snapshot {
	return &snapshot.Snapshot{
		RecordingAccess: list(rs...),
	}
}

func TestUnexpectedAccess(t *testing.T) {
	t.Parallel()
	without := func(a snapshot.Access, change func(*snapshot.Access)) snapshot.Access {
		change(&a)
		return a
	}
	only := func(names ...string) check.Params { return check.Params{"authorised_viewers": names} }
	for _, tt := range []struct {
		name   string
		access []snapshot.Access
		params check.Params
		want   finding.Status
		says   string
	}{
		{"nobody", nil, nil, finding.Pass, "by nobody"},
		{"the host", []snapshot.Access{viewedBy(drLopez), downloadedBy(drLopez)}, nil, finding.Pass, ""},
		{"staff, no list", []snapshot.Access{viewedBy(nurse), downloadedBy(nurse)}, nil, finding.Pass, ""},
		{"an outsider", []snapshot.Access{viewedBy(patient)}, nil, finding.Fail, "an outsider at gmail.com (key 3fa1c2d4e5f60718)"},
		{"three outsiders", []snapshot.Access{viewedBy(patient), viewedBy(patient), downloadedBy(patient)}, nil, finding.Fail, "and 2 like that"},
		{"no address", []snapshot.Access{viewedBy(anonymous)}, nil, finding.Warn, "bare link"},
		{"an outsider outranks the anonymous", []snapshot.Access{viewedBy(anonymous), viewedBy(patient)}, nil, finding.Fail, ""},
		{"an outsider outranks the unknown", []snapshot.Access{{}, viewedBy(patient)}, nil, finding.Fail, ""},
		{"a domain in doubt", []snapshot.Access{viewedBy(snapshot.Party{Domain: "perhaps.example", Key: "k"})}, nil, finding.Unknown, "belong to the organisation"},
		{"downloaded absent", []snapshot.Access{without(viewedBy(nurse), func(a *snapshot.Access) { a.Downloaded = snapshot.Unknown })}, nil, finding.Unknown, "downloaded is not known"},
		{"downloaded absent, no address", []snapshot.Access{without(viewedBy(anonymous), func(a *snapshot.Access) { a.Downloaded = snapshot.Unknown })}, nil, finding.Unknown, ""},

		{"an authorised outsider", []snapshot.Access{viewedBy(patient)}, only("3FA1C2D4E5F60718"), finding.Pass, ""},
		{"authorised for this recording", []snapshot.Access{viewedBy(patient)}, only("rec/" + patient.Key), finding.Pass, ""},
		{"authorised for another recording", []snapshot.Access{viewedBy(patient)}, only("other/" + patient.Key), finding.Fail, ""},
		{"a domain is no person", []snapshot.Access{viewedBy(patient)}, only("gmail.com"), finding.Fail, ""},
		{"an outsider without a key, somebody is listed", []snapshot.Access{viewedBy(snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com"})}, only("x"), finding.Unknown, ""},
		{"an outsider without a key, nobody is listed", []snapshot.Access{viewedBy(snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com"})}, nil, finding.Fail, ""},

		{"a download without an address, somebody is listed", []snapshot.Access{downloadedBy(anonymous)}, only("x"), finding.Fail, "downloaded by somebody without an address"},
		{"a download without an address, nobody is listed", []snapshot.Access{downloadedBy(anonymous)}, nil, finding.Warn, "bare link"},
		{"a view without an address, somebody is listed", []snapshot.Access{viewedBy(anonymous)}, only("x"), finding.Warn, "bare link"},
		{"listed staff", []snapshot.Access{downloadedBy(nurse)}, only("Nurse@clinic.example"), finding.Pass, ""},
		{"staff off the list views", []snapshot.Access{viewedBy(nurse)}, only("x@clinic.example"), finding.Warn, "nurse@clinic.example, whom authorised_viewers does not name"},
		{"staff off the list downloads", []snapshot.Access{downloadedBy(nurse)}, only("x@clinic.example"), finding.Fail, "downloaded by nurse@clinic.example"},
		{"the host is always right", []snapshot.Access{downloadedBy(drLopez)}, only("x@clinic.example"), finding.Pass, ""},
		{"staff without an address", []snapshot.Access{viewedBy(snapshot.Party{Kind: snapshot.Staff, Domain: "clinic.example"})}, only("x@clinic.example"), finding.Unknown, ""},

		{"a domain of ours", []snapshot.Access{viewedBy(patient)}, check.Params{"internal_domains": []string{"GMAIL.com"}}, finding.Pass, ""},
		{"staff of a domain that is not ours", []snapshot.Access{viewedBy(nurse)}, check.Params{"internal_domains": []string{"hospital.example"}}, finding.Fail, ""},
		{"a subdomain is another domain", []snapshot.Access{viewedBy(snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.gmail.com", Key: "k"})}, check.Params{"internal_domains": []string{"gmail.com"}}, finding.Fail, ""},
		{"domain absent", []snapshot.Access{viewedBy(snapshot.Party{Kind: snapshot.Outsider, Key: "k"})}, check.Params{"internal_domains": []string{"gmail.com"}}, finding.Unknown, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(recordings.UnexpectedAccess, accessed(opened("rec", tt.access...)), tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, about(t, o, "rec").Message, tt.says)
		})
	}
}

func TestUnexpectedAccessCounts(t *testing.T) {
	t.Parallel()
	none, some := snapshot.Opt[int]{}, snapshot.Some[int]
	for _, tt := range []struct {
		name             string
		views, downloads snapshot.Opt[int]
		gap              *snapshot.Gap
		accesses         []snapshot.Access
		want             finding.Status
	}{
		{"zero", some(0), some(0), nil, []snapshot.Access{}, finding.Pass},
		{"zero, and no list of people at all", some(0), some(0), nil, nil, finding.Unknown},
		{"views absent", none, some(0), nil, nil, finding.Unknown},
		{"downloads absent", some(0), none, nil, nil, finding.Unknown},
		{"detail refused", some(2), some(0), refused, nil, finding.Unknown},
		{"detail broke off", some(2), some(0), brokeOff, []snapshot.Access{viewedBy(nurse)}, finding.Unknown},
		{"an outsider in half a detail", some(2), some(0), brokeOff, []snapshot.Access{viewedBy(patient)}, finding.Fail},
		{"views of nobody", some(1), some(0), nil, []snapshot.Access{}, finding.Unknown},
		{"a download of nobody", some(1), some(1), nil, []snapshot.Access{viewedBy(nurse)}, finding.Unknown},
		{"more views than people", some(9), some(0), nil, []snapshot.Access{viewedBy(nurse)}, finding.Warn},
		{"more downloads than people", some(1), some(2), nil, []snapshot.Access{viewedBy(nurse), downloadedBy(nurse)}, finding.Warn},
		{"more views than people, and one row that does not say", some(2), some(0), nil, []snapshot.Access{viewedBy(nurse), {Viewer: drLopez, Downloaded: snapshot.No, At: now}}, finding.Unknown},
		{"more views than people, and an outsider", some(9), some(0), nil, []snapshot.Access{viewedBy(patient)}, finding.Fail},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := opened("rec", tt.accesses...)
			rec.Views, rec.Downloads, rec.Gap, rec.Accesses = tt.views, tt.downloads, tt.gap, tt.accesses
			o := evaluate(recordings.UnexpectedAccess, accessed(rec), nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestUnexpectedAccessSections(t *testing.T) {
	t.Parallel()
	hit := opened("rec", viewedBy(patient))
	for _, tt := range []struct {
		name   string
		change func(*snapshot.Snapshot)
		params check.Params
		want   finding.Status
	}{
		{"no day is looked at", func(*snapshot.Snapshot) {}, check.Params{"lookback_days": 0}, finding.Unknown},
		{"as it is", func(*snapshot.Snapshot) {}, nil, finding.Fail},
		{"empty and whole", func(s *snapshot.Snapshot) { s.RecordingAccess = list[snapshot.RecordingAccess]() }, nil, finding.NotApplicable},
		{"empty, for the token's own recordings only", func(s *snapshot.Snapshot) {
			s.RecordingAccess.Items, s.RecordingAccess.Gap = []snapshot.RecordingAccess{}, refused
		}, nil, finding.Unknown},
		{"refused", func(s *snapshot.Snapshot) { s.RecordingAccess = notRead[snapshot.RecordingAccess](refused) }, nil, finding.Unknown},
		{"a hit in half a list", func(s *snapshot.Snapshot) { s.RecordingAccess.Gap = brokeOff }, nil, finding.Fail},
		{"a look-back that was not collected", func(s *snapshot.Snapshot) { s.RecordingAccess = list(opened("rec")) }, check.Params{"lookback_days": 366}, finding.Unknown},
		{"a look-back that was", func(s *snapshot.Snapshot) { s.RecordingAccess = list(opened("rec")) }, check.Params{"lookback_days": 365}, finding.Pass},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := accessed(hit)
			tt.change(s)
			o := evaluate(recordings.UnexpectedAccess, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestDownloadsPerPerson(t *testing.T) {
	t.Parallel()
	byNurse := func(n int) []snapshot.RecordingAccess {
		var rs []snapshot.RecordingAccess
		for i := range n {
			rs = append(rs, opened("rec"+strconv.Itoa(i), downloadedBy(nurse)))
		}
		return rs
	}
	o := evaluate(recordings.UnexpectedAccess, accessed(byNurse(10)...), nil)
	require.Equal(t, finding.Pass, o.Status, o.Message)
	f := about(t, o, "viewer:"+nurse.Key)
	require.Equal(t, "nurse@clinic.example downloaded 10 recordings", f.Message)
	require.Equal(t, 10, f.Evidence[0].Value)

	o = evaluate(recordings.UnexpectedAccess, accessed(byNurse(11)...), nil)
	require.Equal(t, finding.Warn, o.Status, "eleven are too many: %s", o.Message)

	lost := byNurse(11)
	lost[3].Accesses[0].Viewer.Key = ""
	o = evaluate(recordings.UnexpectedAccess, accessed(lost...), nil)
	require.Equal(t, finding.Unknown, o.Status, "a download of somebody unknown: %s", o.Message)

	twice := byNurse(10)
	twice[0] = opened("rec0", downloadedBy(nurse), downloadedBy(nurse))
	o = evaluate(recordings.UnexpectedAccess, accessed(twice...), nil)
	require.Equal(t, finding.Pass, o.Status, "two rows of one recording are one recording: %s", o.Message)
}

func TestUnexpectedAccessWithinTheLookBack(t *testing.T) {
	t.Parallel()
	seen := func(daysAgo int) snapshot.RecordingAccess {
		a := viewedBy(patient)
		a.At = time.Time{}
		if daysAgo >= 0 {
			a.At = now.AddDate(0, 0, -daysAgo)
		}
		return opened("rec", a)
	}
	month := check.Params{"lookback_days": 30}
	for _, tt := range []struct {
		name string
		rec  snapshot.RecordingAccess
		want finding.Status
	}{
		{"on the edge", seen(30), finding.Fail},
		{"a day before", seen(31), finding.Pass},
		{"nobody knows when", seen(-1), finding.Unknown},
	} {
		o := evaluate(recordings.UnexpectedAccess, accessed(tt.rec), month)
		require.Equal(t, tt.want, o.Status, "%s: %s", tt.name, o.Message)
	}
	made := seen(-1)
	made.Recorded = now.AddDate(0, 0, -10)
	o := evaluate(recordings.UnexpectedAccess, accessed(made), month)
	require.Equal(t, finding.Fail, o.Status, "nobody opens a recording before it is made: %s", o.Message)
}

func TestUnexpectedAccessNamesTheRightRequest(t *testing.T) {
	t.Parallel()
	rec := opened("rec", viewedBy(patient))
	rec.Accesses[0].At = now.AddDate(0, 0, -1)
	rec.Detail = snapshot.Source{Path: "GET /v1/recordingReport/accessDetail", Rank: snapshot.RankAPI}
	f := about(t, evaluate(recordings.UnexpectedAccess, accessed(rec), nil), "rec")
	of := map[string]string{}
	for _, e := range f.Evidence {
		of[e.Field] = e.Source
		if e.Field == "accessTime" {
			require.Equal(t, "2026-11-19T02:30:00Z", e.Value)
		}
	}
	require.Equal(t, map[string]string{"viewCount": "GET /v1/list", "downloadCount": "GET /v1/list",
		"email": rec.Detail.Path, "accessTime": rec.Detail.Path, "downloaded": rec.Detail.Path}, of)
}
