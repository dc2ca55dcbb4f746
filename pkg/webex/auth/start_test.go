package auth_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// start is the path of the address that the browser is opened with.
func (v *visit) start(t *testing.T) string {
	t.Helper()
	u, err := url.Parse(v.callback.StartURL(v.login))
	require.NoError(t, err)
	require.Equal(t, "localhost:"+v.callback.Port(), u.Host)
	require.Regexp(t, `^/start/[A-Z2-7]{26}$`, u.RequestURI())
	require.NotContains(t, u.Path, v.state)
	return u.Path
}

func TestStartSendsTheBrowserOnOnce(t *testing.T) {
	t.Parallel()
	const here = "localhost:PORT"
	v := waiting(t, t.Context(), says(200, pair))
	start := v.start(t)
	for name, tc := range map[string]struct {
		method, host, target string
		status               int
	}{
		"guessed":         {"GET", here, "/start/AAAAAAAAAAAAAAAAAAAAAAAAAA", 404},
		"nothing":         {"GET", here, "/start/", 404},
		"no slash":        {"GET", here, "/start", 404},
		"longer":          {"GET", here, start + "/", 404},
		"shorter":         {"GET", here, start[:len(start)-1], 404},
		"lower case":      {"GET", here, strings.ToLower(start), 404},
		"the state":       {"GET", here, "/start/STATE", 404},
		"another host":    {"GET", "rebound.example:PORT", start, 421},
		"a post":          {"POST", here, start, 405},
		"a head":          {"HEAD", here, start, 405},
		"guessed, a post": {"POST", here, "/start/A", 404},
	} {
		resp, body := v.get(t, tc.method, tc.host, tc.target)
		require.Equal(t, tc.status, resp.StatusCode, name)
		isHarmless(t, resp, body)
	}
	for _, header := range []string{"Sec-Purpose", "Purpose"} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", v.callback.StartURL(v.login), nil)
		require.NoError(t, err)
		req.Header.Set(header, "prefetch;prerender")
		resp, err := http.DefaultTransport.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, 503, resp.StatusCode)
		require.Empty(t, resp.Header.Get("Location"))
	}
	v.pending(t)

	resp, body := v.get(t, "GET", here, start)
	require.Equal(t, 302, resp.StatusCode)
	require.Equal(t, v.login.URL(), resp.Header.Get("Location"))
	require.Equal(t, "no-referrer", resp.Header.Get("Referrer-Policy"))
	require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
	require.Empty(t, body)
	v.pending(t)
	resp, _ = v.get(t, "GET", here, "/callback?code=canary&state=STATE")
	require.Equal(t, 200, resp.StatusCode)
	o := <-v.end
	require.NoError(t, o.err)
	require.Equal(t, auth.Secret("canary-access-2"), o.grant.Access)
}

// Whoever stole the address came first, or comes second: the sign-in is over, and
// who looks at the page is told.
func TestASecondStartEndsTheSignIn(t *testing.T) {
	t.Parallel()
	const here = "localhost:PORT"
	v := waiting(t, t.Context(), says(200, pair))
	start := v.start(t)
	resp, _ := v.get(t, "GET", here, start)
	require.Equal(t, 302, resp.StatusCode)
	resp, body := v.get(t, "GET", here, start)
	require.Equal(t, 409, resp.StatusCode)
	require.Contains(t, body, "<h1>The sign-in was already opened elsewhere</h1>")
	require.Contains(t, body, "begin again")
	require.NotContains(t, body, v.state)
	isHarmless(t, resp, body)
	o := <-v.end
	require.Equal(t, auth.Contested, failure(t, o.err).Kind)
	require.Zero(t, o.grant)
	_, err := v.login.Finish(t.Context(), "code=canary&state="+v.state)
	require.Equal(t, auth.Refused, failure(t, err).Kind, "it is over")
}

// The thief has come back with a code already.
func TestASecondStartDuringTheExchange(t *testing.T) {
	t.Parallel()
	const here = "localhost:PORT"
	asked := make(chan struct{})
	v := waiting(t, t.Context(), func(r *http.Request) (*http.Response, error) {
		close(asked)
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	start := v.start(t)
	v.get(t, "GET", here, start)
	thief, err := http.NewRequestWithContext(t.Context(), "GET", v.callback.RedirectURI()+"?code=canary&state="+v.state, nil)
	require.NoError(t, err)
	go func() {
		if resp, err := http.DefaultTransport.RoundTrip(thief); err == nil {
			_ = resp.Body.Close()
		}
	}()
	<-asked
	resp, _ := v.get(t, "GET", here, start)
	require.Equal(t, 409, resp.StatusCode)
	o := <-v.end
	require.Equal(t, auth.Contested, failure(t, o.err).Kind)
	require.Zero(t, o.grant)
}
