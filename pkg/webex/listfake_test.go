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

// listCase is a list that comes in pages, and what is read of it.
type listCase struct {
	bodies []string
	want   []int
	asked  []string // the queries; nil for whatever they are
	kind   webex.Kind
	detail string
}

// judge reads a list by one of the ways there are, to its end or its fault.
func (c listCase) judge(t *testing.T, list func(*webex.Client) iter.Seq2[webex.Page[int], error]) {
	t.Helper()
	l := &listing{}
	for _, b := range c.bodies {
		l.pages = append(l.pages, page{body: b})
	}
	got, err := read(t, list(l.client()))
	require.Equal(t, c.want, got)
	require.Len(t, l.asked, len(c.bodies))
	if c.asked != nil {
		require.Equal(t, c.asked, l.queries())
	}
	if c.kind == "" {
		require.NoError(t, err)
		return
	}
	require.Equal(t, c.kind, failure(t, err).Kind)
	require.Equal(t, c.detail, failure(t, err).Detail)
	require.NotContains(t, err.Error(), "canary")
}
