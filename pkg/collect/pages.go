package collect

import (
	"iter"
	"time"

	"golang.org/x/sync/errgroup"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// drain reads a list to its end. Its items are nil when not one page came;
// when err is set, they are only part of the list. At is when the last page
// came.
func drain[W any](pages iter.Seq2[webex.Page[W], error]) (items []W, at time.Time, err error) {
	for page, err := range pages {
		if err != nil {
			return items, at, err
		}
		if items == nil {
			items = []W{}
		}
		items = append(items, page.Items...)
		at = page.ReadAt
	}
	return items, at, nil
}

// fill reads a list to its end into a section. A list that broke off keeps what
// was read beside its gap.
func fill[W, T any](r *run, e Endpoint, pages iter.Seq2[webex.Page[W], error], convert func(W) T) snapshot.Section[T] {
	s := snapshot.Section[T]{Source: e.source()}
	items, at, err := drain(pages)
	s.Source.ReadAt = at
	if err != nil {
		s.Gap = r.gap(e, err)
	}
	if items == nil {
		return s
	}
	s.Items = make([]T, 0, len(items))
	for _, item := range items {
		s.Items = append(s.Items, convert(item))
	}
	return s
}

// inFlight is how many requests of one section wait for the client at a time;
// the client itself bounds how many are sent.
const inFlight = 16

// each calls f with every index below n, several at a time, and returns when
// all calls have. F writes to its own index of a slice, so that the order of a
// section never depends on timing.
func each(n int, f func(i int)) {
	var g errgroup.Group
	g.SetLimit(inFlight)
	for i := range n {
		g.Go(func() error {
			f(i)
			return nil
		})
	}
	_ = g.Wait() // f returns no error
}

// latest returns the later of two moments.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// listOf is the answer of a list endpoint that names its entries "items".
type listOf[W any] struct {
	Items []W `json:"items"`
}

// scimListOf is the answer of a SCIM list endpoint.
type scimListOf[W any] struct {
	TotalResults looseInt `json:"totalResults"`
	ItemsPerPage looseInt `json:"itemsPerPage"`
	StartIndex   looseInt `json:"startIndex"`
	Resources    []W      `json:"Resources"`
}
