package collect

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// servedBy is a client of a synthetic organisation's server.
func servedBy(t *testing.T, s *webextest.Server, o *synth.Organization) *webex.Client {
	t.Helper()
	return webex.New(webex.Options{Exchanger: over(t, s, o)})
}

// over asks a server as a run does, at the time of the organisation.
func over(t *testing.T, s *webextest.Server, o *synth.Organization) webex.Exchanger {
	t.Helper()
	live, err := webex.NewLive(webex.LiveOptions{
		URLs:    s.URLs(),
		Token:   oauth2.StaticTokenSource(&oauth2.Token{AccessToken: webextest.Token}),
		Officer: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: webextest.Token + "-officer"}),
		Allow:   Allowed, Rate: 1e9, Now: func() time.Time { return o.Now },
	})
	require.NoError(t, err)
	return live
}

// edge is one section's building on another.
type edge struct{ section, on snapshot.Name }

// watch fills one section and returns which ones were built on which.
func watch(t *testing.T, o Options, name snapshot.Name) map[edge]bool {
	t.Helper()
	var mu sync.Mutex
	seen := map[edge]bool{}
	o.Want = []snapshot.Name{name}
	o.builds = func(section, on snapshot.Name) {
		mu.Lock()
		defer mu.Unlock()
		if section != on {
			seen[edge{section, on}] = true
		}
	}
	_, err := Run(t.Context(), o)
	require.NoError(t, err)
	return seen
}

// unseen are the edges of the table on which no run over the two organisations
// comes, and why they are in it all the same.
func unseen() map[edge]string {
	rare := map[edge]string{
		{snapshot.EndedMeetingsName, snapshot.HostsName}: "only a list that holds nobody's meetings but the auditor's own",
		{snapshot.RemovedCallsName, snapshot.PeopleName}: "only an officer whose own answer does not show their roles",
		{snapshot.DevicesName, snapshot.WorkspacesName}:  "only an empty list of devices",
		{snapshot.PastSeriesName, snapshot.PeopleName}:   "only a series that keeps out whom it does not invite",
	}
	for section, below := range builtOn {
		if slices.Contains(below, snapshot.ScimUsersName) && section != snapshot.AuthorizationsName {
			rare[edge{section, snapshot.ScimUsersName}] = "only the address of a room device, which any list of people may hold"
		}
	}
	return rare
}

// hushed answers with an empty list in place of some endpoints'.
func hushed(next http.Handler, paths ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(paths, r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"items":[]}`))
	})
}

// TestAsksIsWhatIsAsked fills section by section, and holds the table to it:
// nothing is asked that it does not foresee, and it foresees nothing that no
// run needs.
func TestAsksIsWhatIsAsked(t *testing.T) {
	t.Parallel()
	kinds := []Options{{ContactCenter: true}, {Officer: true, Handshakes: true}, {Officer: true, EverySpace: true}}
	seen := map[edge]bool{}
	for who, o := range map[string]*synth.Organization{"clean": synth.Clean(), "clinic": synth.Clinic()} {
		for _, options := range kinds {
			for _, name := range snapshot.Names() {
				s := webextest.NewServer(hushed(o, transcriptsEndpoint.Path))
				if options.EverySpace {
					s.Deny(authenticationEndpoint.Path)
					s.Deny(orgSettingsEndpoint.Path)
					s.Deny(orgSettingEndpoint.Path)
				}
				options.Client, options.Now, options.Key = servedBy(t, s, o), o.Now, []byte("key")
				for e := range watch(t, options, name) {
					seen[e] = true
					require.Contains(t, builtOn[e.section], e.on, "%s: %s builds on it", who, e.section)
				}
				for _, r := range s.Requests() {
					require.True(t, slices.ContainsFunc(Asks(name), func(e Endpoint) bool { return e.Path == r.Template }),
						"%s: %s asked for %s", who, name, r.Template)
				}
				s.Close()
			}
		}
	}
	var faults []string
	excused := unseen()
	for section, below := range builtOn {
		for _, on := range below {
			if e := (edge{section, on}); seen[e] == (excused[e] != "") {
				faults = append(faults, fmt.Sprintf("%s builds on %s: seen %t, excused %q", section, on, seen[e], excused[e]))
			}
		}
	}
	require.Empty(t, faults)
	require.Len(t, Asks(snapshot.Names()...), len(Endpoints())+len(purgedEndpoints())+1, "the officer is asked for their name")
}

func TestFoundationEnds(t *testing.T) {
	t.Parallel()
	require.Equal(t, []snapshot.Name{snapshot.AuditorName, snapshot.OrganizationName}, Foundation())
	require.Equal(t, snapshot.Names(), Foundation(snapshot.Names()...))
	require.Equal(t, []snapshot.Name{
		snapshot.AuditorName, snapshot.OrganizationName, snapshot.LicensesName, snapshot.SitesName, snapshot.SiteSettingsName, snapshot.PeopleName,
	}, Foundation(snapshot.SiteSettingsName))
}
