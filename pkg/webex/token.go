package webex

import (
	"errors"
	"net/http"
	"strings"

	"golang.org/x/oauth2"
)

// tokenError is a failure to get a token. Its text is our own, because that of
// a token endpoint may quote the client's secret.
type tokenError struct {
	kind Kind
	why  string
}

func (e *tokenError) Error() string { return e.why }

// tokens wraps a token source so that its failures can be told from those of a
// request, and so that nothing is sent with a token that cannot be one.
type tokens struct{ source oauth2.TokenSource }

// Token returns a token that can be sent.
func (t tokens) Token() (*oauth2.Token, error) {
	token, err := t.source.Token()
	if err != nil {
		if re, ok := errors.AsType[*oauth2.RetrieveError](err); ok && re.Response != nil && re.Response.StatusCode < http.StatusInternalServerError {
			return nil, &tokenError{Unauthorized, "the sign-in service refused to renew the access token"}
		}
		return nil, &tokenError{Unavailable, "no access token could be had"}
	}
	if token == nil || token.AccessToken == "" {
		return nil, &tokenError{Unauthorized, "there is no access token"}
	}
	if strings.ContainsFunc(token.AccessToken, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return nil, &tokenError{Unauthorized, "the access token holds characters that no token has; was it copied with a line break?"}
	}
	return token, nil
}
