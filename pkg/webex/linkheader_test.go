package webex

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNextLink(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		`<https://a/?x=1>; rel="next"`:                               "https://a/?x=1",
		`<https://a/?x=1>;rel=next`:                                  "https://a/?x=1",
		`< https://a/ > ; REL = "Next" `:                             "https://a/",
		`<https://a/?x=1,2;3>; rel="next"`:                           "https://a/?x=1,2;3",
		`<p>; rel="prev", <n>; rel="next"`:                           "n",
		`<p>; title="a, <x>; rel=next"; rel="prev", <n>; rel="next"`: "n",
		`<p>; title="\"<x>\", "; rel=prev,<n>;rel=next`:              "n",
		`<n>; rel="start next"`:                                      "n",
		`<n>; rel="prev"; rel="next"`:                                "",
		`<n>; rel="nextish"`:                                         "",
		`<n>; title="next"`:                                          "",
		`<n>`:                                                        "",
		`<n; rel="next"`:                                             UnreadableLink,
		`n; rel="next"`:                                              UnreadableLink,
		`n; rel="prev"`:                                              "",
		`<n> rel="next"`:                                             UnreadableLink,
		`<n>; rel='next'`:                                            "n",
		`<n>; rel = 'start next'; title='a, b'`:                      "n",
		`<n>; title=it's; rel=next`:                                  "n",
		`<n>; rel="next`:                                             UnreadableLink,
		`<n>; rel='next`:                                             UnreadableLink,
		`<n>; rel=next>`:                                             UnreadableLink,
		`<n>; rel=start next`:                                        UnreadableLink,
		`<n>; title="x" rel="next"`:                                  UnreadableLink,
		`<n>; rel*=UTF-8''next`:                                      UnreadableLink,
		`<p>; rel="prev" <n>; rel="next"`:                            UnreadableLink,
		`<p>; rel=prev, n; rel=next`:                                 UnreadableLink,
		`<a>; rel=next, <b>; rel=next`:                               UnreadableLink,
		`<a>; rel=next, <a>; rel=next`:                               "a",
		``:                                                           "",
		`,,,`:                                                        "",
		`<>; rel=next`:                                               "",
	} {
		got, ok := NextLink(http.Header{"Link": {header}})
		require.Equal(t, want, got, header)
		require.Equal(t, want != "" || header == `<>; rel=next`, ok, header)
	}
	got, ok := NextLink(http.Header{"Link": {`<p>; rel="prev"`, `<n>; rel="next"`}})
	require.True(t, ok)
	require.Equal(t, "n", got)
}

func TestSetNextLink(t *testing.T) {
	t.Parallel()
	h := http.Header{"Link": {"<a>; rel=next", "<b>; rel=prev"}}
	SetNextLink(h, "https://webexapis.com/v1/people?cursor=a%2Bb&max=2")
	got, ok := NextLink(h)
	require.True(t, ok)
	require.Equal(t, "https://webexapis.com/v1/people?cursor=a%2Bb&max=2", got)
	require.Len(t, h["Link"], 1)
}

func FuzzLinkHeader(f *testing.F) {
	for _, seed := range []string{``, `<https://a/?x=1>; rel="next"`, `<p>; title="\"<x>\", "; rel=prev,<n>;rel=next`, `<n>; rel="start next"`, `<<>>;;,,""`} {
		f.Add(seed)
	}
	first := Request{Host: API, Path: "/v1/people", Template: "/v1/people"}
	f.Fuzz(func(t *testing.T, header string) {
		target, ok := NextLink(http.Header{"Link": {header}})
		require.True(t, ok || target == "")
		require.NotContains(t, target, ">")
		require.True(t, target == UnreadableLink || strings.Contains(header, target))
		require.True(t, ok || !strings.Contains(strings.ToLower(header), "rel=next") || strings.ContainsAny(header, "<"), "a next link was lost")
		r, fault := newTrail(first).resolve(target)
		if fault == "" { // then it may differ from the first in its query only
			require.Equal(t, API, r.Host)
			require.Equal(t, first.Path, r.Path)
			return
		}
		require.False(t, len(target) > 8 && strings.Contains(fault, target), "the fault quotes the link")
	})
}
