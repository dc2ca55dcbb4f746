package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"
)

// Page is one page of a list.
type Page[T any] struct {
	Items  []T
	ReadAt time.Time // when the page came, in UTC
}

// maxPages bounds every list. 10,000 pages of ten are more than any
// organisation has; a list that goes on is one that does not end.
const maxPages = 10_000

// step reads one answer and says what to ask next; a nil request ends the list.
type step func(resp *Response, env envelope) (next *Request, err error)

// envelope is one page before its items are decoded.
type envelope struct {
	number int // 1-based
	count  int // items on it
	fields map[string]json.RawMessage
}

// paged runs a list: it fetches r, decodes the items under key, and asks next
// for the following request. After an error nothing more is yielded.
func paged[T any](ctx context.Context, c *Client, r Request, key string, optional func(envelope) bool, next step) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		at := &r
		for n := 1; at != nil; n++ {
			page, following, err := fetch[T](ctx, c, *at, key, n, optional, next)
			if err == nil && following != nil && n == maxPages {
				err = r.failure(Truncated, "the list did not end after %d pages", maxPages)
			}
			if err != nil {
				yield(Page[T]{}, later(err, n))
				return
			}
			if !yield(page, nil) {
				return
			}
			at = following
		}
	}
}

// fetch reads one page.
func fetch[T any](ctx context.Context, c *Client, r Request, key string, n int, optional func(envelope) bool, next step) (Page[T], *Request, error) {
	fields, resp, err := Get[map[string]json.RawMessage](ctx, c, r)
	if err != nil {
		return Page[T]{}, nil, err
	}
	env := envelope{number: n, fields: fields}
	page := Page[T]{ReadAt: resp.ReadAt}
	raw, ok := fields[key]
	switch {
	case !ok && optional != nil && optional(env):
	case !ok:
		return Page[T]{}, nil, resp.failure(r, Schema, "the answer has no %s", key)
	default:
		if bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
			return Page[T]{}, nil, resp.failure(r, Schema, "%s is null", key)
		}
		if err := json.Unmarshal(raw, &page.Items); err != nil {
			return Page[T]{}, nil, resp.failure(r, Schema, "%s: %s", key, shapeFault(err))
		}
	}
	env.count = len(page.Items)
	following, err := next(resp, env)
	return page, following, err
}

// later makes a failure on a page after the first what it is for the list: an
// end before its end. The kinds that are about the whole run stay.
func later(err error, page int) error {
	e := *err.(*Error) // everything that fetch returns is one
	switch {
	case page == 1, e.Kind == Truncated, e.Kind == Unauthorized, e.Kind == Canceled, e.Kind == Timeout, e.Kind == Budget:
		return &e
	}
	why := e.Detail
	if why == "" {
		why = string(e.Kind)
	}
	e.Kind, e.Detail = Truncated, fmt.Sprintf("page %d of the list could not be read: %s", page, why)
	return &e
}

// Linked reads a list whose pages are joined by Link headers of rel=next (RFC
// 8288), the items under key. Like every list here it ends with an error unless
// it was read to its end: the caller must not use half a list. A failure on the
// first page keeps its kind; on a later one it is Truncated, save Unauthorized,
// Canceled, Timeout and Budget. A next link that leads to another host or path,
// or to a page that was read already, is Truncated. An empty page ends the list.
func Linked[T any](ctx context.Context, c *Client, r Request, key string) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		links := newTrail(r) // made anew for every use of the iterator
		paged[T](ctx, c, r, key, nil, func(resp *Response, env envelope) (*Request, error) {
			if env.count == 0 {
				return nil, nil
			}
			return links.next(resp)
		})(yield)
	}
}
