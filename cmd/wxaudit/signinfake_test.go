package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// The client that the fake knows. All secrets are canaries.
const (
	fakeClientID     = "C-fake-client"
	fakeClientSecret = "canary-client-secret"
)

// signInFake is a sign-in service in front of an organisation, strict about
// rotation: a refresh token is good once.
type signInFake struct {
	*webextest.Server
	organization *synth.Organization

	mu        sync.Mutex
	front     *httptest.Server
	n         int
	access    map[string]bool // that are good
	refresh   map[string]bool
	challenge string
	asked     url.Values // of the last authorisation, by browser or device
	polls     int        // that are answered with 428
	granted   string     // scope in the token answer
	renewals  int
	onRenewal func()        // called when a pair was renewed; may be nil
	lifetime  time.Duration // of access tokens
	span      time.Duration // of refresh tokens
	seen      []string      // the token of each request to the APIs, with its path
}

func newSignInFake(t *testing.T, o *synth.Organization) *signInFake {
	f := &signInFake{Server: webextest.NewServer(o), organization: o, access: map[string]bool{}, refresh: map[string]bool{},
		lifetime: 14 * 24 * time.Hour, span: 90 * 24 * time.Hour}
	f.front = httptest.NewServer(f)
	t.Cleanup(f.front.Close)
	t.Cleanup(f.Close)
	return f
}

// secrets are all that were given out.
func (f *signInFake) secrets() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := []string{fakeClientSecret, "canary-code", "canary-device-code"}
	for i := range f.n {
		all = append(all, fmt.Sprintf("canary-access-%d", i+1), fmt.Sprintf("canary-refresh-%d", i+1))
	}
	return all
}

func (f *signInFake) environment() map[string]string {
	return map[string]string{
		"WXAUDIT_API_URL": f.front.URL, "WXAUDIT_IDBROKER_URL": f.front.URL, "WXAUDIT_CONTROLHUB_URL": f.front.URL,
		"WXAUDIT_CLIENT_ID": fakeClientID, "WXAUDIT_CLIENT_SECRET": fakeClientSecret,
		"WXAUDIT_PSEUDONYM_KEY": "a key that is only for tests",
	}
}

// revoke makes every access token bad, and with all of them every refresh token.
func (f *signInFake) revoke(all bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.access = map[string]bool{}
	if all {
		f.refresh = map[string]bool{}
	}
}

// forgetPair makes the nth pair bad.
func (f *signInFake) forgetPair(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.access, fmt.Sprintf("canary-access-%d", n))
	delete(f.refresh, fmt.Sprintf("canary-refresh-%d", n))
}

func (f *signInFake) renewed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.renewals
}

// askedWith lists the paths that were asked with a token, in order.
func (f *signInFake) askedWith(token string) (paths []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.seen {
		if path, ok := strings.CutPrefix(s, token+" "); ok {
			paths = append(paths, path)
		}
	}
	return paths
}

// forget empties the log of requests.
func (f *signInFake) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = nil
}

// visit is the person's browser: it is sent on to the sign-in, signs in and comes
// back.
func (f *signInFake) visit(start string) error {
	go func() { // the program listens soon
		ask, err := sentOn(start)
		if err != nil {
			return // nobody signs in, and the test waits
		}
		f.mu.Lock()
		f.asked, f.challenge = ask, ask.Get("code_challenge")
		f.mu.Unlock()
		resp, err := http.Get(ask.Get("redirect_uri") + "?" + url.Values{"code": {"canary-code"}, "state": {ask.Get("state")}}.Encode())
		if err == nil {
			resp.Body.Close()
		}
	}()
	return nil
}

// sentOn opens the address that a browser is started with, and returns the query
// of the one that it is sent on to.
func sentOn(start string) (url.Values, error) {
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(start)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	u, err := resp.Location()
	if err != nil {
		return nil, err
	}
	return u.Query(), nil
}

func (f *signInFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/v1/access_token":
		f.token(w, r)
	case "/v1/device/authorize":
		f.mu.Lock()
		f.asked = formOf(r)
		f.mu.Unlock()
		answer(w, 200, map[string]any{"device_code": "canary-device-code", "user_code": "438822", "verification_uri": f.front.URL + "/verify", "expires_in": 300, "interval": 1})
	case "/v1/device/token":
		f.deviceToken(w, r)
	default:
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		f.mu.Lock()
		f.seen = append(f.seen, token+" "+r.URL.RequestURI())
		good := f.access[token]
		f.mu.Unlock()
		if !good {
			answer(w, 401, map[string]any{"message": "canary-401"})
			return
		}
		f.Server.ServeHTTP(w, r)
	}
}

func formOf(r *http.Request) url.Values {
	_ = r.ParseForm() // what is missing shows
	return r.PostForm
}

func (f *signInFake) token(w http.ResponseWriter, r *http.Request) {
	form := formOf(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case form.Get("client_id") != fakeClientID || form.Get("client_secret") != fakeClientSecret:
		answer(w, 401, map[string]any{"error": "invalid_client", "error_description": "canary-401"})
	case form.Get("grant_type") == "authorization_code":
		sum := sha256.Sum256([]byte(form.Get("code_verifier")))
		if form.Get("code") != "canary-code" || base64.RawURLEncoding.EncodeToString(sum[:]) != f.challenge {
			answer(w, 400, map[string]any{"error": "invalid_grant"})
			return
		}
		f.give(w)
	case form.Get("grant_type") == "refresh_token" && f.refresh[form.Get("refresh_token")]:
		delete(f.refresh, form.Get("refresh_token"))
		f.renewals++
		if f.onRenewal != nil {
			f.onRenewal()
		}
		f.give(w)
	default:
		answer(w, 400, map[string]any{"error": "invalid_grant", "error_description": "canary-401"})
	}
}

func (f *signInFake) deviceToken(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case id != fakeClientID || secret != fakeClientSecret || formOf(r).Get("device_code") != "canary-device-code":
		answer(w, 401, map[string]any{"error": "invalid_client"})
	case f.polls > 0:
		f.polls--
		answer(w, 428, map[string]any{"message": "pending", "errors": []any{map[string]any{"description": "pending"}}})
	default:
		f.give(w)
	}
}

// give gives a new pair out. The lock is held.
func (f *signInFake) give(w http.ResponseWriter) {
	f.n++
	pair := map[string]any{
		"access_token": fmt.Sprintf("canary-access-%d", f.n), "expires_in": int(f.lifetime.Seconds()), "token_type": "Bearer",
		"refresh_token": fmt.Sprintf("canary-refresh-%d", f.n), "refresh_token_expires_in": int(f.span.Seconds()),
	}
	if f.granted != "" {
		pair["scope"] = f.granted
	}
	f.access[pair["access_token"].(string)], f.refresh[pair["refresh_token"].(string)] = true, true
	answer(w, 200, pair)
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}
