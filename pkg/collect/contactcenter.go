package collect

import (
	"context"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// The Contact Center is at an address of its region, which only the policy can
// name, and a 404 there does not prove that there is none. Whether there is one
// the licences decide: where their list was read to its end and names none, and
// the address is not known or answers 404, every section is whole and empty, on
// their word. Anything else is a gap.

// centerPage is how many records are asked for at a time.
const centerPage = 100

// centerOf is the answer of a list of the Contact Center.
type centerOf[W any] struct {
	Meta struct {
		Page         looseInt `json:"page"`
		PageSize     looseInt `json:"pageSize"`
		TotalPages   looseInt `json:"totalPages"`
		TotalRecords looseInt `json:"totalRecords"`
	} `json:"meta"`
	Data []W `json:"data"`
}

// fillCenter reads one list of the Contact Center into a section.
func fillCenter[W, T any](ctx context.Context, r *run, e Endpoint, id func(T) string, convert func(W) T) snapshot.Section[T] {
	if !r.o.ContactCenter {
		src, gap := r.noCenter(ctx, e)
		if gap != nil {
			return snapshot.Section[T]{Source: src, Gap: gap}
		}
		return snapshot.Section[T]{Source: src, Items: []T{}}
	}
	pages := webex.Numbered[W](ctx, r.o.Client, e.request(nil, r.orgUUID()), "data", centerPage)
	s := fill(r, e, pages, convert)
	if s.Items == nil && r.nowhere(ctx, e, s.Gap) {
		return snapshot.Section[T]{Source: r.s.Licenses.Source, Items: []T{}}
	}
	s.Gap = firstGap(s.Gap, repeated(e, s.Items, id), e.lacking(nameless(s.Items, id), "id"))
	return s
}

// withSome is a list of which every Contact Center has entries: it comes with
// its first queue, profile and desktop. Where it is empty, the token may not see
// them.
func withSome[T any](e Endpoint, s snapshot.Section[T]) snapshot.Section[T] {
	if s.Gap == nil && len(s.Items) == 0 && s.Source.Path == e.source().Path {
		s.Gap = e.unshown("the list is empty, and every Contact Center has some")
	}
	return s
}

// nameless counts the entries without an id.
func nameless[T any](items []T, id func(T) string) (n int) {
	for _, item := range items {
		if id(item) == "" {
			n++
		}
	}
	return n
}

// centerObject reads the one object of an endpoint that answers with a list of
// one.
func centerObject[W any](ctx context.Context, r *run, e Endpoint, q map[string][]string) (w W, at time.Time, gap *snapshot.Gap) {
	if gap = r.leftOut(e); gap != nil {
		return w, at, gap
	}
	list, resp, err := webex.Get[centerOf[W]](ctx, r.o.Client, e.request(q, r.orgUUID()))
	switch {
	case err != nil:
		return w, at, r.gap(e, err)
	case len(list.Data) != 1:
		return w, resp.ReadAt, e.misshapen("the answer does not hold exactly one object")
	}
	return list.Data[0], resp.ReadAt, nil
}

// nowhere says whether a gap means that there is no Contact Center: a 404, not
// only here but for the queues too, which every Contact Center has, and no
// licence for one.
func (r *run) nowhere(ctx context.Context, e Endpoint, gap *snapshot.Gap) bool {
	if gap == nil || gap.Reason != snapshot.NotFound {
		return false
	}
	if e.Path != centerQueuesEndpoint.Path {
		return r.centerless(ctx)
	}
	_, gap = r.noCenter(ctx, e)
	return gap == nil
}

// centerless says that the section of the queues found no Contact Center.
func (r *run) centerless(ctx context.Context) bool {
	r.section(ctx, snapshot.CCQueuesName)
	return r.s.CCQueues.Gap == nil && r.s.CCQueues.Source.Path == licensesEndpoint.source().Path
}

// noCenter says what is known of a Contact Center without an address: no gap
// means that there is none, on the word of the source.
func (r *run) noCenter(ctx context.Context, e Endpoint) (snapshot.Source, *snapshot.Gap) {
	r.section(ctx, snapshot.LicensesName)
	licences := &r.s.Licenses
	if g := licences.Missing(); g != nil {
		return licences.Source, g
	}
	unclear := len(licences.Items) == 0 || r.s.UnlistedLicenses > 0 // every organisation has some
	for _, l := range licences.Items {
		if l.Center() {
			return e.source(), untold(snapshot.ContactCenterURL, snapshot.Error,
				"the Contact Center's address is not known: set contact_center.url in the policy")
		}
		used, known := l.Consumed.Get()
		unclear = unclear || l.Name == "" || !l.Known() && (!known || used != 0)
	}
	if unclear {
		return licences.Source, untold(snapshot.ContactCenterURL, snapshot.FieldAbsent,
			"the licences do not tell whether there is a Contact Center: set contact_center.url in the policy if there is one")
	}
	return licences.Source, nil
}
