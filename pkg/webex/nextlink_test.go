package webex_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestLinkedRepairsMaxNull(t *testing.T) {
	t.Parallel()
	for first, want := range map[string]string{"max=100": "cursor=a&max=100", "": "cursor=a"} {
		l := &listing{pages: []page{{body: items(1), link: ownHost + "/v1/people?max=null&cursor=a"}, {body: items(2)}}}
		_, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(first), "items"))
		require.NoError(t, err)
		require.Equal(t, want, l.queries()[1])
	}
}

func TestLinkedRefusesLinks(t *testing.T) {
	t.Parallel()
	for link, why := range map[string]string{
		"https://canary.example/v1/people?cursor=canary":       "leads to another host",
		"https://webexapis.com.canary.example/v1/people":       "leads to another host",
		"https://webexapis.com:8443/v1/people?cursor=canary":   "leads to another host",
		"https://canary@webexapis.com/v1/people?cursor=canary": "leads to another host",
		"https://idbroker.webex.com/v1/people?cursor=canary":   "leads to another host",
		"http://webexapis.com/v1/people?cursor=canary":         "leads to another scheme",
		"file:///v1/people?canary":                             "leads to another scheme",
		"https://webexapis.com/v1/people/canary":               "leads to another path",
		"https://webexapis.com/v1/people/../meetings?canary":   "leads to another path",
		"/v1/meetings?cursor=canary":                           "leads to another path",
		":canary":                                              "is malformed",
		"?cursor=canary;%zz":                                   "is malformed",
		"https://webexapis.com/v1/people?max=2":                "leads to a page that was read already",
		"?max=2":                                               "leads to a page that was read already",
		"?max=null":                                            "leads to a page that was read already",
	} {
		l := &listing{pages: []page{{body: items(1), link: link}, {body: items(2)}}}
		_, err := read(t, webex.Linked[int](t.Context(), l.client(), ask("max=2"), "items"))
		e := failure(t, err)
		require.Equal(t, webex.Truncated, e.Kind, link)
		require.Equal(t, "the next link "+why, e.Detail, link)
		require.Equal(t, "T-1", e.TrackingID)
		require.NotContains(t, e.Error(), "canary")
		require.Len(t, l.asked, 1, "the link was followed")
	}
}

func TestListsNoticeNextLinksThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, header := range []string{`<?cursor=a; rel="next"`, `?cursor=a; rel=next`, `<?cursor=a> rel=next`} {
		for name, pages := range map[string]iter.Seq2[webex.Page[int], error]{
			"linked": webex.Linked[int](t.Context(), (&listing{pages: []page{{body: items(1), header: header}}}).client(), ask(""), "items"),
			"offset": webex.Offset[int](t.Context(), (&listing{pages: []page{{body: items(1), header: header}}}).client(), ask(""), "items", 2),
		} {
			_, err := read(t, pages)
			require.Equal(t, webex.Truncated, failure(t, err).Kind, name)
			require.Equal(t, "the next link is malformed", failure(t, err).Detail, name)
		}
	}
}

func TestLinkedNoticesACircle(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{
		{body: items(1), link: "?a=1&b=2"},
		{body: items(2), link: "?a=1&b=3"},
		{body: items(3), link: "?b=2&a=1"},
	}}
	got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
	require.Equal(t, []int{1, 2, 3}, got, "the last page was read all the same")
	require.Len(t, l.asked, 3)
}

func TestLinkedEndsAListThatHasNoEnd(t *testing.T) {
	t.Parallel()
	n := 0
	c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
		n++
		h := http.Header{}
		webex.SetNextLink(h, fmt.Sprintf("?cursor=%d", n))
		return &webex.Response{Status: 200, Header: h, Body: []byte(items(n))}, nil
	})})
	_, err := read(t, webex.Linked[int](t.Context(), c, ask(""), "items"))
	e := failure(t, err)
	require.Equal(t, webex.Truncated, e.Kind)
	require.Equal(t, "the list did not end after 10000 pages", e.Detail)
	require.Equal(t, 10_000, n)
}
