package auth

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// tokenAnswer reads the answer of a token endpoint (RFC 6749, section 5.1) and
// writes it again as x/oauth2 wants it. That one drops a whole answer, with a pair
// that nobody will get a second time, over a lifetime that is no whole number or
// a media type that is not JSON's.
func tokenAnswer(body []byte) (any, error) {
	var w struct {
		Access         string          `json:"access_token"`
		Refresh        string          `json:"refresh_token"`
		Type           json.RawMessage `json:"token_type"`
		ExpiresIn      json.RawMessage `json:"expires_in"`
		RefreshExpires json.RawMessage `json:"refresh_token_expires_in"`
		Scope          json.RawMessage `json:"scope"`
	}
	switch err := json.Unmarshal(body, &w); {
	case err != nil:
		return nil, &Error{Kind: Malformed, Detail: notJSON(body)}
	case w.Access == "":
		return nil, &Error{Kind: Malformed, Detail: "the sign-in service answered without an access token"}
	case !printable(w.Access) || !printable(w.Refresh):
		return nil, &Error{Kind: Malformed, Detail: "the sign-in service answered with a token that holds characters that no token has"}
	}
	if t := textOf(w.Type); t != "" && !strings.EqualFold(t, "bearer") {
		return nil, &Error{Kind: Malformed, Detail: "the sign-in service answered with a token that is no bearer token"}
	}
	out := map[string]any{"access_token": w.Access, "token_type": "Bearer"}
	if w.Refresh != "" {
		out["refresh_token"] = w.Refresh
	}
	if s := secondsOf(w.ExpiresIn); s > 0 {
		out["expires_in"] = s
	}
	if s := secondsOf(w.RefreshExpires); s > 0 {
		out["refresh_token_expires_in"] = s
	}
	if scope := textOf(w.Scope); scope != "" {
		out["scope"] = scope
	}
	return out, nil
}

// notJSON says what an answer is instead, as far as it can be told.
func notJSON(body []byte) string {
	if strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 512)])), "<") {
		return "the sign-in service answered with a web page; is its address right, and is there a proxy in between?"
	}
	return "the answer of the sign-in service cannot be read"
}

// textOf is a JSON string, or empty for anything else.
func textOf(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

// maxLifetime is beyond what any token lives, in seconds: ten years.
const maxLifetime = 10 * 365 * 24 * 3600

// secondsOf is a lifetime in seconds, written as a number or as a string. One
// that is missing, or cannot be right, is 0: not known.
func secondsOf(raw json.RawMessage) int64 {
	text := textOf(raw)
	if text == "" {
		text = string(raw)
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(f) || f < 1 || f > maxLifetime {
		return 0
	}
	return int64(f)
}

// granted makes a grant of an answer. The scopes asked for stand in for those
// that the answer does not name (RFC 6749, section 5.1).
func (s *Service) granted(kind Kind, c Client, t *oauth2.Token, asked []string) Grant {
	now := s.now().UTC().Truncate(time.Second)
	g := Grant{
		Kind: kind, Client: c,
		Access: Secret(t.AccessToken), AccessExpiry: after(now, t.ExpiresIn),
		Refresh: Secret(t.RefreshToken),
		Scopes:  slices.Clone(asked), RenewedAt: now,
	}
	if seconds, ok := t.Extra("refresh_token_expires_in").(float64); ok {
		g.RefreshExpiry = after(now, int64(seconds))
	}
	if scope, ok := t.Extra("scope").(string); ok {
		if named := strings.Fields(scope); len(named) > 0 {
			g.Scopes = named
		}
	}
	return g
}

// after is the end of a lifetime in seconds; zero when that is not known.
func after(now time.Time, seconds int64) time.Time {
	if seconds <= 0 {
		return time.Time{}
	}
	return now.Add(time.Duration(seconds) * time.Second)
}
