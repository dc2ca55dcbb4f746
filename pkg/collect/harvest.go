package collect

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

const (
	days = 24 * time.Hour
	// maxSpan is how much time most of the list endpoints answer for at once.
	maxSpan = 30 * days
)

// now is the clock of the run to the second, as queries can say it.
func (r *run) now() time.Time { return r.o.Now.UTC().Truncate(time.Second) }

// windowQuery is a query for one window and page size, plus pairs of names and
// values; empty values are left out.
func windowQuery(w webex.Window, max int, pairs ...string) url.Values {
	q := url.Values{
		"from": {w.From.UTC().Format(time.RFC3339)},
		"to":   {w.To.UTC().Format(time.RFC3339)},
		"max":  {strconv.Itoa(max)},
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return q
}

// harvest is what came of the lists that one section is put together from.
type harvest[W any] struct {
	lists  [][]W // one for each query; nil where not one page came
	gap    *snapshot.Gap
	readAt time.Time
}

// reap reads one list for each query, several at a time. Lists that broke off
// keep what was read; the gap is that of the first query that failed, and says
// how many did.
func reap[W any](ctx context.Context, r *run, e Endpoint, queries []url.Values) harvest[W] {
	h := harvest[W]{lists: make([][]W, len(queries))}
	ats, gaps := make([]time.Time, len(queries)), make([]*snapshot.Gap, len(queries))
	each(len(queries), func(i int) {
		var err error
		h.lists[i], ats[i], err = drain(webex.Linked[W](ctx, r.o.Client, e.request(queries[i]), "items"))
		if err != nil {
			gaps[i] = r.gap(e, err)
		}
	})
	h.readAt = newest(ats)
	failed := 0
	for i := range queries {
		if gaps[i] != nil {
			h.gap = firstGap(h.gap, gaps[i])
			failed++
		}
	}
	if failed > 0 && len(queries) > 1 && !r.unsent(e) {
		g := *h.gap
		g.Detail = fmt.Sprintf("%s (%d of %d lists could not be read to their end)", g.Detail, failed, len(queries))
		h.gap = &g
	}
	return h
}

// none says that not one page was read.
func (h harvest[W]) none() bool {
	for _, list := range h.lists {
		if list != nil {
			return false
		}
	}
	return true
}

// newest returns the latest of the moments; zero when there are none.
func newest(moments []time.Time) (at time.Time) {
	for _, m := range moments {
		at = latest(at, m)
	}
	return at
}

// firstGap returns the first that is a gap.
func firstGap(gaps ...*snapshot.Gap) *snapshot.Gap {
	for _, g := range gaps {
		if g != nil {
			return g
		}
	}
	return nil
}

// lacking is the gap of entries without a field that they cannot be used
// without; nil when there were none.
func (e Endpoint) lacking(n int, field string) *snapshot.Gap {
	if n == 0 {
		return nil
	}
	return &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("GET %s: %d entries came without %s", e.Path, n, field)}
}

// siteList returns the sites to ask for, and why they may not be all.
func (r *run) siteList(ctx context.Context) (urls []string, gap *snapshot.Gap) {
	r.section(ctx, snapshot.SitesName)
	if r.s.Sites.Items != nil {
		urls = []string{}
	}
	for _, site := range r.s.Sites.Items {
		urls = append(urls, site.URL)
	}
	return urls, r.s.Sites.Missing()
}

// directory finds accounts by any of their addresses.
type directory map[string]*snapshot.Person

// directory reads the people first. It is empty when they cannot be read, and
// then nobody is found.
func (r *run) directory(ctx context.Context) directory {
	r.section(ctx, snapshot.PeopleName)
	d := directory{}
	for i := range r.s.People.Items {
		p := &r.s.People.Items[i]
		for _, address := range append([]string{p.Email}, p.Emails...) {
			if address != "" && d[address] == nil {
				d[address] = p
			}
		}
	}
	return d
}

// id returns the person's id, or "".
func (d directory) id(m mail) string {
	if p := d[m.value()]; p != nil {
		return p.ID
	}
	return ""
}

// staff returns the address and person id of a host. The address of somebody
// who is neither in the directory nor in an internal domain is not held.
func (r *run) staff(ctx context.Context, d directory, m mail) (email, personID string) {
	id := d.id(m)
	if id == "" && r.party(ctx, m.value()).Kind != snapshot.Staff {
		return "", ""
	}
	return m.value(), id
}

// others says that the address is known to belong to somebody other than the
// one whose token this is.
func (r *run) others(d directory, m mail) bool {
	p, me := d[m.value()], r.s.Auditor.Value
	return p != nil && me != nil && p.ID != me.ID && p.UUID != me.UUID
}
