package collect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestHosts(t *testing.T) {
	t.Parallel()
	doc := snapshot.Host{PersonID: "P-doc", Email: "dr.lopez@clinic.example", Sites: []string{siteA, siteB}}
	nurse := snapshot.Host{PersonID: "P-nur", Email: "nurse@clinic.example", Sites: []string{siteA}}
	forbidden := &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "d"}
	for _, tt := range []struct {
		name   string
		change func(*snapshot.Snapshot)
		want   []snapshot.Host
		gap    snapshot.Reason
	}{
		{"licensed people with all their sites", func(*snapshot.Snapshot) {}, []snapshot.Host{doc, nurse}, ""},
		{"disabled people do not host", func(s *snapshot.Snapshot) { s.People.Items[2].LoginEnabled = snapshot.No }, []snapshot.Host{doc}, ""},
		{"an unknown state does not hide anybody", func(s *snapshot.Snapshot) { s.People.Items[2].LoginEnabled = snapshot.Unknown }, []snapshot.Host{doc, nurse}, ""},
		{"licences not shown for somebody", func(s *snapshot.Snapshot) { s.People.Items[0].Licenses = nil }, []snapshot.Host{doc, nurse}, snapshot.FieldAbsent},
		{"a licence that is not listed", func(s *snapshot.Snapshot) { s.People.Items[0].Licenses = []string{"L-x"} }, []snapshot.Host{doc, nurse}, snapshot.FieldAbsent},
		{"a host without an address", func(s *snapshot.Snapshot) { s.People.Items[2].Email = "" }, []snapshot.Host{doc}, snapshot.FieldAbsent},
		{"half the people", func(s *snapshot.Snapshot) {
			s.People.Items, s.People.Gap = s.People.Items[:2], &snapshot.Gap{Reason: snapshot.Truncated}
		}, []snapshot.Host{doc}, snapshot.Truncated},
		{"no people", func(s *snapshot.Snapshot) { s.People = snapshot.Section[snapshot.Person]{Gap: forbidden} }, nil, snapshot.Forbidden},
		{"no licences", func(s *snapshot.Snapshot) { s.Licenses = snapshot.Section[snapshot.License]{Gap: forbidden} }, nil, snapshot.Forbidden},
		{"nobody has a licence", func(s *snapshot.Snapshot) { s.People.Items = s.People.Items[:1] }, []snapshot.Host{}, ""},
		{"a used licence that nobody shows", func(s *snapshot.Snapshot) {
			s.People.Items, s.Licenses.Items[1].Consumed = s.People.Items[:1], snapshot.Some(1)
		}, []snapshot.Host{}, snapshot.FieldAbsent},
		{"used licences and their holders", func(s *snapshot.Snapshot) { s.Licenses.Items[1].Consumed = snapshot.Some(1) }, []snapshot.Host{doc, nurse}, ""},
		{"a site without a licence", func(s *snapshot.Snapshot) { s.People.Items[0].Sites = []string{siteB} }, []snapshot.Host{doc, nurse}, snapshot.FieldAbsent},
		{"sites as the licences say", func(s *snapshot.Snapshot) { s.People.Items[1].Sites = []string{siteA, siteB} }, []snapshot.Host{doc, nurse}, ""},
		{"a site of a disabled account", func(s *snapshot.Snapshot) {
			s.People.Items[0].Sites, s.People.Items[0].LoginEnabled = []string{siteB}, snapshot.No
		}, []snapshot.Host{doc, nurse}, ""},
		{"a licence for meetings without a site", func(s *snapshot.Snapshot) { s.Licenses.Items[2].Name = "Webex Webinars 1000" }, []snapshot.Host{doc, nurse}, snapshot.FieldAbsent},
		{"meetings of spaces need no site", func(s *snapshot.Snapshot) { s.Licenses.Items[2].Name = "Advanced Space Meetings" }, []snapshot.Host{doc, nurse}, ""},
		{"no licence names a site", func(s *snapshot.Snapshot) {
			s.Licenses.Items = s.Licenses.Items[2:]
			s.People.Items = s.People.Items[:1]
		}, []snapshot.Host{}, snapshot.FieldAbsent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			tt.change(r.s)
			r.section(t.Context(), snapshot.HostsName)
			require.Equal(t, tt.want, r.s.Hosts.Items)
			require.Equal(t, tt.gap, reason(r.s.Hosts.Missing()))
			require.Equal(t, "GET /v1/people", r.s.Hosts.Source.Path)
		})
	}
}

func TestHostingSites(t *testing.T) {
	t.Parallel()
	require.Nil(t, hostingSites(nil))
	require.Nil(t, hostingSites([]string{"a.webex.com#attendee", "b.webex.com#Attendee"}))
	require.Equal(t, []string{"a.webex.com", "b.webex.com"}, hostingSites([]string{"B.webex.com", "c.webex.com#attendee", "a.webex.com#host"}))
}

func TestBotsNeedNoLicence(t *testing.T) {
	t.Parallel()
	bot := snapshot.Person{Type: "bot", Email: "pager@webex.bot", LoginEnabled: snapshot.Yes}
	person := snapshot.Person{Type: "person", Email: "nurse@clinic.example", LoginEnabled: snapshot.Yes}
	require.Nil(t, doubtfulHosts([]snapshot.Person{bot}, nil))
	require.Equal(t, snapshot.FieldAbsent, doubtfulHosts([]snapshot.Person{bot, person}, nil).Reason)
}
