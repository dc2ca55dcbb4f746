package webex_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestLiveMakesLinksCanonical(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"<%s/x/v1/people?cursor=a%%2Bb>; rel=\"next\"":                           "https://webexapis.com/v1/people?cursor=a%2Bb",
		"<?cursor=a>; rel=next":                                                  "https://webexapis.com/v1/people?cursor=a",
		"</x/v1/people?cursor=a>; rel=next":                                      "https://webexapis.com/v1/people?cursor=a",
		"<%s/x/v1/people?cursor=f>; rel=\"first\", </x/v1/people>; rel=\"next\"": "https://webexapis.com/v1/people?",
		"</v1/people?cursor=canary>; rel=next":                                   "https://elsewhere.invalid/",
		"</x/../v1/people?cursor=canary>; rel=next":                              "https://elsewhere.invalid/",
		"<http://canary.example/x/v1/people>; rel=next":                          "https://elsewhere.invalid/",
		"<https://webexapis.com/v1/people?canary>; rel=next":                     "http://elsewhere.invalid/",
		"<:canary>; rel=next":                                                    ":",
		"<%s/x/v1/people?cursor=f>; rel=\"prev\"":                                "",
		"<?cursor=a>; rel='next'":                                                "https://webexapis.com/v1/people?cursor=a",
		"<?cursor=canary; rel=next":                                              ":",
		"?cursor=canary; rel=next":                                               ":",
		"canary":                                                                 "",
	} {
		var base string
		l := server(t, "/x", func(w http.ResponseWriter, r *http.Request) {
			base = "http://" + r.Host
			if strings.Contains(link, "%") {
				link = fmt.Sprintf(link, base)
			}
			w.Header().Set("Link", link)
			_, _ = w.Write([]byte(`{}`))
		})
		resp, err := l.Exchange(t.Context(), people)
		require.NoError(t, err)
		got, ok := webex.NextLink(resp.Header)
		require.Equal(t, want != "", ok, link)
		require.Equal(t, want, got, link)
		require.NotContains(t, fmt.Sprint(resp.Header), "canary")
		require.NotContains(t, fmt.Sprint(resp.Header), base)
	}
}

func TestLiveReadsAListThroughAPrefix(t *testing.T) {
	t.Parallel()
	l := server(t, "/x", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("cursor") == "" {
			w.Header().Set("Link", fmt.Sprintf(`<http://%s/x/v1/people?cursor=a&max=null>; rel="next"`, r.Host))
			_, _ = w.Write([]byte(items(1)))
			return
		}
		require.Equal(t, "cursor=a&max=7", r.URL.RawQuery)
		_, _ = w.Write([]byte(items(2)))
	})
	got, err := read(t, webex.Linked[int](t.Context(), webex.New(webex.Options{Exchanger: l}), ask("max=7"), "items"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, got)
}

func TestLiveSeesThroughALinkToAnotherHost(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the other host was asked") }))
	defer other.Close()
	l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "<"+other.URL+`/v1/people?cursor=canary>; rel="next"`)
		_, _ = w.Write([]byte(items(1)))
	})
	got, err := read(t, webex.Linked[int](t.Context(), webex.New(webex.Options{Exchanger: l}), ask(""), "items"))
	require.Equal(t, []int{1}, got)
	e := failure(t, err)
	require.Equal(t, webex.Truncated, e.Kind)
	require.Equal(t, "the next link leads to another host", e.Detail)
}
