package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
)

// Numbered reads a list by page and pageSize, size items at a time and the
// first page being 0, as the Contact Center wants it. Beside the items, an
// answer has a meta that tells how many records there are: the totalRecords
// must be reached. An empty page before that, a total that shrinks while the
// list is read, and more entries than the total are Truncated, because entries
// may have been skipped. So is a page that says it is another one, or that
// comes twice in a row.
//
// Without totalRecords the list ends with the last of the totalPages, and
// without either with an empty page; a short page ends nothing, because the
// service cuts pages to a size of its own. Errors are as for Linked.
//
// What an entry is, is not known here: the caller must look for ids that come
// twice, which stand for entries that were pushed off the pages.
func Numbered[T any](ctx context.Context, c *Client, r Request, key string, size int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		first := r.with("page", 0).with("pageSize", size)
		l := &numberedList{first: first, key: key}
		paged[T](ctx, c, first, key, style{admit: l.admit, next: l.next})(yield)
	}
}

// numberedList is how far one list was read.
type numberedList struct {
	first  Request
	key    string
	page   int // that is being read
	read   int // entries so far
	total  *int
	before json.RawMessage // the items of the page before
}

// pageMeta is what a page says about its list; nil is not said.
type pageMeta struct{ page, pages, records *int }

// meta reads the numbers of a page; false when one of them is none.
func (l *numberedList) meta(env envelope) (m pageMeta, ok bool) {
	raw, found := env.fields["meta"]
	if !found {
		return m, true
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return m, false
	}
	for name, into := range map[string]**int{"page": &m.page, "totalPages": &m.pages, "totalRecords": &m.records} {
		if *into, ok = number(fields, name); !ok {
			return m, false
		}
	}
	return m, true
}

// admit refuses pages that are not the one that was asked for.
func (l *numberedList) admit(resp *Response, env envelope) error {
	m, ok := l.meta(env)
	switch items := env.fields[l.key]; {
	case !ok:
		return resp.failure(l.first, Schema, "the numbers in meta are none")
	case m.page != nil && *m.page != l.page && env.count > 0:
		return resp.failure(l.first, Truncated, "the service answered with another page than it was asked for")
	case env.count > 0 && bytes.Equal(items, l.before):
		return resp.failure(l.first, Truncated, "the service answered with the same page twice")
	default:
		l.before = items
		return nil
	}
}

func (l *numberedList) next(resp *Response, env envelope) (*Request, error) {
	m, _ := l.meta(env)
	before := l.total
	l.total = m.records
	l.read += env.count
	l.page++
	following := l.first.with("page", l.page)
	switch {
	case before != nil && (l.total == nil || *l.total < *before):
		return nil, resp.failure(l.first, Truncated, "the list shrank while it was read, so that entries may have been skipped")
	case l.total != nil && l.read > *l.total:
		return nil, resp.failure(l.first, Truncated, "%d entries came of a list of %d", l.read, *l.total)
	case l.total != nil && l.read == *l.total:
		return nil, nil
	case l.total != nil && env.count == 0:
		return nil, resp.failure(l.first, Truncated, "the list ended after %d of %d entries", l.read, *l.total)
	case l.total == nil && m.pages != nil && l.page < *m.pages && env.count == 0:
		return nil, resp.failure(l.first, Truncated, "page %d of %d is empty", l.page, *m.pages)
	case l.total == nil && m.pages != nil && l.page >= *m.pages, l.total == nil && env.count == 0:
		return nil, nil
	}
	return &following, nil
}
