package collect

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

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
