package collect

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// behind asks an organisation's server, but for what only the officer's own name
// tells. It notes what was sent with the officer's token.
type behind struct {
	webex.Exchanger
	name func(webex.Request) (*webex.Response, error)

	mu   sync.Mutex
	sent []string
}

func (b *behind) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if r.Host != webex.Officer {
		return b.Exchanger.Exchange(ctx, r)
	}
	b.mu.Lock()
	b.sent = append(b.sent, r.Path)
	b.mu.Unlock()
	if r.Path == officerMeEndpoint.Path && b.name != nil {
		return b.name(r)
	}
	return b.Exchanger.Exchange(ctx, r)
}

// officersSections are those for which a compliance officer is asked.
var officersSections = names(snapshot.PurgedRecordingsName, snapshot.RemovedCallsName, snapshot.TranscriptsName, snapshot.SpacesName)

// Whoever it is not known to be of the audited organisation is asked for nothing
// else: what they see may be another's.
func TestNothingIsAskedOfAnOfficerOfNoKnownOrganization(t *testing.T) {
	t.Parallel()
	says := func(status int, body string) func(webex.Request) (*webex.Response, error) {
		return func(webex.Request) (*webex.Response, error) {
			return &webex.Response{Status: status, Header: http.Header{}, Body: []byte(body), ReadAt: testNow}, nil
		}
	}
	for name, tc := range map[string]struct {
		says   func(webex.Request) (*webex.Response, error)
		reason snapshot.Reason
		cause  snapshot.Cause
	}{
		"down":      {says(http.StatusServiceUnavailable, ""), snapshot.Error, snapshot.Passing},
		"throttled": {says(http.StatusTooManyRequests, ""), snapshot.Throttled, snapshot.Passing},
		"slow": {func(r webex.Request) (*webex.Response, error) {
			return nil, &webex.Error{Kind: webex.Timeout, Host: r.Host, Template: r.Template}
		}, snapshot.Timeout, snapshot.Passing},
		"revoked":      {says(http.StatusUnauthorized, ""), snapshot.Forbidden, snapshot.SignInRefused},
		"not let to":   {says(http.StatusForbidden, ""), snapshot.Forbidden, snapshot.RightMissing},
		"nobody":       {says(http.StatusOK, `{}`), snapshot.Schema, ""},
		"no one known": {says(http.StatusOK, `{"id":"x","orgId":"y"}`), snapshot.Schema, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := synth.Clinic()
			s := webextest.NewServer(o)
			defer s.Close()
			options := func(b *behind) Options {
				b.Exchanger = over(t, s, o)
				return Options{Client: webex.New(webex.Options{Exchanger: b}), Now: o.Now, Key: []byte("key"), Officer: true, EverySpace: true, ContactCenter: true}
			}
			b := &behind{name: tc.says}
			snap, err := Run(t.Context(), options(b))
			require.NoError(t, err, "the administrator's part goes on")
			require.Equal(t, []string{"/v1/people/me"}, b.sent)
			for _, section := range officersSections {
				gap := snap.Part(section).Missing()
				require.NotNil(t, gap, section)
				require.Equal(t, tc.reason, gap.Reason, section)
				require.Equal(t, tc.cause, gap.Cause, section)
				require.Contains(t, gap.Detail, "the compliance officer's token was not used", section)
			}
			require.NotEmpty(t, snap.RemovedCalls.Items, "what the administrator may see is there")

			b = &behind{name: tc.says}
			f, err := Preflight(t.Context(), options(b))
			require.NoError(t, err)
			require.Equal(t, []string{"/v1/people/me"}, b.sent)
			require.Len(t, f.SignedIn, 2)
			require.Zero(t, f.SignedIn[1])
			for _, section := range officersSections {
				require.True(t, slices.ContainsFunc(f.Outlook(section).Holes, func(h Hole) bool {
					return h.Whole && h.Gap.Cause == tc.cause && strings.Contains(h.Gap.Detail, "the compliance officer's token was not used")
				}), section)
			}
		})
	}
}

// An officer of the same organisation is asked.
func TestAKnownOfficerIsAsked(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	s := webextest.NewServer(o)
	defer s.Close()
	b := &behind{Exchanger: over(t, s, o)}
	f, err := Preflight(t.Context(), Options{Client: webex.New(webex.Options{Exchanger: b}), Now: o.Now, Key: []byte("key"), Officer: true})
	require.NoError(t, err)
	require.Contains(t, b.sent, transcriptsEndpoint.Path)
	require.Len(t, f.SignedIn, 2)
	for _, who := range f.SignedIn {
		require.Contains(t, who.Email, "@")
		require.Equal(t, o.Name, who.Organization)
		require.NotEmpty(t, who.Roles)
	}
}
