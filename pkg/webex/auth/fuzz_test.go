package auth_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// quotesNothing checks that an error of a parser does not repeat what it was
// given: no run of eight characters that the error would not hold anyway.
func quotesNothing(t *testing.T, err error, input string) {
	t.Helper()
	e := failure(t, err)
	require.Equal(t, auth.Malformed, e.Kind)
	require.NotContains(t, e.Error(), "\x1b")
	require.Less(t, len(e.Error()), 300)
	if at := strings.Index(input, canary); at >= 0 {
		require.NotContains(t, e.Error(), canary)
	}
}

// usable checks tokens that were taken.
func usable(t *testing.T, secrets ...auth.Secret) {
	t.Helper()
	for _, s := range secrets {
		require.False(t, strings.ContainsFunc(s.Reveal(), func(c rune) bool { return c <= ' ' || c > '~' }), "%q", s.Reveal())
	}
}

func FuzzParsePasted(f *testing.F) {
	for _, seed := range []string{
		"canary-A\ncanary-R\n", "Bearer canary", "\ufeffa\r\nb", "<html>canary", pair, "{\"access_token\":\"canary\",\n}", `{"access_token":"a","expires_in":1e9}`,
		`{"a":1,"a":2}`, `{"access_token":"a","scope":"b c"} x`, "\x00\xff", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, parse := range []func() (auth.Grant, error){
			func() (auth.Grant, error) { return auth.ParsePasted(data, start) },
			func() (auth.Grant, error) { return auth.ParseGiven(data) },
		} {
			g, err := parse()
			if err != nil {
				require.Zero(t, g)
				quotesNothing(t, err, string(data))
				continue
			}
			usable(t, g.Access, g.Refresh, g.Client.Secret, auth.Secret(g.Client.ID))
			require.NotEqual(t, g.Access, g.Refresh)
			require.False(t, !g.AccessExpiry.IsZero() && g.AccessExpiry.Before(start))
			require.NoError(t, auth.Refuse(g.Scopes, true))
		}
	})
}

func FuzzParseClient(f *testing.F) {
	for _, seed := range []string{
		`{"client_id":"C","client_secret":"canary","scopes":"a_read b"}`, `{"client_id":"C","client_secret":"canary","scopes":["a_read"]}`,
		`{"client_id":"C",`, `{"canary":1}`, `[]`, `{"client_id":null}`, "\ufeff{}", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, registered, err := auth.ParseClient("c.json", data)
		if err != nil {
			require.Zero(t, c)
			quotesNothing(t, err, string(data))
			require.True(t, strings.HasPrefix(err.Error(), "c.json:"))
			return
		}
		require.NotEmpty(t, c.ID)
		require.NotEmpty(t, c.Secret)
		usable(t, c.Secret, auth.Secret(c.ID))
		require.NoError(t, auth.Refuse(registered, true))
		ask, missing := auth.Choose(registered, registered)
		require.Equal(t, len(registered), len(ask))
		require.Empty(t, missing)
	})
}

// FuzzRedirect pastes whatever: no code is sent unless the state is right, and a
// wrong one leaves the sign-in open.
func FuzzRedirect(f *testing.F) {
	for _, seed := range []string{
		"code=canary&state=STATE", redirectURI + "?error=access_denied&state=STATE", "?state=STATE", "code=a&code=b&state=STATE", "%zz", "a;b",
		"state=STATE&state=STATE&code=x", "code=x&state=" + strings.Repeat("A", 26), "#code=x&state=STATE", "error=canary&state=STATE", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		s, fake := service(t, says(200, pair))
		l, q := begun(t, s)
		_, err := l.Finish(t.Context(), strings.ReplaceAll(pasted, "STATE", q.Get("state")))
		if err == nil {
			require.Contains(t, pasted, "STATE")
			require.Len(t, fake.got, 1)
			usable(t, auth.Secret(fake.got[0].form.Get("code")))
			return
		}
		e := failure(t, err)
		require.NotContains(t, e.Error(), q.Get("state"))
		require.Empty(t, fake.got)
		_, err = l.Finish(t.Context(), "code=c&state="+url.QueryEscape(q.Get("state")))
		if e.Kind == auth.WrongState || e.Kind == auth.Malformed && e.Code == "" {
			require.NoError(t, err)
		} else {
			require.Equal(t, auth.Refused, failure(t, err).Kind)
		}
	})
}

// FuzzTokenAnswer answers a renewal by whatever.
func FuzzTokenAnswer(f *testing.F) {
	for _, seed := range []string{
		pair, `{"error":"invalid_grant"}`, `{"message":"canary","errors":[{"description":"slow_down"}]}`, `{"access_token":"a","expires_in":-1e9}`,
		`<html>canary`, `[]`, `null`, `{"access_token":"a","refresh_token":"b","refresh_token_expires_in":"1e400"}`, `{"ACCESS_TOKEN":"a"}`, "",
	} {
		f.Add(seed, 200)
		f.Add(seed, 400)
	}
	f.Fuzz(func(t *testing.T, body string, status int) {
		if status < 200 || status > 999 || status == 429 || status == 408 || status == 423 || status == 425 || status >= 500 {
			return // it would be asked again
		}
		s, fake := service(t, says(status, body), says(400, `{"error":"invalid_request"}`))
		before := time.Now().Truncate(time.Second)
		ctx, cancel := timeoutSoon(t)
		defer cancel()
		g, err := s.Renew(ctx, old())
		if err != nil {
			failure(t, err)
			require.Zero(t, g)
			return
		}
		require.Len(t, fake.got, 1)
		require.NotEmpty(t, g.Access)
		require.NotEmpty(t, g.Refresh)
		usable(t, g.Access, g.Refresh)
		for _, end := range []time.Time{g.AccessExpiry, g.RefreshExpiry} {
			require.True(t, end.IsZero() || end.Equal(old().RefreshExpiry) || end.After(before) && end.Before(before.AddDate(11, 0, 0)))
		}
		require.NotContains(t, g.Scopes, "")
	})
}
