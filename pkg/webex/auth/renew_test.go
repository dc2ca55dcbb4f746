package auth_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestRenew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, f := service(t, says(200, pair))
		g, err := s.Renew(t.Context(), old())
		require.NoError(t, err)
		require.Equal(t, renewed(), g)
		hidesAll(t, g)
		require.Len(t, f.got, 1)
		require.Equal(t, "POST", f.got[0].method)
		require.Equal(t, "https://webexapis.com/v1/access_token", f.got[0].url)
		require.Equal(t, url.Values{
			"grant_type": {"refresh_token"}, "refresh_token": {"canary-refresh-1"},
			"client_id": {"C123"}, "client_secret": {"canary-client-secret"},
		}, f.got[0].form)
		require.Equal(t, "application/json", f.got[0].header.Get("Accept"))
		require.Equal(t, "wxaudit", f.got[0].header.Get("User-Agent"))
		require.Empty(t, f.got[0].header.Get("Authorization"))
	})
}

// TestRenewTakesOddAnswers keeps a pair that nobody gets a second time, whatever
// stands beside it.
func TestRenewTakesOddAnswers(t *testing.T) {
	t.Parallel()
	const long, huge = 1209599 * time.Second, "99999999999999999999999"
	at := func(d time.Duration) time.Time { return start.Add(d) }
	for name, tc := range map[string]struct {
		body        string
		contentType string
		want        func(*auth.Grant)
	}{
		"as documented": {pair, "application/json;charset=UTF-8", func(*auth.Grant) {}},
		"as text":       {pair, "text/plain", func(*auth.Grant) {}},
		"as a form":     {pair, "application/x-www-form-urlencoded", func(*auth.Grant) {}},
		"as nothing":    {pair, "", func(*auth.Grant) {}},
		"no refresh token": {`{"access_token":"canary-access-2","expires_in":60}`, "", func(g *auth.Grant) {
			g.Refresh, g.RefreshExpiry, g.AccessExpiry = old().Refresh, old().RefreshExpiry, at(time.Minute)
		}},
		"an empty one": {`{"access_token":"canary-access-2","expires_in":60,"refresh_token":""}`, "", func(g *auth.Grant) {
			g.Refresh, g.RefreshExpiry, g.AccessExpiry = old().Refresh, old().RefreshExpiry, at(time.Minute)
		}},
		"the same one, with its end": {`{"access_token":"canary-access-2","expires_in":60,"refresh_token":"canary-refresh-1","refresh_token_expires_in":7776000}`, "", func(g *auth.Grant) {
			g.Refresh, g.RefreshExpiry, g.AccessExpiry = old().Refresh, at(90*24*time.Hour), at(time.Minute)
		}},
		"another one, without its end": {`{"access_token":"canary-access-2","expires_in":60,"refresh_token":"canary-refresh-2"}`, "", func(g *auth.Grant) {
			g.RefreshExpiry, g.AccessExpiry = time.Time{}, at(time.Minute)
		}},
		"no lifetimes": {`{"access_token":"canary-access-2","refresh_token":"canary-refresh-2"}`, "", func(g *auth.Grant) {
			g.RefreshExpiry, g.AccessExpiry = time.Time{}, time.Time{}
		}},
		"negative": {`{"access_token":"canary-access-2","refresh_token":"canary-refresh-2","expires_in":-5,"refresh_token_expires_in":-1}`, "", func(g *auth.Grant) {
			g.RefreshExpiry, g.AccessExpiry = time.Time{}, time.Time{}
		}},
		"huge": {`{"access_token":"canary-access-2","refresh_token":"canary-refresh-2","expires_in":` + huge + `,"refresh_token_expires_in":1e300}`, "", func(g *auth.Grant) {
			g.RefreshExpiry, g.AccessExpiry = time.Time{}, time.Time{}
		}},
		"of other types": {`{"access_token":"canary-access-2","refresh_token":"canary-refresh-2","expires_in":{"a":1},"refresh_token_expires_in":["canary"],"scope":7,"token_type":null}`, "", func(g *auth.Grant) {
			g.RefreshExpiry, g.AccessExpiry = time.Time{}, time.Time{}
		}},
		"in quotes and with a fraction": {`{"access_token":"canary-access-2","refresh_token":"canary-refresh-2","expires_in":"1209599","refresh_token_expires_in":60.9}`, "", func(g *auth.Grant) {
			g.AccessExpiry, g.RefreshExpiry = at(long), at(time.Minute)
		}},
		"with scopes": {strings.Replace(pair, "{", `{"scope":"a_read  b_read",`, 1), "", func(g *auth.Grant) { g.Scopes = []string{"a_read", "b_read"} }},
		"with more":   {strings.Replace(pair, "{", `{"error":"","x":{"y":[1]},`, 1), "", func(*auth.Grant) {}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, says(200, tc.body, "Content-Type", tc.contentType))
				want := renewed()
				tc.want(&want)
				g, err := s.Renew(t.Context(), old())
				require.NoError(t, err)
				require.Equal(t, want, g)
				require.Len(t, f.got, 1)
			})
		})
	}
}

func TestRenewFinalErrors(t *testing.T) {
	t.Parallel()
	big := `{"access_token":"` + strings.Repeat(canary, 200_000) + `"}`
	for name, tc := range map[string]struct {
		reply reply
		kind  auth.ErrorKind
		code  string
		text  string
	}{
		"invalid_grant":   {says(400, `{"error":"invalid_grant","error_description":"canary"}`), auth.InvalidGrant, "invalid_grant", "the code or refresh token is used up, revoked or expired (HTTP 400, invalid_grant)"},
		"invalid_client":  {says(401, `{"error":"invalid_client","error_uri":"canary"}`), auth.InvalidClient, "invalid_client", "the client id or client secret is wrong (HTTP 401, invalid_client)"},
		"unauthorized":    {says(400, `{"error":"unauthorized_client"}`), auth.InvalidClient, "unauthorized_client", ""},
		"invalid_scope":   {says(400, `{"error":"invalid_scope"}`), auth.InvalidScope, "invalid_scope", ""},
		"access_denied":   {says(403, `{"error":"access_denied"}`), auth.Denied, "access_denied", ""},
		"invalid_request": {says(400, `{"error":"invalid_request"}`), auth.Malformed, "invalid_request", ""},
		"in Webex's words": {says(400, `{"message":"invalid_grant: canary","errors":[{"description":"invalid_grant canary"}],"trackingId":"canary"}`),
			auth.InvalidGrant, "invalid_grant", ""},
		"two codes are none": {says(400, `{"message":"invalid_grant","errors":[{"description":"invalid_client"}]}`), auth.Malformed, "",
			"the sign-in service refused, for a reason that it did not name or that is not known (HTTP 400)"},
		"an unknown code":      {says(400, `{"error":"canary_error"}`), auth.Malformed, "", ""},
		"an object as code":    {says(400, `{"error":{"key":"canary"}}`), auth.Malformed, "", ""},
		"only a status":        {says(401, ""), auth.InvalidClient, "", ""},
		"forbidden":            {says(403, "<html>canary</html>"), auth.Denied, "", ""},
		"not found":            {says(404, "<html>canary</html>"), auth.Malformed, "", "there is no sign-in service at this address (HTTP 404)"},
		"teapot":               {says(418, canary), auth.Malformed, "", ""},
		"an error as success":  {says(200, `{"error":"invalid_grant","error_description":"canary"}`), auth.InvalidGrant, "invalid_grant", ""},
		"another as success":   {says(200, `{"error":"canary"}`), auth.Malformed, "", ""},
		"redirect":             {says(307, "", "Location", "https://evil.example/canary"), auth.Refused, "", "the sign-in service answered with a redirect, which is not followed; is its address right?"},
		"redirect to GET":      {says(302, "", "Location", "/canary"), auth.Refused, "", ""},
		"bad redirect":         {says(301, "", "Location", "http://a:canary/"), auth.Refused, "", ""},
		"not modified":         {says(304, ""), auth.Refused, "", ""},
		"web page":             {says(200, "<html>canary</html>", "Content-Type", "text/html"), auth.Malformed, "", "the sign-in service answered with a web page; is its address right, and is there a proxy in between? (HTTP 200)"},
		"a page as a form":     {says(200, "access_token=canary", "Content-Type", "application/x-www-form-urlencoded"), auth.Malformed, "", "the answer of the sign-in service cannot be read (HTTP 200)"},
		"empty":                {says(200, ""), auth.Malformed, "", ""},
		"a list":               {says(200, `["canary"]`), auth.Malformed, "", ""},
		"null":                 {says(200, `null`), auth.Malformed, "", "the sign-in service answered without an access token (HTTP 200)"},
		"no access token":      {says(200, `{"refresh_token":"canary"}`), auth.Malformed, "", ""},
		"a number":             {says(200, `{"access_token":1}`), auth.Malformed, "", ""},
		"a token with a break": {says(200, `{"access_token":"canary\ncanary"}`), auth.Malformed, "", ""},
		"a refresh of it":      {says(200, `{"access_token":"canary","refresh_token":"can ary"}`), auth.Malformed, "", ""},
		"another type":         {says(200, `{"access_token":"canary","token_type":"DPoP"}`), auth.Malformed, "", ""},
		"too large":            {says(200, big), auth.Malformed, "", "the answer of the sign-in service is too large (HTTP 200)"},
		"large as an error":    {says(400, big), auth.Malformed, "", ""},
		"certificate":          {breaks(&tls.CertificateVerificationError{Err: errors.New(canary)}), auth.Unavailable, "", "no answer from the sign-in service: the server's certificate is not trusted"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, tc.reply)
				g, err := s.Renew(t.Context(), old())
				e := failure(t, err)
				require.Zero(t, g)
				require.Equal(t, tc.kind, e.Kind, e.Error())
				require.Equal(t, tc.code, e.Code)
				if tc.text != "" {
					require.EqualError(t, e, tc.text)
				}
				require.Len(t, f.got, 1, "it is final")
			})
		})
	}
}

// TestRenewAfterALostAnswer says why the refresh token may be gone.
func TestRenewAfterALostAnswer(t *testing.T) {
	t.Parallel()
	refused := says(400, `{"error":"invalid_grant"}`)
	for name, tc := range map[string]struct {
		first reply
		lost  bool
	}{
		"cut":         {breaks(io.EOF), true},
		"500":         {says(500, ""), true},
		"not arrived": {breaks(&net.OpError{Op: "dial", Err: io.EOF}), false},
		"throttled":   {says(429, ""), false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, _ := service(t, tc.first, refused)
				_, err := s.Renew(t.Context(), old())
				e := failure(t, err)
				require.Equal(t, auth.InvalidGrant, e.Kind)
				require.Equal(t, tc.lost, strings.Contains(e.Detail, "; an earlier attempt had no answer and may have used it up"), e.Detail)
			})
		})
	}
}

func TestRenewWithoutTheMeans(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, pair))
	for name, tc := range map[string]struct {
		change func(*auth.Grant)
		kind   auth.ErrorKind
	}{
		"no refresh token":  {func(g *auth.Grant) { g.Refresh = "" }, auth.Refused},
		"no client id":      {func(g *auth.Grant) { g.Client.ID = "" }, auth.InvalidClient},
		"no client secret":  {func(g *auth.Grant) { g.Client.Secret = "" }, auth.InvalidClient},
		"a secret in pairs": {func(g *auth.Grant) { g.Client.Secret = "canary canary" }, auth.InvalidClient},
		"a broken token":    {func(g *auth.Grant) { g.Refresh = "canary\n" }, auth.Malformed},
	} {
		g := old()
		tc.change(&g)
		_, err := s.Renew(t.Context(), g)
		require.Equal(t, tc.kind, failure(t, err).Kind, name)
	}
	require.Empty(t, f.got)
}

func TestRenewAndTheContext(t *testing.T) {
	t.Parallel()
	slow := func(d time.Duration) reply {
		return func(r *http.Request) (*http.Response, error) {
			select {
			case <-time.After(d):
				return says(200, pair)(r)
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		}
	}
	for name, tc := range map[string]struct {
		reply reply
		after time.Duration // when the context ends
		want  bool
		sent  int
		took  time.Duration
	}{
		"before it is sent":           {slow(0), 0, false, 0, 0},
		"an answer that comes":        {slow(14 * time.Second), 10 * time.Second, true, 1, 14 * time.Second},
		"an answer that does not":     {slow(time.Minute), 10 * time.Second, false, 1, 15 * time.Second},
		"between attempts":            {says(429, "", "Retry-After", "30"), 10 * time.Second, false, 1, 10 * time.Second},
		"while an attempt has failed": {says(500, ""), 100 * time.Millisecond, false, 1, 100 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), tc.after)
				defer cancel()
				began := time.Now()
				s, f := service(t, tc.reply)
				g, err := s.Renew(ctx, old())
				require.Equal(t, tc.took, time.Since(began))
				require.Len(t, f.got, tc.sent)
				if tc.want {
					require.NoError(t, err)
					require.Equal(t, auth.Secret("canary-refresh-2"), g.Refresh, "the pair is not lost")
					return
				}
				e := failure(t, err)
				require.Equal(t, auth.Unavailable, e.Kind, "nobody gave it up")
				require.ErrorIs(t, e, context.DeadlineExceeded)
			})
		})
	}
}
