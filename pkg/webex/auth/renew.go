package auth

import (
	"context"

	"golang.org/x/oauth2"
)

// Renew makes a new pair by the grant's refresh token (POST /v1/access_token,
// RFC 6749, section 6). Where the answer has no refresh token the old one stays.
//
// Once the request is out it does not end with ctx, but some seconds later: the
// service may have replaced the pair, and the new one is in its answer only. So
// a result must be kept even when ctx has ended.
//
// The error is an *Error. One of the kind InvalidGrant means that somebody has to
// sign in again, and one of the kind Unavailable that the grant may still be
// good.
func (s *Service) Renew(ctx context.Context, g Grant) (Grant, error) {
	if g.Refresh == "" {
		return Grant{}, &Error{Kind: Refused, Detail: "there is no refresh token to renew with"}
	}
	if err := g.Client.check(); err != nil {
		return Grant{}, err
	}
	if !printable(g.Refresh.Reveal()) {
		return Grant{}, &Error{Kind: Malformed, Detail: "the refresh token holds blanks or other characters that no token has"}
	}
	ctx, c := begin(ctx, tokenPath)
	way := &dialect{next: s.lasting, read: tokenAnswer}
	old := &oauth2.Token{RefreshToken: g.Refresh.Reveal()}
	t, err := s.config(g.Client, tokenPath, oauth2.AuthStyleInParams).TokenSource(through(ctx, way), old).Token()
	if err != nil {
		return Grant{}, c.failure(ctx, err)
	}
	n := s.granted(g.Kind, g.Client, t, g.Scopes)
	n.SignedInAt = g.SignedInAt
	if n.Refresh == g.Refresh && n.RefreshExpiry.IsZero() {
		n.RefreshExpiry = g.RefreshExpiry
	}
	return n, nil
}
