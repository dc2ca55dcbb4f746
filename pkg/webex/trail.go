package webex

import (
	"net/url"
	"strings"
)

// trail follows the next links of one list, and knows where it has been.
type trail struct {
	first Request
	seen  map[string]bool
	// links tells that there was a next link on some page.
	links bool
}

func newTrail(first Request) *trail {
	return &trail{first: first, seen: map[string]bool{key(first): true}}
}

// next is the request that the answer's next link stands for; nil without one.
func (t *trail) next(resp *Response) (*Request, error) {
	link, ok := NextLink(resp.Header)
	if !ok {
		return nil, nil
	}
	t.links = true
	r, fault := t.resolve(link)
	if fault != "" {
		return nil, resp.failure(t.first, Truncated, "the next link %s", fault)
	}
	if !t.visit(r) {
		return nil, resp.failure(t.first, Truncated, "the next link leads to a page that was read already")
	}
	return &r, nil
}

// visit notes that r will be read; false when it was already.
func (t *trail) visit(r Request) bool {
	k := key(r)
	if t.seen[k] {
		return false
	}
	t.seen[k] = true
	return true
}

// resolve reads a link in its canonical form (see NextLink) and holds it
// to the list: same service, same path. The fault says why it was refused; it
// never quotes the link.
func (t *trail) resolve(link string) (r Request, fault string) {
	base, err := url.Parse(DefaultURLs[t.first.Host])
	if err != nil || base.Host == "" {
		return r, "belongs to a service without an address"
	}
	ref, err := url.Parse(link)
	if err != nil {
		return r, "is malformed"
	}
	to := (&url.URL{Scheme: base.Scheme, Host: base.Host, Path: t.first.Path}).ResolveReference(ref)
	switch {
	case to.Scheme != base.Scheme:
		return r, "leads to another scheme"
	case to.Host != base.Host || to.User != nil:
		return r, "leads to another host"
	case strings.TrimSuffix(to.Path, "/") != strings.TrimSuffix(t.first.Path, "/"):
		return r, "leads to another path"
	}
	query, err := url.ParseQuery(to.RawQuery)
	if err != nil {
		return r, "is malformed"
	}
	r = t.first
	r.Query = repaired(query, t.first.Query)
	return r, ""
}

// repaired replaces the max=null of some of Webex's next links by the max that
// was asked for.
func repaired(q, first url.Values) url.Values {
	if q.Get("max") != "null" {
		return q
	}
	q.Del("max")
	if m := first.Get("max"); m != "" {
		q.Set("max", m)
	}
	return q
}

// key tells requests apart, whatever the order of their parameters.
func key(r Request) string {
	return string(r.Host) + " " + r.Path + "?" + r.Query.Encode()
}
