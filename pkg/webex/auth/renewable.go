package auth

import (
	"context"
	"errors"

	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

// Renewable is the source as the client takes it: its errors say what the client
// may show, and what ends a run.
func (s *Source) Renewable() webex.Renewable { return renewable{s} }

type renewable struct{ source *Source }

// Token is Source.Token; its error is a *webex.SignInError.
func (r renewable) Token() (*oauth2.Token, error) {
	token, err := r.source.Token()
	return token, signInError(err)
}

// Refused is Source.Refused; its error is a *webex.SignInError.
func (r renewable) Refused(ctx context.Context, access string) (bool, error) {
	renewed, err := r.source.Refused(ctx, access)
	return renewed, signInError(err)
}

func signInError(err error) error {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*Error](err)
	switch {
	case errors.Is(err, ErrNoGrant):
		return &webex.SignInError{Kind: webex.Unauthorized, Detail: ErrNoGrant.Error()}
	case !ok:
		return &webex.SignInError{Kind: webex.Unavailable, Detail: "no access token could be had"}
	case e.Kind == Unavailable:
		return &webex.SignInError{Kind: webex.Unavailable, Detail: e.Error()}
	case e.Kind == Canceled:
		return &webex.SignInError{Kind: webex.Canceled, Detail: e.Error()}
	default:
		return &webex.SignInError{Kind: webex.Unauthorized, Detail: e.Error()}
	}
}
