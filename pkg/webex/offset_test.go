package webex_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestOffsetCountsOn(t *testing.T) {
	t.Parallel()
	// The second page is short because the service cut it, not because the list ends.
	l := &listing{pages: []page{{body: items(1, 2)}, {body: items(3)}, {body: items(4, 5)}, {body: items()}}}
	got, err := read(t, webex.Offset[int](t.Context(), l.client(), ask("orgId=o"), "items", 2))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3, 4, 5}, got)
	require.Equal(t, []string{"max=2&offset=0&orgId=o", "max=2&offset=2&orgId=o", "max=2&offset=3&orgId=o", "max=2&offset=5&orgId=o"}, l.queries())
}

func TestStartCountsOn(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1, 2)}, {body: items(3)}, {body: items()}}}
	got, err := read(t, webex.Start[int](t.Context(), l.client(), ask(""), "items", 2))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3}, got)
	require.Equal(t, []string{"max=2&start=0", "max=2&start=2", "max=2&start=3"}, l.queries())
}

func TestOffsetEndsAtAnEmptyPage(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1, 2)}, {body: items()}}}
	got, err := read(t, webex.Offset[int](t.Context(), l.client(), ask(""), "items", 2))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, got)
}

func TestOffsetPrefersNextLinks(t *testing.T) {
	t.Parallel()
	// The first page is short, but its link says that there is more; the last one
	// is full, but those before it had links.
	l := &listing{pages: []page{{body: items(1), link: "?offset=1&max=2"}, {body: items(2, 3)}}}
	got, err := read(t, webex.Offset[int](t.Context(), l.client(), ask(""), "items", 2))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3}, got)
}

func TestOffsetFailsLikeLinked(t *testing.T) {
	t.Parallel()
	l := &listing{pages: []page{{body: items(1, 2)}, {status: 403}}}
	_, err := read(t, webex.Offset[int](t.Context(), l.client(), ask(""), "items", 2))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
	l = &listing{pages: []page{{body: items(1, 2), link: "https://canary.example/"}}}
	_, err = read(t, webex.Offset[int](t.Context(), l.client(), ask(""), "items", 2))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
}
