package webex

import (
	"context"
	"errors"
	"io"
	"net/http"

	"golang.org/x/oauth2"
)

// Renewable is a token source that can replace an access token that a service
// refused although it should still be good.
type Renewable interface {
	oauth2.TokenSource
	// Refused is told of a token that was answered with 401. It says whether Token
	// returns another one now; it renews a token once, and not again.
	Refused(ctx context.Context, access string) (renewed bool, err error)
}

// SignInError is the error of a token source that says in words of ours, without
// any secret, why there is no token.
type SignInError struct {
	// Kind is Unauthorized when somebody has to sign in again, and Unavailable when
	// the next try may be luckier.
	Kind   Kind
	Detail string
}

func (e *SignInError) Error() string { return e.Detail }

// signer adds the token to requests.
type signer struct {
	source tokens
	next   http.RoundTripper
	renew  bool
}

// RoundTrip sends req with a token, and once more with another one if the first
// was refused and could be renewed.
func (s *signer) RoundTrip(req *http.Request) (*http.Response, error) {
	token, err := s.source.Token()
	if err != nil {
		return nil, err
	}
	resp, err := s.send(req, token)
	renewable, ok := s.source.source.(Renewable)
	if err != nil || resp.StatusCode != http.StatusUnauthorized || !s.renew || !ok {
		return resp, err
	}
	renewed, err := renewable.Refused(req.Context(), token.AccessToken)
	if err != nil {
		resp.Body.Close()
		return nil, s.source.explain(err)
	}
	if !renewed {
		return resp, nil
	}
	if token, err = s.source.Token(); err != nil {
		resp.Body.Close()
		return nil, err
	}
	_, _ = io.Copy(io.Discard, resp.Body) // in memory already; see attempt
	resp.Body.Close()
	return s.send(req, token)
}

// send leaves req as it is: a RoundTripper must not change it.
func (s *signer) send(req *http.Request, token *oauth2.Token) (*http.Response, error) {
	signed := req.Clone(req.Context())
	token.SetAuthHeader(signed)
	return s.next.RoundTrip(signed)
}

// explain turns the error of a token source into ours, whose text is safe.
func (t tokens) explain(err error) error {
	if explained, ok := errors.AsType[*SignInError](err); ok {
		return &tokenError{explained.Kind, explained.Detail}
	}
	if re, ok := errors.AsType[*oauth2.RetrieveError](err); ok && re.Response != nil && re.Response.StatusCode < http.StatusInternalServerError {
		return &tokenError{Unauthorized, "the sign-in service refused to renew the access token"}
	}
	return &tokenError{Unavailable, "no access token could be had"}
}
