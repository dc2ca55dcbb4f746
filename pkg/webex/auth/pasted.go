package auth

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// tokenKeys are those of a token answer (RFC 6749, section 5.1) and Webex's own.
var tokenKeys = []string{"access_token", "refresh_token", "token_type", "expires_in", "refresh_token_expires_in", "scope"}

// ParsePasted reads the first pair of tokens of a service app, as a person pastes
// it from the developer portal: a JSON object as a token endpoint answers, or a
// line with the access token and, on the next, the refresh token. Lifetimes count
// from now. The client is for the caller to fill in.
//
// The error is an *Error (Malformed) that names the line and quotes nothing.
func ParsePasted(data []byte, now time.Time) (Grant, error) {
	now = now.UTC().Truncate(time.Second)
	g, lives, fault := parseTokens(data, tokenKeys)
	if fault != nil {
		return Grant{}, fault.error("")
	}
	g.Kind, g.RenewedAt = ServiceApp, now
	g.AccessExpiry, g.RefreshExpiry = after(now, lives.access), after(now, lives.refresh)
	return g, nil
}

// ParseGiven reads a token file that somebody else keeps, such as a mounted
// secret: what ParsePasted takes, with the client in the keys client_id and
// client_secret if need be. Lifetimes are passed over, because nobody knows
// when they began.
//
// The error is an *Error (Malformed) that names the line and quotes nothing.
func ParseGiven(data []byte) (Grant, error) {
	keys := append([]string{"client_id", "client_secret"}, tokenKeys...)
	g, _, fault := parseTokens(data, keys)
	if fault != nil {
		return Grant{}, fault.error("")
	}
	g.Kind = Given
	return g, nil
}

// lifetimes are those of a pair, in seconds; 0 is not known.
type lifetimes struct{ access, refresh int64 }

// parseTokens reads an object with these keys, or lines.
func parseTokens(data []byte, keys []string) (Grant, lifetimes, *inputFault) {
	if len(data) > maxInput {
		return Grant{}, lifetimes{}, &inputFault{0, fmt.Sprintf("more than %d KiB is no pair of tokens", maxInput>>10)}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch first := bytes.TrimSpace(data); {
	case len(first) == 0:
		return Grant{}, lifetimes{}, &inputFault{0, "there is no token"}
	case first[0] == '<':
		return Grant{}, lifetimes{}, &inputFault{0, "this is a web page, and not a token"}
	case first[0] == '{':
		return objectTokens(data, keys)
	}
	g, fault := lineTokens(data)
	return g, lifetimes{}, fault
}

func objectTokens(data []byte, keys []string) (g Grant, lives lifetimes, fault *inputFault) {
	o, fault := parseObject(data, keys)
	if fault != nil {
		return Grant{}, lives, fault
	}
	var id Secret
	scope := ""
	for _, read := range []func() *inputFault{
		func() (f *inputFault) { g.Access, f = o.secret("access_token"); return f },
		func() (f *inputFault) { g.Refresh, f = o.secret("refresh_token"); return f },
		func() (f *inputFault) { lives.access, f = o.seconds("expires_in"); return f },
		func() (f *inputFault) { lives.refresh, f = o.seconds("refresh_token_expires_in"); return f },
		func() (f *inputFault) { scope, f = o.text("scope"); return f },
		func() (f *inputFault) { id, f = o.secret("client_id"); return f },
		func() (f *inputFault) { g.Client.Secret, f = o.secret("client_secret"); return f },
	} {
		if fault := read(); fault != nil {
			return Grant{}, lifetimes{}, fault
		}
	}
	g.Client.ID, g.Scopes = id.Reveal(), strings.Fields(scope)
	for _, s := range g.Scopes {
		if !isScope(s) {
			return Grant{}, lifetimes{}, &inputFault{o["scope"].line, "scope holds what can be no scope"}
		}
	}
	switch {
	case g.Access == "" && g.Refresh == "":
		fault = &inputFault{0, "there is neither an access_token nor a refresh_token"}
	case g.Access == g.Refresh:
		fault = &inputFault{o["refresh_token"].line, "access_token and refresh_token are the same"}
	}
	if fault != nil {
		return Grant{}, lifetimes{}, fault
	}
	return g, lives, nil
}

func lineTokens(data []byte) (g Grant, fault *inputFault) {
	for i, text := range strings.Split(string(data), "\n") {
		text = withoutBearer(strings.TrimSpace(text))
		if text == "" {
			continue
		}
		line := i + 1
		if what := tokenFault(text); what != "" {
			return Grant{}, &inputFault{line, "this " + what}
		}
		switch {
		case g.Access == "":
			g.Access = Secret(text)
		case g.Refresh != "":
			return Grant{}, &inputFault{line, "there are more than two lines; the first is the access token, the second the refresh token"}
		case g.Access == Secret(text):
			return Grant{}, &inputFault{line, "this is the access token again, and not the refresh token"}
		default:
			g.Refresh = Secret(text)
		}
	}
	if g.Access == "" {
		return Grant{}, &inputFault{0, "there is no token"}
	}
	return g, nil
}

// withoutBearer takes off what stands before a token in a header.
func withoutBearer(text string) string {
	const bearer = "bearer "
	if len(text) > len(bearer) && strings.EqualFold(text[:len(bearer)], bearer) {
		return strings.TrimSpace(text[len(bearer):])
	}
	return text
}

// tokenFault says why a text is no token or secret, or is empty.
func tokenFault(text string) string {
	switch {
	case strings.ContainsAny(text, " \t"):
		return "holds a blank; it must stand alone"
	case !printable(text):
		return "holds characters that no token has; was the whole of it copied, and nothing else?"
	case strings.ContainsAny(text, `"'<>{}[],;\`):
		return "holds quotes, brackets or commas; it must stand alone"
	case strings.Contains(text, "_token=") || strings.Contains(text, "_token:"):
		return "holds the name of the token; it must stand alone"
	}
	return ""
}
