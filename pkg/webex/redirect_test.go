package webex_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestRedirectsThatAreFollowed(t *testing.T) {
	t.Parallel()
	for _, code := range []int{301, 302, 303, 307, 308} {
		hops := 0
		l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
			require.Equal(t, http.MethodGet, r.Method)
			require.Equal(t, "Bearer "+token, r.Header.Get("Authorization"))
			require.Empty(t, r.Header.Get("Referer"))
			require.Equal(t, "email=jane", r.URL.RawQuery)
			hops++
			switch hops {
			case 1:
				w.Header().Set("Location", "/v1/people/?email=jane")
				w.WriteHeader(code)
			case 2:
				require.Equal(t, "/v1/people/", r.URL.Path)
				w.Header().Set("Location", "http://"+r.Host+"/v1/people?email=jane")
				w.WriteHeader(code)
			default:
				_, _ = w.Write([]byte(`{}`))
			}
		})
		resp, err := l.Exchange(t.Context(), ask("email=jane"))
		require.NoError(t, err)
		require.Equal(t, 200, resp.Status)
		require.Equal(t, 1, resp.Attempts)
	}
}

func TestRedirectsThatAreNot(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the other host was asked") }))
	defer other.Close()
	for location, why := range map[string]string{
		other.URL + "/v1/people?canary":     "redirect: the address is not one of the service",
		"https://HOST/v1/people?canary":     "redirect: the address is not one of the service",
		"http://jane:canary@HOST/v1/people": "redirect: the address is not one of the service",
		"//canary.example/v1/people":        "redirect: the address is not one of the service",
		"/v1/secret/canary":                 "redirect: the path is not on the list of those that may be read",
		"/v1/people/%2e%2e/canary":          "redirect: the path is not a plain one",
		"/v1/people":                        "too many redirects",
		"/v1/people?canary":                 "redirect: the address is not the one that was asked for",
		"/v1/people/canary":                 "redirect: the address is not the one that was asked for",
		"/v1/people%2F":                     "redirect: the path is not a plain one",
		"/v1/people//":                      "redirect: the path is not a plain one",
		"http://HOST:canary/v1/people":      "redirect: the address is malformed",
	} {
		n := 0
		l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
			n++
			require.Equal(t, "/v1/people", r.URL.Path)
			w.Header().Set("Location", strings.ReplaceAll(location, "HOST", r.Host))
			w.Header().Set("TrackingID", "T-1")
			w.WriteHeader(http.StatusFound)
		})
		_, err := l.Exchange(t.Context(), people)
		e := failure(t, err)
		require.Contains(t, e.Detail, why, location)
		require.NotContains(t, e.Error(), "canary")
		if why == "too many redirects" {
			require.Equal(t, 4, n)
		}
		require.Equal(t, webex.Refused, e.Kind, location)
		require.Equal(t, 1, e.Attempts)
	}
}

func TestRedirectWithoutALocation(t *testing.T) {
	t.Parallel()
	l := server(t, "", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) })
	_, err := webex.New(webex.Options{Exchanger: l}).Do(t.Context(), people)
	e := failure(t, err)
	require.Equal(t, webex.Schema, e.Kind)
	require.Equal(t, 302, e.Status)
}

// Where the service is this machine, net/http leaves localhost to no proxy, but not
// LOCALHOST: a redirect must not hand the token to one.
func TestRedirectsKeepTheSpellingOfTheHost(t *testing.T) {
	t.Parallel()
	var asked []string
	rt := transport(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.Host)
		if len(asked) == 1 {
			return reply(r, http.StatusFound, "", "Location", "http://LOCALHOST:8080/v1/people/"), nil
		}
		return reply(r, http.StatusOK, "{}"), nil
	})
	o := options(rt)
	o.URLs = map[webex.Alias]string{webex.API: "http://LocalHost:8080"}
	_, err := newLive(t, o).Exchange(t.Context(), people)
	require.NoError(t, err)
	require.Equal(t, []string{"localhost:8080", "localhost:8080"}, asked)
}
