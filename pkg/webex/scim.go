package webex

import (
	"context"
	"encoding/json"
	"iter"
)

// Scim reads a list by startIndex and count (RFC 7644 §3.4.2.4), count items at
// a time. A totalResults must be reached: an empty page before that, or a total
// that shrinks while the list is read, is Truncated. Without it the list ends
// with an empty page, because a short one may be one that the service cut to a
// size of its own. More entries than the total are Truncated too, because
// some came twice and others may not have come at all. Errors are as for Linked.
//
// What an entry is, is not known here: the caller must ask for a stable order
// (sortBy=id) and must look for ids that come twice, which stand for entries
// that were pushed off the pages.
func Scim[T any](ctx context.Context, c *Client, r Request, key string, count int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		first := r.with("startIndex", 1).with("count", count)
		s := &scimList{first: first, at: 1}
		paged[T](ctx, c, first, key, style{lacks: nobody, admit: s.admit, next: s.next})(yield)
	}
}

// nobody tells an empty list, which may leave out its Resources (RFC 7644 §3.4.2).
func nobody(env envelope) bool {
	total, _ := number(env.fields, "totalResults")
	per, _ := number(env.fields, "itemsPerPage")
	return total != nil && *total == 0 || total == nil && per != nil && *per == 0
}

// scimList is how far one list was read.
type scimList struct {
	first Request
	at    int // startIndex of the page that is being read
	total *int
}

// admit refuses pages whose numbers do not add up.
func (s *scimList) admit(resp *Response, env envelope) error {
	for _, name := range []string{"totalResults", "itemsPerPage", "startIndex"} {
		if _, ok := number(env.fields, name); !ok {
			return resp.failure(s.first, Schema, "%s is no number", name)
		}
	}
	if start, _ := number(env.fields, "startIndex"); start != nil && *start != s.at && env.count > 0 {
		return resp.failure(s.first, Truncated, "the service answered with another page than it was asked for")
	}
	return nil
}

func (s *scimList) next(resp *Response, env envelope) (*Request, error) {
	before := s.total
	s.total, _ = number(env.fields, "totalResults")
	s.at += env.count
	following := s.first.with("startIndex", s.at)
	switch read := s.at - 1; {
	case before != nil && (s.total == nil || *s.total < *before):
		return nil, resp.failure(s.first, Truncated, "the list shrank while it was read, so that entries may have been skipped")
	case s.total != nil && read > *s.total:
		return nil, resp.failure(s.first, Truncated, "%d entries came of a list of %d", read, *s.total)
	case s.total != nil && read == *s.total, s.total == nil && env.count == 0:
		return nil, nil
	case env.count == 0:
		return nil, resp.failure(s.first, Truncated, "the list ended after %d of %d entries", read, *s.total)
	}
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
