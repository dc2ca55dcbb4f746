package webextest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// get sends one request with a token and reads the answer.
func get(t *testing.T, url string) (*http.Response, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+webextest.Token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

// TestTemplates holds the organisations to the catalogue: they answer every
// endpoint that the tool may read, and no other.
func TestTemplates(t *testing.T) {
	t.Parallel()
	var want []string
	for _, e := range collect.Endpoints() {
		want = append(want, e.Path)
	}
	require.ElementsMatch(t, want, synth.Templates())
}

func TestDenyAndLog(t *testing.T) {
	t.Parallel()
	s := webextest.NewServer(synth.Clean())
	defer s.Close()
	s.Deny("/v1/roles")
	s.Status("/v1/licenses", http.StatusNotFound)
	for path, code := range map[string]int{"/v1/roles": 403, "/v1/licenses": 404, "/v1/people?max=10": 200} {
		resp, _, err := get(t, s.URL+path)
		require.NoError(t, err)
		require.Equal(t, code, resp.StatusCode, path)
	}
	s.Status("/v1/roles", 0)
	resp, _, err := get(t, s.URL+"/v1/roles")
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Panics(t, func() { s.Deny("/v1/messages") })

	require.Empty(t, s.Forbidden())
	require.Contains(t, s.Requests(), webextest.Request{Method: "GET", Template: "/v1/people", Path: "/v1/people", Query: "max=10"})
	post, err := http.Post(s.URL+"/v1/roles", "application/json", nil)
	require.NoError(t, err)
	post.Body.Close()
	require.Equal(t, http.StatusMethodNotAllowed, post.StatusCode)
	require.Equal(t, []webextest.Request{{Method: "POST", Template: "/v1/roles", Path: "/v1/roles"}}, s.Forbidden())
}

// TestFaults meets every kind of fault, at about the rate that was asked for,
// and the same ones again with the same seed.
func TestFaults(t *testing.T) {
	t.Parallel()
	var outcomes [2][]int
	for run := range outcomes {
		s := webextest.NewServer(synth.Clean(), webextest.Faults(7, 0.3))
		for range 300 {
			resp, body, err := get(t, s.URL+"/v1/roles")
			switch {
			case err != nil:
				outcomes[run] = append(outcomes[run], 0)
				continue
			case resp.StatusCode == http.StatusTooManyRequests:
				require.Contains(t, []string{"0", "1"}, resp.Header.Get("Retry-After"))
			case resp.StatusCode == http.StatusBadGateway:
				require.Contains(t, body, "<html>")
			}
			outcomes[run] = append(outcomes[run], resp.StatusCode)
		}
		total := 0
		for kind, n := range s.Faults() {
			require.Greater(t, n, 5, kind)
			total += n
		}
		require.Len(t, s.Faults(), 4)
		require.InDelta(t, 90, total, 30)
		s.Close()
	}
	require.Equal(t, outcomes[0], outcomes[1])
}

func TestHostileLinks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		option webextest.Option
		path   string
		want   string // {URL} stands for the server's own
	}{
		{"foreign", webextest.ForeignNext("https://thief.example"), "/v1/roles?max=2", `<https://thief.example/v1/roles?max=2>; rel="next"`},
		{"repeating", webextest.RepeatingNext(), "/v1/roles?max=2", `<{URL}/v1/roles?max=2>; rel="next"`},
		{"max=null", webextest.MaxNull(), "/v1/people?max=10", `<{URL}/v1/people?cursor=10&max=null>; rel="next"`},
		{"max=null on the last page", webextest.MaxNull(), "/v1/roles", ""},
	} {
		s := webextest.NewServer(synth.Clean(), tt.option)
		resp, _, err := get(t, s.URL+tt.path)
		require.NoError(t, err, tt.name)
		require.Equal(t, strings.ReplaceAll(tt.want, "{URL}", s.URL), resp.Header.Get("Link"), tt.name)
		s.Close()
	}
}
