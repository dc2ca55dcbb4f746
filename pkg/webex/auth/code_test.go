package auth_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

var scopes = []string{"spark-admin:people_read", "spark-admin:roles_read"}

const redirectURI = "http://localhost:8976/callback"

// begun begins a sign-in and says what its address asks for.
func begun(t *testing.T, s *auth.Service) (*auth.CodeLogin, url.Values) {
	t.Helper()
	l, err := s.BeginCode(auth.CodeRequest{Client: client, Scopes: scopes, RedirectURI: redirectURI})
	require.NoError(t, err)
	u, err := url.Parse(l.URL())
	require.NoError(t, err)
	return l, u.Query()
}

func TestCodeURL(t *testing.T) {
	t.Parallel()
	s := newService(t, "https://GOV.example/proxy/", nil)
	l, q := begun(t, s)
	require.True(t, strings.HasPrefix(l.URL(), "https://gov.example/proxy/v1/authorize?"), l.URL())
	require.Equal(t, l.URL(), l.URL())
	require.NotContains(t, l.URL(), canary)
	state, challenge := q.Get("state"), q.Get("code_challenge")
	require.GreaterOrEqual(t, len(state), 26)
	require.Len(t, challenge, 43)
	require.Equal(t, url.Values{
		"response_type": {"code"}, "client_id": {"C123"}, "redirect_uri": {redirectURI},
		"scope": {"spark-admin:people_read spark-admin:roles_read"}, "state": {state},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}, q)
	_, other := begun(t, s)
	require.NotEqual(t, state, other.Get("state"))
	require.NotEqual(t, challenge, other.Get("code_challenge"))
}

func TestCodeFinish(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]string{
		"an address":      redirectURI + "?code=canary-code&state=STATE",
		"with a fragment": redirectURI + "?state=STATE&code=canary-code#_=_",
		"with blanks":     " \"" + redirectURI + "?code=canary-code&state=STATE\"\r\n",
		"without scheme":  "localhost:8976/callback?code=canary-code&state=STATE&extra=1",
		"a query":         "code=canary-code&state=STATE",
		"with its mark":   "?code=canary-code&state=STATE",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, says(200, pair))
				l, q := begun(t, s)
				g, err := l.Finish(t.Context(), strings.Replace(form, "STATE", q.Get("state"), 1))
				require.NoError(t, err)
				require.Equal(t, auth.Grant{
					Kind: auth.Integration, Client: client, Access: "canary-access-2", AccessExpiry: start.Add(1209599 * time.Second),
					Refresh: "canary-refresh-2", RefreshExpiry: start.Add(7775999 * time.Second), Scopes: scopes, RenewedAt: start,
				}, g)
				require.Len(t, f.got, 1)
				require.Equal(t, "https://webexapis.com/v1/access_token", f.got[0].url)
				verifier := f.got[0].form.Get("code_verifier")
				sum := sha256.Sum256([]byte(verifier))
				require.Equal(t, q.Get("code_challenge"), base64.RawURLEncoding.EncodeToString(sum[:]))
				require.Equal(t, url.Values{
					"grant_type": {"authorization_code"}, "code": {"canary-code"}, "redirect_uri": {redirectURI},
					"client_id": {"C123"}, "client_secret": {"canary-client-secret"}, "code_verifier": {verifier},
				}, f.got[0].form)
				require.NotContains(t, l.URL(), verifier)

				_, err = l.Finish(t.Context(), "code=canary-code&state="+q.Get("state"))
				require.Equal(t, auth.Refused, failure(t, err).Kind, "it can be finished once")
				require.Len(t, f.got, 1)
			})
		})
	}
}

// TestCodeFinishKeepsWaiting pastes what is no answer to the sign-in, and then the
// answer.
func TestCodeFinishKeepsWaiting(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, pair))
	for pasted, want := range map[string]auth.ErrorKind{
		"":                                     auth.Malformed,
		"canary":                               auth.Malformed,
		"https://webexapis.com/v1/people":      auth.Malformed,
		"state=STATE":                          auth.Malformed,
		"%zz=canary&state=STATE":               auth.Malformed,
		"code=canary;state=STATE":              auth.Malformed,
		"code=&state=STATE":                    auth.Malformed,
		"code=can%0Aary&state=STATE":           auth.Malformed,
		"code=canary&code=canary&state=STATE":  auth.Malformed,
		"code=canary&error=x&state=STATE":      auth.Malformed,
		strings.Repeat(canary, 3000):           auth.Malformed,
		"code=canary":                          auth.WrongState,
		"code=canary&state=":                   auth.WrongState,
		"code=canary&state=canary":             auth.WrongState,
		"code=canary&state=STATEx":             auth.WrongState,
		"code=canary&state=STATE&state=canary": auth.WrongState,
		"code=canary&state=STATE&state=STATE":  auth.WrongState,
		"error=access_denied&state=canary":     auth.WrongState,
		"error=access_denied":                  auth.WrongState,
	} {
		l, q := begun(t, s)
		_, err := l.Finish(t.Context(), strings.ReplaceAll(pasted, "STATE", q.Get("state")))
		e := failure(t, err)
		require.Equal(t, want, e.Kind, pasted)
		require.NotContains(t, e.Error(), q.Get("state"))
		_, err = l.Finish(t.Context(), "code=canary&state="+q.Get("state"))
		require.NoError(t, err, "the right one can follow")
	}
	require.Len(t, f.got, 19)
}

func TestCodeFinishErrors(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, pair))
	for code, want := range map[string]string{
		"access_denied":             "denied access_denied: the sign-in was denied",
		"invalid_scope":             "invalid_scope invalid_scope: a scope is not one of the integration's, or not in its order",
		"unauthorized_client":       "invalid_client unauthorized_client: the client may not sign in this way",
		"server_error":              "unavailable server_error: the sign-in service is not available",
		"temporarily_unavailable":   "unavailable temporarily_unavailable: the sign-in service is not available",
		"invalid_request":           "malformed invalid_request: the sign-in service did not understand the request",
		"unsupported_response_type": "malformed unsupported_response_type: the sign-in service did not understand the request",
		"invalid_grant":             "denied invalid_grant: the sign-in service refused",
		"canary":                    "denied : the sign-in service refused, for a reason that is not known",
	} {
		l, q := begun(t, s)
		_, err := l.Finish(t.Context(), redirectURI+"?error="+code+"&error_description=canary&state="+q.Get("state"))
		e := failure(t, err)
		require.Equal(t, want, string(e.Kind)+" "+e.Code+": "+e.Error())
		_, err = l.Finish(t.Context(), "code=canary&state="+q.Get("state"))
		require.Equal(t, auth.Refused, failure(t, err).Kind, "it is over")
	}
	require.Empty(t, f.got)
}

func TestCodeExchangeFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		replies []reply
		kind    auth.ErrorKind
		sent    int
	}{
		"used up":      {[]reply{says(400, `{"error":"invalid_grant","error_description":"canary"}`)}, auth.InvalidGrant, 1},
		"wrong secret": {[]reply{says(401, `{"message":"canary"}`)}, auth.InvalidClient, 1},
		"a web page":   {[]reply{says(200, "<html>canary")}, auth.Malformed, 1},
		"down":         {[]reply{breaks(&net.OpError{Op: "dial", Err: io.EOF})}, auth.Unavailable, 4},
		"cut, used up": {[]reply{breaks(io.EOF), says(400, `{"error":"invalid_grant"}`)}, auth.InvalidGrant, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, tc.replies...)
				l, q := begun(t, s)
				_, err := l.Finish(t.Context(), "code=canary-code&state="+q.Get("state"))
				require.Equal(t, tc.kind, failure(t, err).Kind)
				require.Len(t, f.got, tc.sent)
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s, _ := service(t, hangs)
		l, q := begun(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := l.Finish(ctx, "code=canary-code&state="+q.Get("state"))
		require.Equal(t, auth.Unavailable, failure(t, err).Kind)
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestBeginCodeRefuses(t *testing.T) {
	t.Parallel()
	s := newService(t, "", nil)
	for name, tc := range map[string]struct {
		request auth.CodeRequest
		kind    auth.ErrorKind
	}{
		"no client":         {auth.CodeRequest{RedirectURI: redirectURI}, auth.InvalidClient},
		"no secret":         {auth.CodeRequest{Client: auth.Client{ID: "C"}, RedirectURI: redirectURI}, auth.InvalidClient},
		"a broken secret":   {auth.CodeRequest{Client: auth.Client{ID: "C", Secret: "canary\n"}, RedirectURI: redirectURI}, auth.InvalidClient},
		"no redirect":       {auth.CodeRequest{Client: client}, auth.Malformed},
		"an open redirect":  {auth.CodeRequest{Client: client, RedirectURI: "http://canary.example/"}, auth.Malformed},
		"a redirect's user": {auth.CodeRequest{Client: client, RedirectURI: "https://canary@example/"}, auth.Malformed},
		"no scope":          {auth.CodeRequest{Client: client, RedirectURI: redirectURI, Scopes: []string{"canary canary"}}, auth.InvalidScope},
	} {
		l, err := s.BeginCode(tc.request)
		require.Nil(t, l, name)
		require.Equal(t, tc.kind, failure(t, err).Kind, name)
	}
}

// TestCodeLoginHides looks for what a sign-in keeps to itself.
func TestCodeLoginHides(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, pair))
	l, q := begun(t, s)
	hidesAll(t, l)
	hidesAll(t, *l)
	hidesAll(t, s)
	hidesAll(t, auth.CodeRequest{Client: client})
	_, err := l.Finish(t.Context(), "code=canary&state="+q.Get("state"))
	require.NoError(t, err)
	verifier := f.got[0].form.Get("code_verifier")
	for _, v := range []any{l, *l, s, *s} {
		for _, secret := range []string{verifier, q.Get("state"), canary} {
			require.NotContains(t, sprint(v), secret)
		}
	}
}

func TestSecretHides(t *testing.T) {
	t.Parallel()
	secret := auth.Secret("canary")
	hidesAll(t, secret)
	hidesAll(t, &secret)
	hidesAll(t, client)
	hidesAll(t, &client)
	hidesAll(t, old())
	hidesAll(t, []auth.Grant{old()})
	raw, err := json.Marshal(old())
	require.NoError(t, err)
	require.NotContains(t, string(raw), canary)
	require.NotContains(t, errors.Join(&auth.Error{Kind: auth.Denied}).Error(), canary)
	require.Equal(t, "canary", secret.Reveal())
}
