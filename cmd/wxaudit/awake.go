package main

import (
	"context"
	"errors"
	"fmt"

	"wxaudit/pkg/webex/auth"
)

// awake renews what has to be renewed, before anything is asked: whoever has to
// sign in again should hear of it in one plain line.
func (i *identities) awake(ctx context.Context, sys *system) error {
	if _, err := i.main.source.Token(); err != nil {
		return cannotRenew(i.main.profile, err)
	}
	i.main.warnOfScopes(ctx, sys)
	if i.officer == nil {
		if i.main.officer {
			fmt.Fprintf(sys.stderr, "wxaudit: warning: profile %s is a compliance officer's and read with alone, so that what an administrator must read stays unknown; name both profiles, or neither\n", i.main.profile)
		}
		return nil
	}
	if _, err := i.officer.source.Token(); err == nil {
		i.officer.warnOfScopes(ctx, sys)
	} else {
		fmt.Fprintf(sys.stderr, "wxaudit: warning: profile %s: %v; what only a compliance officer may read is unknown: wxaudit login --profile %s\n",
			i.officer.profile, err, i.officer.profile)
	}
	return nil
}

// warnOfScopes says when a token may do more than it should. Login refuses such
// scopes, but a renewal may name others, and nobody asks those of given tokens.
func (i *identity) warnOfScopes(ctx context.Context, sys *system) {
	g, err := i.source.Grant(ctx)
	if err != nil {
		return
	}
	if err := auth.Refuse(g.Scopes, false); err != nil {
		fmt.Fprintf(sys.stderr, "wxaudit: warning: profile %s: %v; nothing is changed with them, but take them out of the integration or service app\n", i.profile, err)
	}
	if auth.Mixed(g.Scopes) {
		fmt.Fprintf(sys.stderr, "wxaudit: warning: profile %s: the token holds the scopes of both an administrator and a compliance officer; use two\n", i.profile)
	}
}

// cannotRenew explains a renewal that failed.
func cannotRenew(profile string, err error) error {
	var ae *auth.Error
	wrapped := fmt.Errorf("profile %s: %w", profile, err)
	isOurs := errors.As(err, &ae)
	switch {
	case isOurs && ae.Kind == auth.Unavailable:
		return unfinished(wrapped, "check the network, the proxy (HTTPS_PROXY) and WXAUDIT_API_URL")
	case isOurs && ae.Kind == auth.InvalidClient:
		return usage(wrapped, "check WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET, or the client file, against the integration at developer.webex.com")
	case isOurs && ae.Kind == auth.Malformed && ae.Status != 0:
		return unfinished(wrapped, notWebex)
	case isOurs && (ae.Kind == auth.Malformed || ae.Kind == auth.Refused):
		return unfinished(wrapped, "") // the pair may be as good as ever, and the text says what is wrong
	default:
		return unfinished(wrapped, "sign in again: wxaudit login --profile "+profile)
	}
}

// notWebex is the hint for answers that are not of a sign-in service.
const notWebex = "is WXAUDIT_API_URL the address of Webex, and does a network or proxy here want a sign-in of its own?"
