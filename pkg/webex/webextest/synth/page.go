package synth

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// paging says how a list is cut.
type paging struct {
	key   string // of the list in the body; "items" when empty
	usual int    // page size when the client names none
	most  int    // largest size that it may name
	// full is the most that a page really holds: a service may give fewer than
	// it was asked for. Zero is no such limit.
	full int
	// from is the query parameter that counts the items before the page:
	// "offset" where Webex documents one, otherwise an opaque "cursor".
	from string
}

// page writes the part of a list that the query asks for, and a Link header
// when there is more. It answers 400 to a page size outside its limits.
func page[T any](o *Organization, w http.ResponseWriter, r *http.Request, p paging, items []T) {
	query := r.URL.Query()
	size, ok := number(query, "max", p.usual)
	if !ok || size < 1 || size > p.most {
		o.fail(w, http.StatusBadRequest, fmt.Sprintf("max must lie between 1 and %d", p.most))
		return
	}
	if p.full != 0 {
		size = min(size, p.full)
	}
	param := p.from
	if param == "" {
		param = "cursor"
	}
	start, ok := number(query, param, 0)
	if !ok || start < 0 {
		o.fail(w, http.StatusBadRequest, param+" is malformed")
		return
	}
	start = min(start, len(items))
	end := min(start+size, len(items))
	if end < len(items) {
		query.Set(param, strconv.Itoa(end))
		w.Header().Set("Link", fmt.Sprintf("<%s>; rel=\"next\"", absolute(r, query)))
	}
	key := p.key
	if key == "" {
		key = "items"
	}
	o.answer(w, map[string]any{key: some(items[start:end])})
}

// absolute is the request's own URL with another query.
func absolute(r *http.Request, query url.Values) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host, Path: r.URL.Path, RawQuery: query.Encode()}).String()
}

// number reads a whole number from the query.
func number(query url.Values, name string, usual int) (int, bool) {
	if !query.Has(name) {
		return usual, true
	}
	n, err := strconv.Atoi(query.Get(name))
	return n, err == nil
}

// some is the list itself, but never nil, so that JSON shows an empty list.
func some[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
