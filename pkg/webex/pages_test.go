package webex_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

const ownHost = "https://webexapis.com"

// page is what a fake list answers to one request.
type page struct {
	status int
	body   string
	link   string // target of rel=next
	header string // a whole Link header instead
	err    *webex.Error
}

// listing answers with its pages in turn and notes what it was asked.
type listing struct {
	pages []page
	asked []webex.Request
}

func (l *listing) Exchange(_ context.Context, r webex.Request) (*webex.Response, error) {
	l.asked = append(l.asked, r)
	if len(l.asked) > len(l.pages) {
		return nil, &webex.Error{Kind: webex.NotRecorded, Template: r.Template, Detail: "asked for too much"}
	}
	p := l.pages[len(l.asked)-1]
	if p.err != nil {
		return nil, p.err
	}
	resp := &webex.Response{
		Status: max(p.status, 200), Body: []byte(p.body), ReadAt: time.Unix(int64(len(l.asked)), 0).UTC(),
		Header: http.Header{"Trackingid": {fmt.Sprintf("T-%d", len(l.asked))}},
	}
	if p.link != "" {
		webex.SetNextLink(resp.Header, p.link)
	}
	if p.header != "" {
		resp.Header.Set("Link", p.header)
	}
	return resp, nil
}

// queries lists the queries that were sent.
func (l *listing) queries() (qs []string) {
	for _, r := range l.asked {
		qs = append(qs, r.Query.Encode())
	}
	return qs
}

func (l *listing) client() *webex.Client { return webex.New(webex.Options{Exchanger: l}) }

// read drains a list; it requires that nothing follows an error.
func read[T any](t *testing.T, pages iter.Seq2[webex.Page[T], error]) (items []T, err error) {
	t.Helper()
	for p, e := range pages {
		require.NoError(t, err, "yielded after an error")
		require.True(t, e == nil || len(p.Items) == 0, "items beside an error")
		items, err = append(items, p.Items...), e
	}
	return items, err
}

func items(n ...int) string {
	return fmt.Sprintf(`{"items":%s}`, strings.ReplaceAll(fmt.Sprint(n), " ", ","))
}

func ask(query string) webex.Request {
	q, _ := url.ParseQuery(query)
	return webex.Request{Host: webex.API, Path: "/v1/people", Template: "/v1/people", Query: q}
}

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

// faults are the ways in which a page can fail, and what that is on page one.
func faults() map[string]struct {
	page page
	kind webex.Kind
} {
	type fault = struct {
		page page
		kind webex.Kind
	}
	return map[string]fault{
		"forbidden":    {page{status: 403}, webex.Forbidden},
		"not found":    {page{status: 404}, webex.NotFound},
		"bad request":  {page{status: 400}, webex.BadRequest},
		"throttled":    {page{status: 429}, webex.Throttled},
		"unavailable":  {page{status: 503}, webex.Unavailable},
		"no key":       {page{body: `{"Items":null,"data":[]}`}, webex.Schema},
		"null":         {page{body: `{"items":null}`}, webex.Schema},
		"object":       {page{body: `{"items":{}}`}, webex.Schema},
		"wrong items":  {page{body: `{"items":["canary"]}`}, webex.Schema},
		"array":        {page{body: `[1]`}, webex.Schema},
		"empty body":   {page{body: ``}, webex.Schema},
		"web page":     {page{body: `<html>`}, webex.Schema},
		"refused":      {page{err: &webex.Error{Kind: webex.Refused}}, webex.Refused},
		"not recorded": {page{err: &webex.Error{Kind: webex.NotRecorded}}, webex.NotRecorded},
		"unauthorized": {page{status: 401}, webex.Unauthorized},
		"canceled":     {page{err: &webex.Error{Kind: webex.Canceled}}, webex.Canceled},
		"timeout":      {page{err: &webex.Error{Kind: webex.Timeout}}, webex.Timeout},
		"budget":       {page{err: &webex.Error{Kind: webex.Budget}}, webex.Budget},
	}
}

func TestFirstPageFailuresKeepTheirKind(t *testing.T) {
	t.Parallel()
	for name, f := range faults() {
		t.Run(name, func(t *testing.T) {
			l := &listing{pages: []page{f.page}}
			got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
			require.Equal(t, f.kind, failure(t, err).Kind)
			require.Empty(t, got)
		})
	}
}

func TestLaterPageFailuresAreTruncations(t *testing.T) {
	t.Parallel()
	stay := map[webex.Kind]bool{webex.Unauthorized: true, webex.Canceled: true, webex.Timeout: true, webex.Budget: true}
	for name, f := range faults() {
		t.Run(name, func(t *testing.T) {
			l := &listing{pages: []page{{body: items(1), link: "?cursor=a"}, f.page}}
			got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
			e := failure(t, err)
			require.Equal(t, []int{1}, got)
			if stay[f.kind] {
				require.Equal(t, f.kind, e.Kind)
				return
			}
			require.Equal(t, webex.Truncated, e.Kind)
			require.Contains(t, e.Detail, "page 2 of the list could not be read: ")
			require.NotContains(t, e.Error(), "canary")
			if f.page.status != 0 {
				require.Equal(t, f.page.status, e.Status)
				require.Equal(t, "T-2", e.TrackingID)
			}
		})
	}
}

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
