package webex

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// maxRedirects bounds how often one request is sent on.
const maxRedirects = 3

// refusal is our own no to a request; its text holds nothing of the request.
type refusal struct{ why string }

func (e *refusal) Error() string { return e.why }

// guard is the last stop before the network. Whatever goes wrong above it, no
// request passes that is not a GET to an allowed path of the service that was
// meant, so the token can go nowhere else.
type guard struct {
	next  http.RoundTripper
	bases map[Alias]base
	allow func(Alias, string) bool
}

// RoundTrip passes req on, or refuses it.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.check(req); err != nil {
		return nil, err
	}
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if _, err := url.Parse(resp.Header.Get("Location")); err != nil {
		resp.Body.Close()
		return nil, &refusal{"redirect: the address is malformed"}
	}
	return resp, nil
}

// check says why a request may not be sent.
func (g *guard) check(req *http.Request) error {
	t := traceOf(req.Context())
	if t == nil {
		return &refusal{"the request did not come from the client"}
	}
	if req.Method != http.MethodGet || req.Body != nil && req.Body != http.NoBody {
		return &refusal{"only GET requests without a body are sent"}
	}
	if req.Host != "" && !strings.EqualFold(req.Host, req.URL.Host) {
		return &refusal{"the Host header is not that of the address"}
	}
	return g.checkURL(t.request, req.URL)
}

func (g *guard) checkURL(r Request, u *url.URL) error {
	alias := r.Host
	b, ok := g.bases[alias]
	if !ok {
		return &refusal{"the service is not known"}
	}
	path, ok := b.below(u)
	if !ok {
		return &refusal{"the address is not one of the service"}
	}
	if r.Path != "" && path == r.Path+"/" {
		path = r.Path // a redirect may add the last slash
	}
	// A decoded slash would make one path to us and another to the server.
	if !cleanPath(path) || strings.Count(u.EscapedPath(), "/") != strings.Count(u.Path, "/") {
		return &refusal{"the path is not a plain one"}
	}
	if !g.allow(alias, path) {
		return &refusal{"the path is not on the list of those that may be read"}
	}
	return nil
}

// redirect decides whether a redirect is followed. It is the CheckRedirect of
// the http.Client. Only the address that was asked is asked again, where its
// last slash may come or go: an answer from another path, or to another query,
// would be taken for the answer to this one.
func (g *guard) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &refusal{"too many redirects"}
	}
	if err := g.check(req); err != nil {
		if r, ok := errors.AsType[*refusal](err); ok {
			return &refusal{"redirect: " + r.why}
		}
		return err
	}
	asked := via[0].URL
	if strings.TrimSuffix(req.URL.EscapedPath(), "/") != strings.TrimSuffix(asked.EscapedPath(), "/") || req.URL.RawQuery != asked.RawQuery {
		return &refusal{"redirect: the address is not the one that was asked for"}
	}
	// The token would pass a proxy: net/http leaves localhost out, but not LOCALHOST.
	req.URL.Host = asked.Host
	req.Header.Del("Referer") // net/http sets it to the last URL, query and all
	return nil
}
