//go:build linux

package realtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/internal/chromiumtest"
)

// These tests are of the ground on which the others stand: that the service is
// as strict as it should be, and speaks as Webex does.

// integration is the client as golang.org/x/oauth2 knows it.
func (w *world) integration() *oauth2.Config {
	return &oauth2.Config{
		ClientID: clientID, ClientSecret: clientSecret, RedirectURL: w.redirect(), Scopes: w.service.scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL: w.front.url() + "/v1/authorize", TokenURL: w.front.url() + "/v1/access_token", AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

func (w *world) redirect() string {
	var all []struct {
		RedirectURIs []string `json:"redirect_uris"`
	}
	require.NoError(w.t, json.Unmarshal([]byte(w.service.clients()), &all))
	return all[0].RedirectURIs[0]
}

// codeFor signs in by browser and returns the code of the redirect, where nobody
// listens.
func (w *world) codeFor(c *oauth2.Config, verifier string) string {
	w.t.Helper()
	b := newTab(w.t)
	b.Open(c.AuthCodeURL("the-state", oauth2.S256ChallengeOption(verifier)))
	b.click("sign-in")
	require.Contains(w.t, b.text("#scopes"), "spark-admin:people_read")
	b.click("allow")
	address := b.asked("/callback")
	require.Equal(w.t, "the-state", address.Query().Get("state"))
	require.NotEmpty(w.t, address.Query().Get("code"))
	return address.Query().Get("code")
}

// asked waits until the tab asked for a path, and returns the whole address.
func (b *tab) asked(path string) *url.URL {
	b.t.Helper()
	var found *url.URL
	eventually(b.t, "the browser asks for "+path, func() bool {
		for _, ask := range b.Asks() {
			if u, err := url.Parse(ask); err == nil && u.Path == path {
				found = u
			}
		}
		return found != nil
	})
	return found
}

func TestServerByCode(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	c := w.integration()
	ctx := context.Background()

	verifier := oauth2.GenerateVerifier()
	code := w.codeFor(c, verifier)
	_, err := c.Exchange(ctx, code, oauth2.VerifierOption(oauth2.GenerateVerifier()))
	requireCode(t, err, "invalid_grant")

	token, err := c.Exchange(ctx, w.codeFor(c, verifier), oauth2.VerifierOption(verifier))
	require.NoError(t, err)
	require.True(t, w.service.active(token.AccessToken))
	require.InDelta(t, asWebex.RefreshTTL, token.Extra("refresh_token_expires_in"), 60)

	wrong := *c
	wrong.ClientSecret = "wrong"
	_, err = wrong.Exchange(ctx, w.codeFor(c, verifier), oauth2.VerifierOption(verifier))
	requireCode(t, err, "invalid_client")
}

// A client that sends no challenge is not even asked to sign in, nor one that
// wants more than it is registered for.
func TestServerRefusesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, asWebex)
	c := w.integration()
	for name, tc := range map[string]struct {
		address string
		want    string
	}{
		"no PKCE":       {c.AuthCodeURL("s"), "invalid_request"},
		"foreign scope": {c.AuthCodeURL("s", oauth2.S256ChallengeOption("v"), oauth2.SetAuthURLParam("scope", "spark:all")), "invalid_scope"},
		"plain PKCE": {c.AuthCodeURL("s", oauth2.SetAuthURLParam("code_challenge", strings.Repeat("a", 43)),
			oauth2.SetAuthURLParam("code_challenge_method", "plain")), "invalid_request"},
	} {
		resp, err := back.Get(tc.address)
		require.NoError(t, err, name)
		resp.Body.Close()
		to, err := resp.Location()
		require.NoError(t, err, name)
		require.Equal(t, tc.want, to.Query().Get("error"), name)
		require.Equal(t, "s", to.Query().Get("state"), name)
	}
}

// administrators are the scopes that one token may hold.
func administrators(scopes []string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return strings.HasPrefix(s, "spark-compliance:") })
}

// deviceStart begins a device grant as Webex wants it.
func (w *world) deviceStart(id string) map[string]any {
	w.t.Helper()
	status, answer := w.send("/v1/device/authorize", "", url.Values{"client_id": {id}, "scope": {strings.Join(administrators(w.service.scopes), " ")}})
	require.Equal(w.t, http.StatusOK, status)
	return answer
}

// devicePoll asks once for the tokens of a device grant.
func (w *world) devicePoll(id, secret, code string) (int, map[string]any) {
	w.t.Helper()
	return w.send("/v1/device/token", id+":"+secret, url.Values{"client_id": {id}, "device_code": {code}, "grant_type": {deviceGrant}})
}

// send posts a form, with Basic authentication when there are credentials.
func (w *world) send(path, basic string, form url.Values) (int, map[string]any) {
	w.t.Helper()
	req, err := http.NewRequest(http.MethodPost, w.front.url()+path, strings.NewReader(form.Encode()))
	require.NoError(w.t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if id, secret, ok := strings.Cut(basic, ":"); ok {
		req.SetBasicAuth(id, secret)
	}
	resp, err := back.Do(req)
	require.NoError(w.t, err)
	defer resp.Body.Close()
	var answer map[string]any
	require.NoError(w.t, json.NewDecoder(resp.Body).Decode(&answer))
	return resp.StatusCode, answer
}

// approve does what the person with the code does.
func (b *tab) approve(address string) {
	b.t.Helper()
	b.Open(address)
	b.click("continue")
	b.click("sign-in")
	b.click("allow")
	b.text("#finished")
}

// devicePair signs in by device grant, past wxaudit.
func (w *world) devicePair(id, secret string) (access, refresh string) {
	w.t.Helper()
	start := w.deviceStart(id)
	newTab(w.t).approve(start["verification_uri_complete"].(string))
	status, answer := w.devicePoll(id, secret, start["device_code"].(string))
	require.Equal(w.t, http.StatusOK, status)
	return answer["access_token"].(string), answer["refresh_token"].(string)
}

func TestServerByDevice(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	start := w.deviceStart(clientID)
	code := start["device_code"].(string)
	require.Regexp(t, `^[0-9]{6}$`, start["user_code"])

	status, answer := w.devicePoll(clientID, clientSecret, code)
	require.Equal(t, http.StatusPreconditionRequired, status)
	require.NotContains(t, answer, "error", "Webex answers in its own form")
	status, _ = w.devicePoll(clientID, "wrong", code)
	require.Equal(t, http.StatusUnauthorized, status)

	newTab(t).approve(start["verification_uri_complete"].(string))
	status, answer = w.devicePoll(clientID, clientSecret, code)
	require.Equal(t, http.StatusOK, status)
	require.True(t, w.service.active(answer["access_token"].(string)))
	require.InDelta(t, asWebex.RefreshTTL, answer["refresh_token_expires_in"], 60)
	status, answer = w.devicePoll(clientID, clientSecret, code)
	require.Equal(t, http.StatusBadRequest, status, "a code is good for once")
	require.Equal(t, "invalid_grant", answer["error"])
}

// renew exchanges a refresh token, past wxaudit.
func (w *world) renew(refresh string) (*oauth2.Token, error) {
	return w.integration().TokenSource(context.Background(), &oauth2.Token{RefreshToken: refresh}).Token()
}

// Each refresh token is good for once, and who comes with a used one ends the
// whole sign-in; all of that outlives the service.
func TestServerRotates(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	access, first := w.devicePair(clientID, clientSecret)

	second, err := w.renew(first)
	require.NoError(t, err)
	require.NotEqual(t, first, second.RefreshToken)
	require.Equal(t, []string{first}, w.service.consumed())

	w.service.kill()
	w.service.start()
	require.True(t, w.service.active(access))
	third, err := w.renew(second.RefreshToken)
	require.NoError(t, err)

	w.service.expire(third.AccessToken)
	require.True(t, w.service.active(second.AccessToken), "one access token ended, and no other")

	_, err = w.renew(first)
	requireCode(t, err, "invalid_grant")
	require.False(t, w.service.active(second.AccessToken), "reuse ends the sign-in")
	_, err = w.renew(third.RefreshToken)
	requireCode(t, err, "invalid_grant")
}

// An administrator who removes the integration ends all of a sign-in.
func TestServerRevokes(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	access, refresh := w.devicePair(clientID, clientSecret)
	w.service.revoke(refresh)
	require.False(t, w.service.active(access))
}

// Without rotation a refresh token is good for as often as it is used.
func TestServerWithoutRotation(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	lax := asWebex
	lax.Rotate = false
	w := newWorld(t, lax)
	_, refresh := w.devicePair(clientID, clientSecret)
	for range 3 {
		token, err := w.renew(refresh)
		require.NoError(t, err)
		require.Equal(t, refresh, token.RefreshToken)
		require.True(t, w.service.active(token.AccessToken))
	}
}

// The APIs want a token that the service calls good.
func TestServerGuardsTheAPIs(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	access, _ := w.devicePair(serviceAppID, serviceSecret)
	me := func(token string) int {
		req, err := http.NewRequest(http.MethodGet, w.front.url()+"/v1/people/me", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := back.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		return resp.StatusCode
	}
	require.Equal(t, http.StatusOK, me(access))
	require.Equal(t, http.StatusUnauthorized, me("guessed"))
}

// requireCode requires an error of the token endpoint.
func requireCode(t *testing.T, err error, code string) {
	t.Helper()
	var re *oauth2.RetrieveError
	require.True(t, errors.As(err, &re), "%v", err)
	require.Equal(t, code, re.ErrorCode)
}
