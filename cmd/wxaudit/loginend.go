package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/auth"
)

// accept refuses a grant that can do more than it should, of which nothing is
// kept, and notes when somebody signed in.
func (o *loginOptions) accept(sys *system, g auth.Grant) (auth.Grant, error) {
	err := auth.Refuse(g.Scopes, o.allowWrite)
	if ae, ok := errors.AsType[*auth.Error](err); ok && ae.Kind == auth.InvalidScope {
		return auth.Grant{}, unfinished(errors.New("the scopes that came with the tokens cannot be read"), "the tokens were not kept; "+notWebex)
	}
	if err != nil {
		return auth.Grant{}, usage(fmt.Errorf("more was granted than was asked for: %w", err), "the tokens were not kept; take these scopes out of the integration or service app")
	}
	if auth.Mixed(g.Scopes) {
		return auth.Grant{}, usage(errors.New("the scopes of both an administrator and a compliance officer were granted"), "the tokens were not kept; use two integrations or service apps")
	}
	g.SignedInAt = sys.now().UTC().Truncate(time.Second)
	return g, nil
}

// keepTimeout bounds the wait for a run that renews the same profile.
const keepTimeout = 3 * time.Minute

// keep goes on after an interrupt: the code that the pair was made of is used up.
func keep(ctx context.Context, place auth.Store, grant auth.Grant) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	if err := place.Put(ctx, grant); err != nil {
		return unfinished(err, "nothing is kept: sign in again, with another --token-store")
	}
	return nil
}

// signInFailed turns the error of a sign-in into ours.
func signInFailed(err error) error {
	if _, explained := errors.AsType[*exitError](err); explained {
		return err
	}
	var ae *auth.Error
	if !errors.As(err, &ae) {
		return unfinished(err, "")
	}
	switch ae.Kind {
	case auth.Malformed:
		if ae.Status == 0 { // what was pasted, not what Webex said
			return usage(err, "begin again, and hand in the whole text and nothing else")
		}
		return unfinished(err, notWebex)
	case auth.InvalidClient:
		return usage(err, "check WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET, or the client file, against the integration at developer.webex.com")
	case auth.InvalidScope:
		return usage(err, "register the integration with the scopes of the README, or name those that it has, in its own order: --scopes \"…\"")
	case auth.Unavailable:
		return unfinished(err, "check the network, the proxy (HTTPS_PROXY) and WXAUDIT_API_URL")
	case auth.Denied:
		return unfinished(err, "somebody has to allow it: with an administrator's account, or the compliance officer's for that profile")
	case auth.Refused: // a redirect
		return unfinished(err, notWebex)
	case auth.Expired, auth.WrongState:
		return unfinished(err, "begin again, with the same command")
	case auth.InvalidGrant:
		return unfinished(err, "begin again, with the same command; for a service app copy a fresh pair from its page, as each works once")
	case auth.Contested:
		return unfinished(err, "nothing was kept. If you opened it twice, begin again; if you did not, somebody else on this computer may have: begin again with wxaudit login --no-browser")
	default:
		return unfinished(err, "")
	}
}

// introduce shows whose tokens those are. That it cannot be learnt is no
// failure: the tokens are kept.
func introduce(ctx context.Context, sys *system, profile string, g auth.Grant) error {
	who, err := whoIs(ctx, sys, staticToken(g))
	if err != nil {
		fmt.Fprintf(sys.stderr, "wxaudit: warning: whose token it is could not be learnt: %v\n", err)
		if we, ok := errors.AsType[*webex.Error](err); ok && we.Kind == webex.Unauthorized {
			return unfinished(errors.New("the token that Webex gave is not taken"), "sign in again: wxaudit login --profile "+profile)
		}
		return nil
	}
	showIdentity(sys.stdout, profile, who, g, sys.now())
	warnOfRole(sys, profile, who, g)
	return nil
}
