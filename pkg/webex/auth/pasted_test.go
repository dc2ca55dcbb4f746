package auth_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestParsePasted(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 4, 3, 2, 1, 999, time.FixedZone("x", 3600))
	at := time.Date(2026, 5, 4, 2, 2, 1, 0, time.UTC)
	both := auth.Grant{Kind: auth.ServiceApp, Access: "canary-A", Refresh: "canary-R", RenewedAt: at}
	one := auth.Grant{Kind: auth.ServiceApp, Access: "canary-A", RenewedAt: at}
	full := both
	full.AccessExpiry, full.RefreshExpiry, full.Scopes = at.Add(time.Hour), at.Add(90*24*time.Hour), []string{"a_read", "b:read"}
	for name, tc := range map[string]struct {
		text string
		want auth.Grant
	}{
		"two lines":          {"canary-A\ncanary-R\n", both},
		"of Windows":         {"\ufeffcanary-A\r\ncanary-R\r\n", both},
		"with blanks":        {"\n\n  canary-A\t\n\n \tcanary-R  \n\n", both},
		"with Bearer":        {"Bearer canary-A\nbearer  canary-R", both},
		"one line":           {"canary-A", one},
		"an object":          {`{"access_token":"canary-A","refresh_token":"canary-R"}`, both},
		"with blanks inside": {`{"access_token":" Bearer canary-A ","refresh_token":"canary-R\n"}`, both},
		"only access":        {"\n {\"access_token\":\"canary-A\", \"refresh_token\":null}\n", one},
		"an answer": {
			`{"access_token":"canary-A","refresh_token":"canary-R","expires_in":3600,"refresh_token_expires_in":"7776000","scope":"a_read b:read","token_type":"Bearer"}`, full,
		},
		"only refresh": {`{"refresh_token":"canary-R"}`, auth.Grant{Kind: auth.ServiceApp, Refresh: "canary-R", RenewedAt: at}},
	} {
		g, err := auth.ParsePasted([]byte(tc.text), now)
		require.NoError(t, err, name)
		require.True(t, tc.want.Equal(g), name)
		hidesAll(t, g)
	}
}

func TestParsePastedRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                "there is no token",
		" \r\n\t\n":                       "there is no token",
		"\ufeff":                          "there is no token",
		"<!doctype html><p>canary":        "this is a web page, and not a token",
		"canary canary":                   "line 1: this holds a blank; it must stand alone",
		"canary-A\n\ncan\x1bary":          "line 3: this holds characters that no token has; was the whole of it copied, and nothing else?",
		"canary-A\ncanaryé":               "line 2: this holds characters that no token has; was the whole of it copied, and nothing else?",
		"c\x00a\x00n\x00a\x00r\x00y\x00":  "line 1: this holds characters that no token has; was the whole of it copied, and nothing else?",
		"canary-A\ncanary-R\n\ncanary-X":  "line 4: there are more than two lines; the first is the access token, the second the refresh token",
		"canary-A\ncanary-A":              "line 2: this is the access token again, and not the refresh token",
		`"canary"`:                        "line 1: this holds quotes, brackets or commas; it must stand alone",
		"[\"canary\"]":                    "line 1: this holds quotes, brackets or commas; it must stand alone",
		"access_token=canary":             "line 1: this holds the name of the token; it must stand alone",
		strings.Repeat("canary\n", 10000): "more than 64 KiB is no pair of tokens",

		`{}`: "there is neither an access_token nor a refresh_token",
		`{"access_token":"","refresh_token":null}`:                      "there is neither an access_token nor a refresh_token",
		"{\n\"access_token\":\"canary\",\n\"refresh_token\":":           "line 3: the JSON breaks off",
		"{\n\"access_token\":\"canary\"":                                "line 2: the JSON breaks off",
		"{\n\"access_token\":\"canary\",\n\"refresh_token\":canary}":    "line 3: this is not JSON",
		"{\n\"access_token\":\"canary\"}\n\n{}":                         "line 4: there is more after the JSON object",
		"{\"access_token\":\"canary\",\n\"canary\":1}":                  "line 2: this key is not known; there are access_token, refresh_token, token_type, expires_in, refresh_token_expires_in, scope",
		"{\"access_token\":\"canary\",\n\"client_id\":\"canary\"}":      "line 2: this key is not known; there are access_token, refresh_token, token_type, expires_in, refresh_token_expires_in, scope",
		"{\"Access_Token\":\"canary\"}":                                 "line 1: this key is not known; there are access_token, refresh_token, token_type, expires_in, refresh_token_expires_in, scope",
		"{\"access_token\":\"canary\",\n\"access_token\":\"x\"}":        "line 2: access_token is there twice, first on line 1",
		"{\n\"access_token\":7}":                                        "line 2: access_token is not a text in quotes",
		"{\n\"access_token\":\"can ary\"}":                              "line 2: access_token holds a blank; it must stand alone",
		"{\"access_token\":\"canary\",\n\"refresh_token\":\"canary\"}":  "line 2: access_token and refresh_token are the same",
		"{\"access_token\":\"canary\",\n\"expires_in\":-1}":             "line 2: expires_in is not a number of seconds from 1 to ten years",
		"{\"access_token\":\"canary\",\n\"expires_in\":\"canary\"}":     "line 2: expires_in is not a number of seconds from 1 to ten years",
		"{\"access_token\":\"canary\",\n\"scope\":\"a canary\\u001b\"}": "line 2: scope holds what can be no scope",
		"{\"access_token\":\"canary\",\n\"scope\":[\"canary\"]}":        "line 2: scope is not a text in quotes",
	} {
		g, err := auth.ParsePasted([]byte(text), start)
		require.Zero(t, g)
		e := failure(t, err)
		require.Equal(t, auth.Malformed, e.Kind)
		require.EqualError(t, e, want)
	}
}

func TestParseGiven(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text string
		want auth.Grant
	}{
		"lines": {"canary-A\ncanary-R\n", auth.Grant{Kind: auth.Given, Access: "canary-A", Refresh: "canary-R"}},
		"an object, lifetimes of no known beginning": {
			`{"client_id":"C123","client_secret":"canary-client-secret","access_token":"canary-A","refresh_token":"canary-R","expires_in":60,"scope":"a_read"}`,
			auth.Grant{Kind: auth.Given, Client: client, Access: "canary-A", Refresh: "canary-R", Scopes: []string{"a_read"}},
		},
	} {
		g, err := auth.ParseGiven([]byte(tc.text))
		require.NoError(t, err, name)
		require.True(t, tc.want.Equal(g), name)
	}
	for text, want := range map[string]string{
		"{\"client_id\":\"canary\"}":                                          "there is neither an access_token nor a refresh_token",
		"{\"access_token\":\"canary\",\n\"client_id\":5}":                     "line 2: client_id is not a text in quotes",
		"{\"access_token\":\"canary\",\n\"client_secret\":\" \t\\\"canary\"}": "line 2: this is not JSON",
		"{\"access_token\":\"canary\",\n\"client_secret\":\"can ary\"}":       "line 2: client_secret holds a blank; it must stand alone",
	} {
		_, err := auth.ParseGiven([]byte(text))
		require.EqualError(t, failure(t, err), want)
	}
}

func TestParseClient(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`{"client_id":"C123","client_secret":"canary-client-secret"}`:                               nil,
		"\ufeff{\r\n \"client_id\" : \" C123 \",\r\n\"client_secret\":\"canary-client-secret\\n\"}": nil,
		`{"client_id":"C123","client_secret":"canary-client-secret","scopes":null}`:                 nil,
		`{"client_id":"C123","client_secret":"canary-client-secret","scopes":"b_read  a_read\n"}`:   {"b_read", "a_read"},
		`{"scopes":["b_read","a:read"],"client_secret":"canary-client-secret","client_id":"C123"}`:  {"b_read", "a:read"},
	} {
		c, registered, err := auth.ParseClient("client.json", []byte(text))
		require.NoError(t, err, text)
		require.Equal(t, client, c)
		if len(want)+len(registered) > 0 {
			require.Equal(t, want, registered)
		}
		hidesAll(t, c)
	}
	const id = "{\"client_id\":\"C\",\"client_secret\":\"canary\",\n"
	for text, want := range map[string]string{
		"":                                   "c.json:1: the JSON breaks off",
		"canary":                             "c.json:1: this is not JSON",
		"[\"canary\"]":                       "c.json:1: this is not a JSON object",
		"\n\"canary\"":                       "c.json:2: this is not a JSON object",
		"{}":                                 "c.json: client_id and client_secret are both needed",
		"{\"client_id\":\"C\"}":              "c.json: client_id and client_secret are both needed",
		"{\n\"client_id\":\"C\",}":           "c.json:2: this is not JSON",
		"{\n\"client_secret\":[\"canary\"]}": "c.json:2: client_secret is not a text in quotes",
		"{\n\"client_secret\":\"a\\u0000\"}": "c.json:2: client_secret holds characters that no token has; was the whole of it copied, and nothing else?",
		id + "\"client_secret\":\"canary\"}": "c.json:2: client_secret is there twice, first on line 1",
		id + "\"canary\":\"canary\"}":        "c.json:2: this key is not known; there are client_id, client_secret, scopes",
		id + "\"scopes\":7}":                 "c.json:2: scopes is neither a text nor a list of texts",
		id + "\"scopes\":[null]}":            "c.json:2: scopes is neither a text nor a list of texts",
		id + "\"scopes\":[\"a\",7]}":         "c.json:2: scopes is neither a text nor a list of texts",
		id + "\"scopes\":[\"a\",\"canary canary\"]}": "c.json:2: number 2 of scopes can be no scope",
		id + "\"scopes\":[\"a\",\"b\",\"a\"]}":       "c.json:2: number 3 of scopes is there twice",
		strings.Repeat(" ", 65<<10):                  "c.json: more than 64 KiB is no client file",
	} {
		c, registered, err := auth.ParseClient("c.json", []byte(text))
		require.Zero(t, c)
		require.Nil(t, registered)
		require.EqualError(t, failure(t, err), want, text)
	}
}
