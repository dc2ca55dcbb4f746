package collect

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

func preflight(t *testing.T, o *synth.Organization, s *webextest.Server, change func(*Options)) (*Forecast, error) {
	t.Helper()
	options := Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key")}
	change(&options)
	return Preflight(t.Context(), options)
}

func TestPreflightOnlyReadsAndOnlyWhatIsWanted(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	f, err := preflight(t, o, s, func(o *Options) { o.Want = []snapshot.Name{snapshot.DeviceSettingsName} })
	require.NoError(t, err)
	require.Empty(t, s.Forbidden())
	var templates []string
	for _, r := range s.Requests() {
		templates = append(templates, r.Template)
	}
	require.ElementsMatch(t, []string{"/v1/people/me", "/v1/organizations/{orgId}", "/v1/licenses", "/v1/roles", "/v1/devices", "/v1/workspaces", "/v1/deviceConfigurations"}, templates)
	require.Equal(t, []snapshot.Name{snapshot.AuditorName, snapshot.OrganizationName, snapshot.DevicesName, snapshot.WorkspacesName, snapshot.DeviceSettingsName}, sectionsIn(f))
	require.True(t, f.Outlook(snapshot.DeviceSettingsName).Readable())
	require.Equal(t, o.UUID, f.Organization.UUID)
	require.Equal(t, 7, f.Requests)
}

func sectionsIn(f *Forecast) []snapshot.Name {
	var all []snapshot.Name
	for _, o := range f.Outlooks {
		all = append(all, o.Section)
	}
	return all
}

// A question about one thing is asked once, however many sections it is about.
func TestPreflightAsksOnce(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	s := webextest.NewServer(o)
	defer s.Close()
	_, err := preflight(t, o, s, func(o *Options) { o.Officer, o.ContactCenter = true, true })
	require.NoError(t, err)
	seen := map[webextest.Request]bool{}
	for _, r := range s.Requests() {
		require.False(t, seen[r] && r.Template != "/v1/people/me", "%s?%s", r.Path, r.Query)
		seen[r] = true
	}
}

func TestPreflightNeedsAGoodToken(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	for template, code := range map[string]int{"/v1/people/me": http.StatusForbidden, "/v1/devices": http.StatusUnauthorized} {
		s := webextest.NewServer(o)
		s.Status(template, code)
		_, err := preflight(t, o, s, func(*Options) {})
		var we *webex.Error
		require.ErrorAs(t, err, &we, template)
		s.Close()
	}
}

func TestPreflightLeavesOutWhatTheRunDoes(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	f, err := preflight(t, o, s, func(o *Options) { o.DocumentedOnly = true })
	require.NoError(t, err)
	for _, r := range s.Requests() {
		require.NotContains(t, r.Template, "/idb/")
		require.NotContains(t, r.Template, "/admin/api/")
	}
	require.True(t, f.Outlook(snapshot.IdentityProvidersName).Lost)
	require.Contains(t, f.Outlook(snapshot.IdentityProvidersName).Holes[0].Gap.Detail, "--documented-only")
	require.Contains(t, f.Outlook(snapshot.TLSEndpointsName).Holes[0].Gap.Detail, "--tls-probe")
}

// What a compliance officer may read is asked with their token.
func TestPreflightAsksTheOfficer(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	alone, err := preflight(t, o, s, func(o *Options) { o.Want = []snapshot.Name{snapshot.PurgedRecordingsName} })
	require.NoError(t, err)
	hole := alone.Outlook(snapshot.PurgedRecordingsName).Holes[0]
	require.False(t, hole.Sure, "an empty month says nothing of the year")
	require.Equal(t, "spark-compliance:meetings_read", hole.Gap.Scope)
	require.Equal(t, "compliance officer", hole.Gap.Role)
}
