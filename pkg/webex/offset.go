package webex

import (
	"context"
	"iter"
	"maps"
	"net/url"
	"strconv"
)

// Offset reads a list by max and offset, size items at a time, as the admin
// audit log wants it. It follows a next link when there is one; in a list that
// never had one it counts on until a page is empty, because a short page may be
// one that the service cut to a size of its own. Errors are as for Linked.
func Offset[T any](ctx context.Context, c *Client, r Request, key string, size int) iter.Seq2[Page[T], error] {
	return counted[T](ctx, c, r, key, "offset", size)
}

// Start is Offset for the lists that count with start, such as those of Webex
// Calling and of devices.
func Start[T any](ctx context.Context, c *Client, r Request, key string, size int) iter.Seq2[Page[T], error] {
	return counted[T](ctx, c, r, key, "start", size)
}

// counted reads a list by the number of the items before each page.
func counted[T any](ctx context.Context, c *Client, r Request, key, param string, size int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		first := r.with("max", size).with(param, 0)
		links, read := newTrail(first), 0
		paged[T](ctx, c, first, key, style{next: func(resp *Response, env envelope) (*Request, error) {
			read += env.count
			next, err := links.next(resp)
			if next != nil || err != nil {
				return next, err
			}
			if links.links || env.count == 0 {
				return nil, nil
			}
			following := first.with(param, read)
			return &following, nil
		}})(yield)
	}
}

// with is r with one parameter set.
func (r Request) with(name string, value int) Request {
	q := maps.Clone(r.Query)
	if q == nil {
		q = url.Values{}
	}
	q.Set(name, strconv.Itoa(value))
	r.Query = q
	return r
}
