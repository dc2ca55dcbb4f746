package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strconv"
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

// style is a way of joining pages to a list. Only next is required.
type style struct {
	// lacks tells that a page may lack its items.
	lacks func(envelope) bool
	// admit refuses a page that does not belong here; it is not yielded.
	admit func(*Response, envelope) error
	// next says what to ask after a page; nil ends the list. When it fails, the
	// page itself is good and is yielded.
	next func(*Response, envelope) (*Request, error)
}

// envelope is a page as far as the style may see it.
type envelope struct {
	count  int // items on it
	fields map[string]json.RawMessage
}

// paged runs a list from its first request r. After an error nothing more is
// yielded.
func paged[T any](ctx context.Context, c *Client, r Request, key string, s style) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		at := &r
		for n := 1; at != nil; n++ {
			page, resp, env, err := fetch[T](ctx, c, *at, key, s)
			if err != nil {
				yield(Page[T]{}, later(err, n))
				return
			}
			if !yield(page, nil) {
				return
			}
			at, err = s.next(resp, env)
			if err == nil && at != nil && n == maxPages {
				err = r.failure(Truncated, "the list did not end after %d pages", maxPages)
			}
			if err != nil {
				yield(Page[T]{}, err)
				return
			}
		}
	}
}

// fetch reads one page.
func fetch[T any](ctx context.Context, c *Client, r Request, key string, s style) (Page[T], *Response, envelope, error) {
	var page Page[T]
	fields, resp, err := Get[map[string]json.RawMessage](ctx, c, r)
	if err != nil {
		return page, nil, envelope{}, err
	}
	env := envelope{fields: fields}
	raw, ok := fields[key]
	switch {
	case !ok && s.lacks != nil && s.lacks(env):
	case !ok:
		err = resp.failure(r, Schema, "the answer has no %s", key)
	case bytes.Equal(bytes.TrimSpace(raw), []byte("null")):
		err = resp.failure(r, Schema, "%s is null", key)
	default:
		if fault := json.Unmarshal(raw, &page.Items); fault != nil {
			err = resp.failure(r, Schema, "%s: %s", key, shapeFault(fault))
		}
	}
	page.ReadAt, env.count = resp.ReadAt, len(page.Items)
	if err == nil && s.admit != nil {
		err = s.admit(resp, env)
	}
	return page, resp, env, err
}

// later makes a failure on a page after the first what it is for the list: an
// end before its end. The kinds that are about the whole run stay.
func later(err error, page int) error {
	e := *err.(*Error) // everything that Get and the styles return is one
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
// or to a page that was read already, and one that cannot be read, are
// Truncated. An empty page ends the list only where it has no next link.
//
// A service that fails with 504 on the first page is asked for smaller pages: a
// max above 10 is halved until it answers, down to 10.
func Linked[T any](ctx context.Context, c *Client, r Request, key string) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		for r, smaller := r, true; smaller; { // r anew for every use of the iterator
			smaller = false
			links, started := newTrail(r), false
			pages := paged[T](ctx, c, r, key, style{next: func(resp *Response, _ envelope) (*Request, error) {
				return links.next(resp)
			}})
			pages(func(p Page[T], err error) bool {
				if !started && isGatewayTimeout(err) {
					if r, smaller = r.halved(); smaller {
						return false
					}
				}
				started = true
				return yield(p, err)
			})
		}
	}
}

// smallestPage is the size below which pages are not made smaller.
const smallestPage = 10

// halved is r with a max half as large; false when there is none, or none that
// could be smaller.
func (r Request) halved() (Request, bool) {
	size, err := strconv.Atoi(r.Query.Get("max"))
	if err != nil || size <= smallestPage {
		return r, false
	}
	return r.with("max", max(size/2, smallestPage)), true
}

// isGatewayTimeout tells that a service took too long to make an answer.
func isGatewayTimeout(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == Unavailable && e.Status == http.StatusGatewayTimeout
}
