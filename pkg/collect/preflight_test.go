package collect

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// TestEveryEndpointHasAQuestion but for those that every preflight reads as a run
// does, and the handshakes, which are no service of Webex's.
func TestEveryEndpointHasAQuestion(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	for _, e := range []Endpoint{meEndpoint, officerMeEndpoint, organizationEndpoint, licensesEndpoint, rolesEndpoint, handshakeEndpoint} {
		asked[e.Path+e.Scope] = true
	}
	for _, q := range questions() {
		asked[q.ask.Path+q.ask.Scope] = true
		require.LessOrEqual(t, q.wave, waves, q.ask.Path)
		for _, name := range slices.Concat(q.fills, q.parts) {
			require.True(t, slices.ContainsFunc(EndpointsOf(name), func(e Endpoint) bool { return e.Path == q.ask.Path }),
				"%s does not ask for %s", name, q.ask.Path)
		}
	}
	for _, e := range Asks(snapshot.Names()...) {
		require.True(t, asked[e.Path+e.Scope], "%s %s", e.Path, e.Scope)
	}
}

// TestEverySectionHasAQuestion but for those that are made of others.
func TestEverySectionHasAQuestion(t *testing.T) {
	t.Parallel()
	without := []snapshot.Name{snapshot.HostsName, snapshot.TLSEndpointsName,
		snapshot.AuditorName, snapshot.OrganizationName, snapshot.LicensesName, snapshot.RolesName}
	for _, name := range snapshot.Names() {
		has := slices.ContainsFunc(questions(), func(q *question) bool { return slices.Contains(slices.Concat(q.fills, q.parts), name) })
		require.Equal(t, !slices.Contains(without, name), has, name)
	}
}

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

// A service that is down is no right that is missing.
func TestPreflightTellsBadLuckFromRefusals(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	for code, want := range map[int]State{
		http.StatusForbidden: Refused, http.StatusNotFound: Refused, http.StatusBadRequest: Untested, http.StatusNotImplemented: Untested,
	} {
		s := webextest.NewServer(o)
		s.Status("/v1/classifications", code)
		f, err := preflight(t, o, s, func(o *Options) { o.Want = []snapshot.Name{snapshot.ClassificationsName} })
		require.NoError(t, err)
		p := f.Probes[len(f.Probes)-1]
		require.Equal(t, want, p.State, code)
		require.NotNil(t, p.Gap)
		out := f.Outlook(snapshot.ClassificationsName)
		require.Len(t, out.Holes, 1)
		require.True(t, out.Holes[0].Whole)
		require.Equal(t, want == Refused, out.Holes[0].Sure)
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

// A token that may ask about nobody but its own person is answered all the same,
// about that person: no preflight takes that for an answer about all.
func TestPreflightRecognisesAnswersAboutTheAuditor(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	var mu sync.Mutex
	var room string // of whoever was asked about first
	s := webextest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != personalRoomEndpoint.Path {
			o.ServeHTTP(w, r)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if room == "" {
			room = r.URL.RawQuery
		}
		r.URL.RawQuery = room
		o.ServeHTTP(w, r)
	}))
	defer s.Close()
	want := []snapshot.Name{snapshot.PersonalRoomsName, snapshot.SchedulingName}
	f, err := preflight(t, o, s, func(o *Options) { o.Want = want })
	require.NoError(t, err)
	snap, err := Run(t.Context(), Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key"), Want: want})
	require.NoError(t, err)
	for _, name := range want {
		require.Len(t, f.Outlook(name).Holes, 1, name)
		require.True(t, f.Outlook(name).Holes[0].Sure)
		require.Contains(t, f.Outlook(name).Holes[0].Gap.Detail, "for the token's own person")
		require.NotEmpty(t, snap.Part(name).ItemGaps(), "so does the run")
	}
}

// An answer that holds nothing of what is read promises nothing, whatever its
// status.
func TestPreflightDoubtsVoidAnswers(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	for template, name := range map[string]snapshot.Name{
		classificationsEndpoint.Path: snapshot.ClassificationsName, guestsEndpoint.Path: snapshot.GuestsName,
		authenticationEndpoint.Path: snapshot.AuthenticationName, siteSettingsEndpoint.Path: snapshot.SiteSettingsName,
	} {
		s := webextest.NewServer(answering(o, template, `{}`))
		f, err := preflight(t, o, s, func(o *Options) { o.Want = []snapshot.Name{name} })
		require.NoError(t, err)
		holes := f.Outlook(name).Holes
		require.Len(t, holes, 1, name)
		require.False(t, holes[0].Sure)
		require.Equal(t, snapshot.Schema, holes[0].Gap.Reason)
		s.Close()
	}
}

// answering answers one endpoint with a body.
func answering(next http.Handler, template, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if synth.TemplateOf(r.URL.Path) != template {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(body))
	})
}

// TestNoDevicesAreAskedAbout: a run that wants nothing but the devices looks at
// the rooms before it believes that there are none, and a preflight knows.
func TestNoDevicesAreAskedAbout(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	for _, denied := range []bool{false, true} {
		s := webextest.NewServer(hushed(o, devicesEndpoint.Path))
		if denied {
			s.Deny(workspacesEndpoint.Path)
		}
		want := []snapshot.Name{snapshot.DeviceSettingsName}
		f, err := preflight(t, o, s, func(o *Options) { o.Want = want })
		require.NoError(t, err)
		snap, err := Run(t.Context(), Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key"), Want: want})
		require.NoError(t, err)
		gap := snap.DeviceSettings.Missing()
		require.Equal(t, snapshot.Forbidden, reason(gap), "denied: %t", denied)
		out := f.Outlook(snapshot.DeviceSettingsName)
		require.True(t, out.Lost)
		require.Equal(t, []Hole{{Gap: *gap, Whole: true, Sure: true}}, out.Holes)
		s.Close()
	}
}

// A Contact Center of which the queues cannot be read is none that is not there.
func TestPreflightDoubtsAFailingContactCenter(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	for code, readable := range map[int]bool{http.StatusNotFound: true, http.StatusForbidden: false, http.StatusNotImplemented: false} {
		s := webextest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch synth.TemplateOf(r.URL.Path) {
			case centerQueuesEndpoint.Path:
				w.WriteHeader(code)
			case centerAIEndpoint.Path:
				w.WriteHeader(http.StatusNotFound)
			default:
				o.ServeHTTP(w, r)
			}
		}))
		want := []snapshot.Name{snapshot.CCFeaturesName}
		f, err := preflight(t, o, s, func(o *Options) { o.ContactCenter, o.Want = true, want })
		require.NoError(t, err)
		snap, err := Run(t.Context(), Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key"), ContactCenter: true, Want: want})
		require.NoError(t, err)
		require.Equal(t, readable, f.Outlook(snapshot.CCFeaturesName).Readable(), code)
		require.Equal(t, readable, snap.CCFeatures.Missing() == nil, code)
		s.Close()
	}
}

// A service that hangs costs a preflight its answers and no others, as it does a
// run that is out of time.
func TestPreflightOutlivesAServiceThatHangs(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	release := make(chan struct{})
	s := webextest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == devicesEndpoint.Path {
			<-release
			return
		}
		o.ServeHTTP(w, r)
	}))
	defer s.Close()
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	f, err := Preflight(ctx, Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key"), Want: []snapshot.Name{snapshot.DevicesName, snapshot.ClassificationsName}})
	require.NoError(t, err)
	require.True(t, f.Outlook(snapshot.ClassificationsName).Readable())
	late := f.Outlook(snapshot.DevicesName).Holes
	require.NotEmpty(t, late)
	require.False(t, late[0].Sure)
	require.Equal(t, snapshot.Timeout, late[0].Gap.Reason)
}
