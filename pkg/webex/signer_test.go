package webex_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

// turnstile is a Renewable that gives out its tokens one after the other.
type turnstile struct {
	mu      sync.Mutex
	tokens  []string
	refused []string
	err     error
}

func (s *turnstile) Token() (*oauth2.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &oauth2.Token{AccessToken: s.tokens[0]}, nil
}

func (s *turnstile) Refused(_ context.Context, access string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, access)
	if s.err != nil {
		return false, s.err
	}
	if access == s.tokens[0] && len(s.tokens) > 1 {
		s.tokens = s.tokens[1:]
	}
	return access != s.tokens[0], nil
}

// bearer answers 401 to every token but the one.
func bearer(good string, seen *[]string) transport {
	return func(r *http.Request) (*http.Response, error) {
		*seen = append(*seen, r.Header.Get("Authorization"))
		if r.Header.Get("Authorization") != "Bearer "+good {
			return reply(r, 401, `{"message":"canary"}`), nil
		}
		return reply(r, 200, `{}`), nil
	}
}

func TestARefusedTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		o := options(bearer("second", &seen))
		source := &turnstile{tokens: []string{"first", "second"}}
		o.Token = source
		c := webex.New(webex.Options{Exchanger: newLive(t, o), MaxRequests: 10})
		resp, err := c.Do(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, 200, resp.Status)
		require.Equal(t, []string{"Bearer first", "Bearer second"}, seen)
		require.Equal(t, []string{"first"}, source.refused)
		require.Equal(t, 1, c.Requests())
		require.Equal(t, 2, c.Sent(), "the second sending is paid for")
	})
}

func TestATokenThatStaysRefusedIsUnauthorized(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		o := options(bearer("none of them", &seen))
		o.Token = &turnstile{tokens: []string{"first", "second", "third"}}
		_, err := webex.New(webex.Options{Exchanger: newLive(t, o)}).Do(t.Context(), people)
		require.Equal(t, webex.Unauthorized, failure(t, err).Kind)
		require.Equal(t, []string{"Bearer first", "Bearer second"}, seen, "no request renews twice")
	})
}

// Services that Cisco does not document refuse good tokens.
func TestOtherServicesDoNotRenew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		o := options(bearer("second", &seen))
		source := &turnstile{tokens: []string{"first", "second"}}
		o.Token = source
		request := people
		request.Host = webex.Broker
		_, err := webex.New(webex.Options{Exchanger: newLive(t, o)}).Do(t.Context(), request)
		require.Equal(t, webex.Unauthorized, failure(t, err).Kind)
		require.Empty(t, source.refused)
	})
}

func TestARenewalThatFailsSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  error
		kind webex.Kind
		want string
	}{
		"ours":     {&webex.SignInError{Kind: webex.Unauthorized, Detail: "sign in again"}, webex.Unauthorized, "sign in again"},
		"not ours": {errors.New("canary-secret"), webex.Unavailable, "no access token could be had"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var seen []string
				o := options(bearer("second", &seen))
				o.Token = &turnstile{tokens: []string{"first"}, err: tc.err}
				_, err := webex.New(webex.Options{Exchanger: newLive(t, o)}).Do(t.Context(), people)
				e := failure(t, err)
				require.Equal(t, tc.kind, e.Kind)
				require.Contains(t, e.Error(), tc.want)
				require.NotContains(t, e.Error(), "canary")
				require.Len(t, seen, 1)
			})
		})
	}
}

func TestTheOfficersTokenGoesNowhereElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		o := options(bearer("officer", &seen))
		o.Token = oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "administrator"})
		o.Officer = oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "officer"})
		c := webex.New(webex.Options{Exchanger: newLive(t, o)})
		asOfficer := people
		asOfficer.Host = webex.Officer
		_, err := c.Do(t.Context(), asOfficer)
		require.NoError(t, err)
		_, err = c.Do(t.Context(), people)
		require.Error(t, err)
		require.Equal(t, []string{"Bearer officer", "Bearer administrator"}, seen)
	})
}

func TestWithoutAnOfficerNothingIsSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		asOfficer := people
		asOfficer.Host = webex.Officer
		_, err := webex.New(webex.Options{Exchanger: newLive(t, options(bearer("any", &seen)))}).Do(t.Context(), asOfficer)
		require.Equal(t, webex.Unauthorized, failure(t, err).Kind)
		require.Empty(t, seen)
	})
}
