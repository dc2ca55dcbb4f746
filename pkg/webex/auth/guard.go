package auth

import (
	"net/http"
	"slices"
	"strings"
)

// refusal is our own no to a request or an answer; its text holds nothing of
// either.
type refusal struct{ why string }

func (e *refusal) Error() string { return e.why }

// guard is the last stop before the network. Whatever goes wrong above it,
// secrets go to the endpoints of the sign-in service only, and no redirect
// carries them elsewhere.
type guard struct {
	next http.RoundTripper
	urls []string
}

// RoundTrip passes req on, or refuses it or its answer.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.check(req); err != nil {
		return nil, err
	}
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	// All of them: net/http would send the form again to wherever a 307 points.
	if resp.StatusCode >= 300 && resp.StatusCode <= 399 {
		resp.Body.Close()
		return nil, &refusal{"the sign-in service answered with a redirect, which is not followed; is its address right?"}
	}
	return resp, nil
}

// check says why a request may not be sent.
func (g *guard) check(req *http.Request) error {
	switch {
	case req.Method != http.MethodPost:
		return &refusal{"only POST is sent to the sign-in service"}
	case !slices.Contains(g.urls, req.URL.String()):
		return &refusal{"the address is not one of the sign-in service"}
	case req.Host != "" && !strings.EqualFold(req.Host, req.URL.Host):
		return &refusal{"the Host header is not that of the address"}
	}
	return nil
}
