package auth_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// visit is a browser at the callback, before and after its end.
type visit struct {
	callback *auth.Callback
	login    *auth.CodeLogin
	state    string
	end      chan outcome
}

type outcome struct {
	grant auth.Grant
	err   error
}

// waiting has a sign-in wait for its callback.
func waiting(t *testing.T, ctx context.Context, replies ...reply) *visit {
	t.Helper()
	s, _ := service(t, replies...)
	cb, err := auth.Listen(ctx, 0)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, cb.Close()) })
	l, err := s.BeginCode(auth.CodeRequest{Client: client, Scopes: scopes, RedirectURI: cb.RedirectURI()})
	require.NoError(t, err)
	u, err := url.Parse(l.URL())
	require.NoError(t, err)
	require.Equal(t, cb.RedirectURI(), u.Query().Get("redirect_uri"))
	v := &visit{callback: cb, login: l, state: u.Query().Get("state"), end: make(chan outcome, 1)}
	go func() {
		g, err := cb.Wait(ctx, l)
		v.end <- outcome{g, err}
	}()
	return v
}

// get asks for a path and query, in which STATE is the state.
func (v *visit) get(t *testing.T, method, host, target string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1:"+v.callback.Port()+strings.ReplaceAll(target, "STATE", v.state), nil)
	require.NoError(t, err)
	req.Host = strings.ReplaceAll(host, "PORT", v.callback.Port())
	resp, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(body)
}

func (v *visit) pending(t *testing.T) {
	t.Helper()
	require.Empty(t, v.end, "the sign-in ended")
}

// isHarmless checks a page: it loads nothing, runs nothing, is kept nowhere and
// tells nobody where it was.
func isHarmless(t *testing.T, resp *http.Response, body string) {
	t.Helper()
	require.Equal(t, "text/html; charset=utf-8", resp.Header.Get("Content-Type"))
	require.True(t, strings.HasPrefix(resp.Header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'sha256-"))
	require.Contains(t, resp.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
	require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
	require.Equal(t, "no-referrer", resp.Header.Get("Referrer-Policy"))
	require.Equal(t, "nosniff", resp.Header.Get("X-Content-Type-Options"))
	require.Empty(t, resp.Header.Get("Access-Control-Allow-Origin"))
	require.Empty(t, resp.Header.Get("Location"))
	for _, s := range []string{canary, "<script", "src=", "href=", "onload", "url(", "@import"} {
		require.NotContains(t, body, s)
	}
}

func TestCallbackSignsIn(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT"} {
		v := waiting(t, t.Context(), says(200, pair))
		resp, body := v.get(t, "GET", host, "/callback?code=canary-code&state=STATE")
		require.Equal(t, 200, resp.StatusCode)
		require.Contains(t, body, "<h1>You are signed in</h1>")
		isHarmless(t, resp, body)
		o := <-v.end
		require.NoError(t, o.err)
		require.Equal(t, auth.Secret("canary-access-2"), o.grant.Access)
		require.Equal(t, auth.Integration, o.grant.Kind)
		_, err := net.Dial("tcp4", "127.0.0.1:"+v.callback.Port())
		require.Error(t, err, "the port is given back")
	}
}

func TestCallbackOnIPv6(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("there is no ::1 here")
	}
	require.NoError(t, l.Close())
	v := waiting(t, t.Context(), says(200, pair))
	resp, err := http.Get("http://[::1]:" + v.callback.Port() + "/callback?code=canary-code&state=" + v.state)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, 200, resp.StatusCode)
	require.NoError(t, (<-v.end).err)
}

// TestCallbackTurnsAway sends what any page or program could send; then the
// person comes.
func TestCallbackTurnsAway(t *testing.T) {
	t.Parallel()
	v := waiting(t, t.Context(), says(200, pair))
	const here, good = "localhost:PORT", "/callback?code=canary&state=STATE"
	for name, tc := range map[string]struct {
		method, host, target string
		status               int
	}{
		"favicon":              {"GET", here, "/favicon.ico", 404},
		"the root":             {"GET", here, "/?code=canary&state=STATE", 404},
		"below":                {"GET", here, "/callback/?code=canary&state=STATE", 404},
		"dots":                 {"GET", here, "/x/../callback?code=canary&state=STATE", 404},
		"POST":                 {"POST", here, good, 405},
		"HEAD":                 {"HEAD", here, good, 405},
		"OPTIONS":              {"OPTIONS", here, good, 405},
		"another host":         {"GET", "canary.example:PORT", good, 421},
		"no port":              {"GET", "localhost", good, 421},
		"another port":         {"GET", "localhost:1", good, 421},
		"a longer name":        {"GET", "localhost.canary.example:PORT", good, 421},
		"another address":      {"GET", "127.0.0.2:PORT", good, 421},
		"no query":             {"GET", here, "/callback", 400},
		"no state":             {"GET", here, "/callback?code=canary", 400},
		"an empty state":       {"GET", here, "/callback?code=canary&state=", 400},
		"wrong state":          {"GET", here, "/callback?code=canary&state=canary", 400},
		"wrong state, error":   {"GET", here, "/callback?error=access_denied&state=canary", 400},
		"error without state":  {"GET", here, "/callback?error=access_denied", 400},
		"two states":           {"GET", here, "/callback?code=canary&state=STATE&state=STATE", 400},
		"two codes":            {"GET", here, "/callback?code=canary&code=canary&state=STATE", 400},
		"a code and an error":  {"GET", here, "/callback?code=canary&error=canary&state=STATE", 400},
		"no code":              {"GET", here, "/callback?state=STATE", 400},
		"an empty code":        {"GET", here, "/callback?code=&state=STATE", 400},
		"a query that is none": {"GET", here, "/callback?code=canary;state=STATE", 400},
		"a script":             {"GET", here, "/callback?code=canary&state=%3Cscript%3Ecanary%3C/script%3E", 400},
	} {
		resp, body := v.get(t, tc.method, tc.host, tc.target)
		require.Equal(t, tc.status, resp.StatusCode, name)
		isHarmless(t, resp, body)
		v.pending(t)
	}
	_, err := v.login.Finish(t.Context(), "code=canary&state=canary")
	require.Equal(t, auth.WrongState, failure(t, err).Kind)
	resp, _ := v.get(t, "GET", here, good)
	require.Equal(t, 200, resp.StatusCode)
	require.NoError(t, (<-v.end).err)
}

func TestCallbackEndsWithTheirError(t *testing.T) {
	t.Parallel()
	for target, tc := range map[string]struct {
		replies []reply
		kind    auth.ErrorKind
		page    []string
	}{
		"/callback?error=access_denied&error_description=canary&state=STATE": {
			[]reply{says(200, pair)}, auth.Denied, []string{"<h1>The sign-in was denied</h1>", "the sign-in was denied", "Go back to the terminal"},
		},
		"/callback?error=invalid_scope&state=STATE":     {[]reply{says(200, pair)}, auth.InvalidScope, []string{"<h1>The sign-in failed</h1>", "a scope is not one of the integration"}},
		"/callback?error=%3Cb%3Ecanary&state=STATE":     {[]reply{says(200, pair)}, auth.Denied, []string{"for a reason that is not known"}},
		"/callback?code=canary&state=STATE":             {[]reply{says(400, `{"error":"invalid_grant"}`)}, auth.InvalidGrant, []string{"<h1>The sign-in failed</h1>", "used up, revoked or expired"}},
		"/callback?state=STATE&code=canary&x=%3Cscript": {[]reply{says(401, `{"message":"canary"}`)}, auth.InvalidClient, []string{"<h1>The sign-in failed</h1>", "does not take the client id or client secret"}},
	} {
		v := waiting(t, t.Context(), tc.replies...)
		resp, body := v.get(t, "GET", "localhost:PORT", target)
		require.Equal(t, 200, resp.StatusCode)
		for _, want := range tc.page {
			require.Contains(t, body, want)
		}
		isHarmless(t, resp, body)
		o := <-v.end
		require.Equal(t, tc.kind, failure(t, o.err).Kind)
		require.Zero(t, o.grant)
	}
}

// TestCallbackOnce reloads the page while the tokens are fetched.
func TestCallbackOnce(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}), make(chan struct{})
	v := waiting(t, t.Context(), func(r *http.Request) (*http.Response, error) {
		close(asked) // a second time would panic
		<-answer
		return says(200, pair)(r)
	})
	const good = "/callback?code=canary&state=STATE"
	first := make(chan int, 1)
	go func() {
		resp, _ := v.get(t, "GET", "localhost:PORT", good)
		first <- resp.StatusCode
	}()
	<-asked
	resp, body := v.get(t, "GET", "localhost:PORT", good)
	require.Equal(t, 400, resp.StatusCode)
	require.Contains(t, body, "this sign-in is over; begin another")
	v.pending(t)
	close(answer)
	require.Equal(t, 200, <-first)
	require.NoError(t, (<-v.end).err)
}

// TestCallbackWithoutTheBrowser goes on when the window is closed early.
func TestCallbackWithoutTheBrowser(t *testing.T) {
	t.Parallel()
	asked, gone := make(chan struct{}), make(chan struct{})
	v := waiting(t, t.Context(), func(r *http.Request) (*http.Response, error) {
		close(asked)
		<-gone
		return says(200, pair)(r)
	})
	conn, err := net.Dial("tcp4", "127.0.0.1:"+v.callback.Port())
	require.NoError(t, err)
	_, err = io.WriteString(conn, "GET /callback?code=canary&state="+v.state+" HTTP/1.1\r\nHost: localhost:"+v.callback.Port()+"\r\n\r\n")
	require.NoError(t, err)
	<-asked
	require.NoError(t, conn.Close())
	close(gone)
	require.NoError(t, (<-v.end).err)
}

func TestCallbackGivesUp(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, pair))
	cb, err := auth.Listen(t.Context(), 0)
	require.NoError(t, err)
	cb.SetTimeout(time.Millisecond)
	l, q := begun(t, s)
	_, err = cb.Wait(t.Context(), l)
	require.Equal(t, auth.Expired, failure(t, err).Kind)
	require.NoError(t, cb.Close(), "it is closed already")
	_, err = l.Finish(t.Context(), "code=canary&state="+q.Get("state"))
	require.Equal(t, auth.Refused, failure(t, err).Kind, "it is over")
	require.Empty(t, f.got)

	ctx, cancel := context.WithCancel(t.Context())
	v := waiting(t, ctx, says(200, pair))
	v.get(t, "GET", "localhost:PORT", "/favicon.ico")
	cancel()
	e := failure(t, (<-v.end).err)
	require.Equal(t, auth.Canceled, e.Kind)
	require.ErrorIs(t, e, context.Canceled)
}

// TestCallbackAndAPaste finishes the sign-in by hand while the callback waits.
func TestCallbackAndAPaste(t *testing.T) {
	t.Parallel()
	v := waiting(t, t.Context(), says(200, pair))
	_, err := v.login.Finish(t.Context(), "code=canary&state="+v.state)
	require.NoError(t, err)
	e := failure(t, (<-v.end).err)
	require.Equal(t, auth.Refused, e.Kind)
	require.EqualError(t, e, "this sign-in was finished without the browser")
}
