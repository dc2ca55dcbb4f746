package webex_test

import (
	"iter"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestLinkedFollowsNextLinks(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{
		{body: items(1, 2), link: ownHost + "/v1/people?max=2&cursor=a%2Bb"},
		{body: items(3, 4), link: "?cursor=c"},        // relative
		{body: items(5), link: "/v1/people?cursor=d"}, // relative to the host
		{body: items(6), link: "//webexapis.com/v1/people?cursor=e"},
		{body: items(7)},
	}}
	got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask("max=2"), "items"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3, 4, 5, 6, 7}, got)
	require.Equal(t, []string{"max=2", "cursor=a%2Bb&max=2", "cursor=c", "cursor=d", "cursor=e"}, l.queries())
	for _, r := range l.asked {
		require.Equal(t, "/v1/people", r.Path)
		require.Equal(t, "/v1/people", r.Template)
		require.Equal(t, webex.API, r.Host)
	}
}

func TestLinkedTellsWhenPagesCame(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1), link: "?cursor=a"}, {body: items(2)}}}
	var at []time.Time
	for p, err := range webex.Linked[int](t.Context(), l.client(), ask(""), "items") {
		require.NoError(t, err)
		at = append(at, p.ReadAt)
	}
	require.Equal(t, []time.Time{time.Unix(1, 0).UTC(), time.Unix(2, 0).UTC()}, at)
}

func TestLinkedAsksForSmallerPages(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		query string
		pages []page
		asked []string
		want  []int
		kind  webex.Kind
	}{
		"until it answers": {
			"max=100&x=y", []page{{status: 504}, {status: 504}, {body: items(1), link: "?max=null&cursor=a"}, {body: items(2)}},
			[]string{"max=100&x=y", "max=50&x=y", "max=25&x=y", "cursor=a&max=25"}, []int{1, 2}, "",
		},
		"down to ten": {
			"max=30", []page{{status: 504}, {status: 504}, {status: 504}},
			[]string{"max=30", "max=15", "max=10"}, nil, webex.Unavailable,
		},
		"not below ten":        {"max=10", []page{{status: 504}}, []string{"max=10"}, nil, webex.Unavailable},
		"not without a max":    {"", []page{{status: 504}}, []string{""}, nil, webex.Unavailable},
		"not for other faults": {"max=100", []page{{status: 503}}, []string{"max=100"}, nil, webex.Unavailable},
		"not for what follows": {"max=100", []page{{status: 504}, {status: 403}}, []string{"max=100", "max=50"}, nil, webex.Forbidden},
		"not on later pages": {
			"max=100", []page{{body: items(1), link: "?max=100&cursor=a"}, {status: 504}},
			[]string{"max=100", "cursor=a&max=100"}, []int{1}, webex.Truncated,
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := &listing{pages: tc.pages}
			got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(tc.query), "items"))
			require.Equal(t, tc.asked, l.queries())
			require.Equal(t, tc.want, got)
			if tc.kind == "" {
				require.NoError(t, err)
				return
			}
			require.Equal(t, tc.kind, failure(t, err).Kind)
		})
	}
}

func TestLinkedCanBeReadTwice(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1), link: "?cursor=a"}, {body: items(2)}, {body: items(1), link: "?cursor=a"}, {body: items(2)}}}
	pages := webex.Linked[int](t.Context(), l.client(), ask(""), "items")
	for range 2 {
		got, err := read(t, pages)
		require.NoError(t, err)
		require.Equal(t, []int{1, 2}, got)
	}
}

func TestLinkedStopsWithItsReader(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1), link: "?cursor=a"}, {body: items(2)}}}
	for range webex.Linked[int](t.Context(), l.client(), ask(""), "items") {
		break
	}
	require.Len(t, l.asked, 1)
}

func TestListsGoOnPastAnEmptyPageWithANextLink(t *testing.T) {
	t.Parallel()
	pages := []page{{body: items(), link: "?cursor=a"}, {body: items(1), link: "?cursor=b"}, {body: items(), link: "?cursor=c"}, {body: items(2)}}
	l := &listing{pages: pages}
	got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, got)
	l = &listing{pages: pages}
	got, err = read(t, webex.Offset[int](t.Context(), l.client(), ask(""), "items", 2))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, got)
}

func TestListsOfEmptyPagesEnd(t *testing.T) {
	t.Parallel()
	pages := []page{{body: items(), link: "?cursor=a"}, {body: items(), link: "?cursor=b"}, {body: items(), link: "?cursor=a"}}
	_, err := read(t, webex.Linked[int](t.Context(), (&listing{pages: pages}).client(), ask(""), "items"))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
	_, err = read(t, webex.Offset[int](t.Context(), (&listing{pages: pages}).client(), ask(""), "items", 2))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
	got, err := read(t, webex.Linked[int](t.Context(), (&listing{pages: []page{{body: items()}}}).client(), ask(""), "items"))
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestListsDoNotTouchTheCallersQuery(t *testing.T) {
	t.Parallel()
	r := ask("orgId=o")
	l := &listing{pages: []page{{body: items()}, {body: items()}, {body: items()}}}
	for _, pages := range []iter.Seq2[webex.Page[int], error]{
		webex.Linked[int](t.Context(), l.client(), r, "items"),
		webex.Offset[int](t.Context(), l.client(), r, "items", 2),
		webex.Scim[int](t.Context(), l.client(), r, "items", 2),
	} {
		_, err := read(t, pages)
		require.NoError(t, err)
	}
	require.Equal(t, url.Values{"orgId": {"o"}}, r.Query)
}
