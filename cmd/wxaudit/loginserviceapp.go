package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"wxaudit/pkg/webex/auth"
	"wxaudit/pkg/webex/auth/store"
)

// signInServiceApp takes the pair that the developer portal shows once. It is
// renewed at once: that proves the client's secret now and not in some night, and
// tells when the tokens end. The place is held meanwhile, so that the successor
// is kept as soon as it is there.
func (o *loginOptions) signInServiceApp(ctx context.Context, sys *system, service *auth.Service, client auth.Client, place store.Login) (auth.Grant, error) {
	pasted, err := readPair(ctx, sys)
	if err != nil {
		return auth.Grant{}, err
	}
	pasted.Client = client
	ctx, cancel := context.WithTimeout(ctx, keepTimeout)
	defer cancel()
	asked := false
	grant, err := place.Replace(ctx, func(ctx context.Context) (auth.Grant, error) {
		asked = true
		renewed, err := service.Renew(ctx, pasted)
		if err != nil {
			return auth.Grant{}, err
		}
		return o.accept(sys, renewed)
	})
	ae, ok := errors.AsType[*auth.Error](err)
	switch {
	case err != nil && !asked:
		return auth.Grant{}, unfinished(err, "the pair was not used: try again, or name the other place with --token-store")
	case ok && ae.Kind == auth.NotKept:
		return auth.Grant{}, unfinished(err, "nothing is kept, and the pair is used up: make a new one at developer.webex.com, and name the other place with --token-store")
	}
	return grant, err
}

// readPair reads a pair of tokens from standard input.
func readPair(ctx context.Context, sys *system) (auth.Grant, error) {
	var text []byte
	if sys.stdinTerminal {
		for _, name := range []string{"access token", "refresh token"} {
			fmt.Fprintf(sys.stderr, "Paste the %s (it is not shown): ", name)
			line, err := readHidden(ctx, sys)
			if err != nil {
				return auth.Grant{}, err
			}
			fmt.Fprintln(sys.stderr)
			text = append(text, line+"\n"...)
		}
	} else {
		all, err := interruptible(ctx, func() (string, error) {
			data, err := io.ReadAll(io.LimitReader(sys.stdin, maxSmall))
			return string(data), err
		})
		if err != nil {
			return auth.Grant{}, err
		}
		text = []byte(all)
	}
	grant, err := auth.ParsePasted(text, sys.now())
	if err != nil {
		return auth.Grant{}, err
	}
	if grant.Refresh == "" {
		return auth.Grant{}, &auth.Error{Kind: auth.Malformed, Detail: "there is no refresh token, so that the sign-in would end with the access token"}
	}
	return grant, nil
}
