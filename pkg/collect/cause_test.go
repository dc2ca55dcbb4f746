package collect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

func TestCauseOfAFailedRead(t *testing.T) {
	t.Parallel()
	hub, centre := authenticationEndpoint, centerQueuesEndpoint
	officers := officerMeEndpoint
	for name, tc := range map[string]struct {
		e    Endpoint
		err  webex.Error
		want snapshot.Gap
	}{
		"refused":             {devicesEndpoint, webex.Error{Kind: webex.Forbidden}, snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Scope: devicesEndpoint.Scope, Role: devicesEndpoint.Role}},
		"not there":           {devicesEndpoint, webex.Error{Kind: webex.NotFound}, snapshot.Gap{Reason: snapshot.NotFound, Cause: snapshot.RightMissing, Scope: devicesEndpoint.Scope, Role: devicesEndpoint.Role}},
		"not licensed":        {devicesEndpoint, webex.Error{Kind: webex.Forbidden, Problem: webex.ProblemLicense}, snapshot.Gap{Reason: snapshot.NotLicensed, Cause: snapshot.LicenceMissing}},
		"licensed otherwise":  {devicesEndpoint, webex.Error{Kind: webex.BadRequest, Problem: webex.ProblemLicense}, snapshot.Gap{Reason: snapshot.NotLicensed, Cause: snapshot.LicenceMissing}},
		"not understood":      {devicesEndpoint, webex.Error{Kind: webex.BadRequest}, snapshot.Gap{Reason: snapshot.Error}},
		"undocumented":        {hub, webex.Error{Kind: webex.Unauthorized}, snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.BrowserOnly, Scope: hub.Scope, Role: hub.Role}},
		"a token that ended":  {centre, webex.Error{Kind: webex.Unauthorized}, snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.SignInRefused, Scope: centre.Scope, Role: centre.Role}},
		"an officer's, ended": {officers, webex.Error{Kind: webex.Unauthorized}, snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.SignInRefused, Scope: officers.Scope, Role: officers.Role, Officer: true}},
		"an officer's":        {officers, webex.Error{Kind: webex.Forbidden}, snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Scope: officers.Scope, Role: officers.Role, Officer: true}},
		"busy":                {devicesEndpoint, webex.Error{Kind: webex.Throttled}, snapshot.Gap{Reason: snapshot.Throttled, Cause: snapshot.Passing}},
		"slow":                {devicesEndpoint, webex.Error{Kind: webex.Timeout}, snapshot.Gap{Reason: snapshot.Timeout, Cause: snapshot.Passing}},
		"down":                {devicesEndpoint, webex.Error{Kind: webex.Unavailable}, snapshot.Gap{Reason: snapshot.Error, Cause: snapshot.Passing}},
		"over the bound":      {devicesEndpoint, webex.Error{Kind: webex.Budget}, snapshot.Gap{Reason: snapshot.Budget, Cause: snapshot.OptionMissing, Option: snapshot.MaxRequests}},
		"misshapen":           {devicesEndpoint, webex.Error{Kind: webex.Schema}, snapshot.Gap{Reason: snapshot.Schema}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.err.Template = tc.e.Path
			got := *newRun(Options{}, nil).gap(tc.e, &tc.err)
			require.Contains(t, got.Detail, "GET "+tc.e.Path)
			got.Detail = ""
			require.Equal(t, tc.want, got)
		})
	}
}

// Whoever is refused is told what would help, wherever the gap was made.
func TestEveryRefusalHasACause(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*webextest.Server, *Options){
		"everything refused": func(s *webextest.Server, _ *Options) {
			for _, template := range synth.Templates() {
				if template != meEndpoint.Path {
					s.Deny(template)
				}
			}
		},
		"nobody's roles known": func(s *webextest.Server, _ *Options) { s.Deny(rolesEndpoint.Path) },
		"with an officer":      func(_ *webextest.Server, o *Options) { o.Officer = true },
		"documented only":      func(_ *webextest.Server, o *Options) { o.DocumentedOnly = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := synth.Clinic()
			s := webextest.NewServer(o)
			defer s.Close()
			options := Options{Client: servedBy(t, s, o), Now: o.Now, Key: []byte("key")}
			change(s, &options)
			snap, err := Run(t.Context(), options)
			require.NoError(t, err)
			for _, section := range snapshot.Names() {
				part := snap.Part(section)
				gaps := append(part.ItemGaps(), part.Missing(), part.Origin().InPlaceOf)
				for _, g := range gaps {
					if g == nil || g.Reason != snapshot.Forbidden && g.Reason != snapshot.NotFound && g.Reason != snapshot.NotLicensed && g.Reason != snapshot.Budget {
						continue
					}
					require.NotEmpty(t, g.Cause, "%s: %s", section, g.Detail)
					require.True(t, g.Cause != snapshot.RightMissing || g.Scope+g.Role != "", "%s: %s", section, g.Detail)
				}
			}
		})
	}
}

// A right that the hint names is in the gap too.
func TestUnshownNamesTheRight(t *testing.T) {
	t.Parallel()
	r := newRun(Options{Officer: true}, nil)
	for _, g := range []*snapshot.Gap{
		peopleEndpoint.ownAnswer("x"), recordingsEndpoint.hidden("x"), ownMeetings(), devicesAlone(), unseenWebhooks(), othersDataSources(),
		r.sweptByOthers(), r.hiddenSpaces(1), transcriptsEndpoint.unseen(""),
	} {
		require.Equal(t, snapshot.RightMissing, g.Cause, g.Detail)
		require.Equal(t, snapshot.Forbidden, g.Reason)
		require.Contains(t, g.Detail, g.Scope)
		require.NotEmpty(t, g.Role)
	}
	require.True(t, r.sweptByOthers().Officer, "it is the officer who was asked")
	require.False(t, newRun(Options{}, nil).sweptByOthers().Officer)
	require.Equal(t, snapshot.EverySpace, r.onlyVisible().Option)
	require.Empty(t, newRun(Options{}, nil).onlyVisible().Option, "an officer is wanted first")
}
