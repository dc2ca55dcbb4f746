package webex

import (
	"context"
	"encoding/json"
	"iter"
)

// Scim reads a list by startIndex and count (RFC 7644 §3.4.2.4), count items at
// a time. A totalResults must be reached: an empty page before that, or a total
// that shrinks while the list is read, is Truncated. Without it the list ends
// with a page shorter than its itemsPerPage (or count), or an empty one. Errors
// are as for Linked.
func Scim[T any](ctx context.Context, c *Client, r Request, key string, count int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		first := r.with("startIndex", 1).with("count", count)
		s := &scimList{first: first, count: count, at: 1}
		paged[T](ctx, c, first, key, mayLackResources, s.next)(yield)
	}
}

// mayLackResources: RFC 7644 lets an empty list leave out its Resources.
func mayLackResources(env envelope) bool {
	total, _ := number(env.fields, "totalResults")
	return total != nil && *total == 0
}

// scimList is how far one list was read.
type scimList struct {
	first Request
	count int
	at    int // startIndex of the page that is being read
	total *int
}

func (s *scimList) next(resp *Response, env envelope) (*Request, error) {
	fail := func(format string, args ...any) (*Request, error) {
		return nil, resp.failure(s.first, Truncated, format, args...)
	}
	for _, name := range []string{"totalResults", "itemsPerPage", "startIndex"} {
		if _, ok := number(env.fields, name); !ok {
			return nil, resp.failure(s.first, Schema, "%s is no number", name)
		}
	}
	start, _ := number(env.fields, "startIndex")
	if start != nil && *start != s.at && env.count > 0 {
		return fail("the service answered with another page than it was asked for")
	}
	total, _ := number(env.fields, "totalResults")
	if s.total != nil && (total == nil || *total < *s.total) {
		return fail("the list shrank while it was read, so that entries may have been skipped")
	}
	s.total = total
	s.at += env.count
	read := s.at - 1
	if total != nil {
		switch {
		case read >= *total:
			return nil, nil
		case env.count == 0:
			return fail("the list ended after %d of %d entries", read, *total)
		}
	} else {
		size := s.count
		if per, _ := number(env.fields, "itemsPerPage"); per != nil && *per > 0 {
			size = *per
		}
		if env.count < size {
			return nil, nil
		}
	}
	following := s.first.with("startIndex", s.at)
	return &following, nil
}

// number reads an optional count; absent and null are nil. It is not ok when
// the field holds something else than a whole number that is not negative.
func number(fields map[string]json.RawMessage, name string) (n *int, ok bool) {
	raw, found := fields[name]
	if !found {
		return nil, true
	}
	if json.Unmarshal(raw, &n) != nil || (n != nil && *n < 0) {
		return nil, false
	}
	return n, true
}
