package webex

import (
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
	if t.source == nil {
		return nil, &tokenError{Unauthorized, "nobody has signed in for this service"}
	}
	token, err := t.source.Token()
	if err != nil {
		return nil, t.explain(err)
	}
	if token == nil || token.AccessToken == "" {
		return nil, &tokenError{Unauthorized, "there is no access token"}
	}
	if strings.ContainsFunc(token.AccessToken, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return nil, &tokenError{Unauthorized, "the access token holds characters that no token has; was it copied with a line break?"}
	}
	return token, nil
}
