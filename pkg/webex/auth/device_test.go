package auth_test

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

const codes = `{"device_code":"canary-device-code","user_code":"123456","verification_uri":"https://login.example/verify",` +
	`"verification_uri_complete":"https://login.example/verify?userCode=123456","expires_in":300,"interval":2}`

// device signs in and says what was shown.
func device(ctx context.Context, s *auth.Service) (auth.Grant, []auth.DevicePrompt, error) {
	var shown []auth.DevicePrompt
	g, err := s.Device(ctx, auth.DeviceRequest{Client: client, Scopes: scopes, Show: func(p auth.DevicePrompt) { shown = append(shown, p) }})
	return g, shown, err
}

func TestDevice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pending := says(428, `{"message":"authorization_pending","errors":[{"description":"authorization_pending"}],"trackingId":"canary"}`)
		s, f := service(t, says(200, codes), pending, pending, says(200, `{"access_token":"canary-access-2","expires_in":64799,"refresh_token":"canary-refresh-2","scope":"a_read"}`))
		g, shown, err := device(t.Context(), s)
		require.NoError(t, err)
		require.Equal(t, auth.Grant{
			Kind: auth.Device, Client: client, Access: "canary-access-2", AccessExpiry: start.Add(6 * time.Second).Add(64799 * time.Second),
			Refresh: "canary-refresh-2", Scopes: []string{"a_read"}, RenewedAt: start.Add(6 * time.Second),
		}, g)
		require.Equal(t, []auth.DevicePrompt{{
			VerificationURI: "https://login.example/verify", VerificationURIComplete: "https://login.example/verify?userCode=123456",
			UserCode: "123456", ExpiresAt: start.Add(300 * time.Second),
		}}, shown)
		require.Len(t, f.got, 4)
		require.Equal(t, "https://webexapis.com/v1/device/authorize", f.got[0].url)
		require.Equal(t, url.Values{"client_id": {"C123"}, "scope": {"spark-admin:people_read spark-admin:roles_read"}}, f.got[0].form)
		require.Empty(t, f.got[0].header.Get("Authorization"))
		require.Equal(t, "https://webexapis.com/v1/device/token", f.got[1].url)
		require.Equal(t, url.Values{
			"client_id": {"C123"}, "device_code": {"canary-device-code"}, "grant_type": {"urn:ietf:params:oauth:grant-type:device_code"},
		}, f.got[1].form)
		require.Equal(t, "Basic "+base64.StdEncoding.EncodeToString([]byte("C123:canary-client-secret")), f.got[1].header.Get("Authorization"))
		require.Equal(t, []time.Duration{2e9, 2e9, 2e9}, f.waits())
	})
}

func TestDevicePolls(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		reply reply
		next  time.Duration // the wait after it
	}{
		"428 and nothing":         {says(428, ""), 2e9},
		"428 and a page":          {says(428, "<html>canary</html>"), 2e9},
		"428 and a code":          {says(428, `{"error":"authorization_pending"}`), 2e9},
		"428 and another code":    {says(428, `{"error":"slow_down"}`), 7e9},
		"400 and a code":          {says(400, `{"error":"authorization_pending"}`), 2e9},
		"400 in Webex's words":    {says(400, `{"errors":[{"description":"authorization_pending"}],"message":"canary"}`), 2e9},
		"slow down":               {says(400, `{"error":"slow_down"}`), 7e9},
		"slow down, in its words": {says(400, `{"errors":[{"description":"slow_down"}]}`), 7e9},
		"throttled":               {says(429, `{"error":"access_denied"}`), 7e9},
		"500":                     {says(500, `{"error":"access_denied"}`), 7e9},
		"502":                     {says(502, "<html>canary</html>"), 7e9},
		"503":                     {says(503, ""), 7e9},
		"504":                     {says(504, ""), 7e9},
		"refused":                 {breaks(&net.OpError{Op: "dial", Err: errors.New(canary)}), 7e9},
		"cut":                     {breaks(io.ErrUnexpectedEOF), 7e9},
		"cut in the body":         {cut(pair), 7e9},
		"a timeout of net":        {breaks(netTimeout{}), 7e9},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, says(200, codes), tc.reply, says(200, pair))
				g, shown, err := device(t.Context(), s)
				require.NoError(t, err)
				require.Equal(t, auth.Secret("canary-access-2"), g.Access)
				require.Len(t, shown, 1)
				require.Equal(t, []time.Duration{2e9, tc.next}, f.waits())
			})
		})
	}
}

func TestDeviceEnds(t *testing.T) {
	t.Parallel()
	pending := says(428, "")
	for name, tc := range map[string]struct {
		replies []reply
		kind    auth.ErrorKind
		code    string
		text    string
	}{
		"denied":            {[]reply{pending, says(400, `{"error":"access_denied"}`)}, auth.Denied, "access_denied", "the sign-in was denied (HTTP 400, access_denied)"},
		"denied, in words":  {[]reply{says(400, `{"errors":[{"description":"access_denied"}],"message":"canary"}`)}, auth.Denied, "access_denied", ""},
		"expired":           {[]reply{says(400, `{"error":"expired_token"}`)}, auth.Expired, "expired_token", ""},
		"too many tokens":   {[]reply{says(400, `{"error":"tokenlimit_reached"}`)}, auth.Denied, "", ""},
		"wrong secret":      {[]reply{says(401, `{"message":"canary"}`)}, auth.InvalidClient, "", ""},
		"not understood":    {[]reply{says(400, `{"message":"canary"}`)}, auth.Malformed, "", ""},
		"a web page":        {[]reply{says(200, "<html>canary</html>")}, auth.Malformed, "", ""},
		"a redirect":        {[]reply{says(302, "", "Location", "https://canary.example")}, auth.Refused, "", ""},
		"never done":        {[]reply{pending}, auth.Expired, "", "nobody finished the sign-in in time"},
		"never there":       {[]reply{breaks(io.EOF)}, auth.Expired, "", "nobody finished the sign-in in time"},
		"never an answer":   {[]reply{hangs}, auth.Expired, "", "nobody finished the sign-in in time"},
		"lost, then denied": {[]reply{breaks(io.EOF), says(400, `{"error":"invalid_grant"}`)}, auth.InvalidGrant, "invalid_grant", ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, _ := service(t, append([]reply{says(200, codes)}, tc.replies...)...)
				g, shown, err := device(t.Context(), s)
				e := failure(t, err)
				require.Zero(t, g)
				require.Len(t, shown, 1)
				require.Equal(t, tc.kind, e.Kind, e.Error())
				require.Equal(t, tc.code, e.Code)
				if tc.text != "" {
					require.EqualError(t, e, tc.text)
				}
				require.LessOrEqual(t, time.Since(start), 300*time.Second)
			})
		})
	}
}

// TestDeviceCodes reads the first answer, which is shown and sets the pace.
func TestDeviceCodes(t *testing.T) {
	t.Parallel()
	const uri = `"verification_uri":"https://login.example/v"`
	const three = `"device_code":"canary","user_code":"AB-CD EF",` + uri
	for name, tc := range map[string]struct {
		body     string
		interval time.Duration
		life     time.Duration
		complete string
	}{
		"the least":           {`{` + three + `}`, 5e9, 300e9, ""},
		"misspelt":            {`{"device_code":"canary","user_code":"AB-CD EF","verification_url":"https://login.example/v"}`, 5e9, 300e9, ""},
		"of other types":      {`{` + three + `,"interval":{},"expires_in":[],"verification_uri_complete":4}`, 5e9, 300e9, ""},
		"negative":            {`{` + three + `,"interval":-1,"expires_in":-1}`, 5e9, 300e9, ""},
		"nothing":             {`{` + three + `,"interval":0,"expires_in":0}`, 5e9, 300e9, ""},
		"in quotes":           {`{` + three + `,"interval":"3","expires_in":"90"}`, 3e9, 90e9, ""},
		"slow and long":       {`{` + three + `,"interval":100000,"expires_in":1000000}`, 60e9, 3600e9, ""},
		"huge":                {`{` + three + `,"interval":1e300,"expires_in":9223372036854775807}`, 5e9, 300e9, ""},
		"a link that is none": {`{` + three + `,"verification_uri_complete":"javascript:canary"}`, 5e9, 300e9, ""},
		"a link":              {`{` + three + `,"verification_uri_complete":"https://login.example/v?c=1"}`, 5e9, 300e9, "https://login.example/v?c=1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, says(200, tc.body), says(200, pair))
				_, shown, err := device(t.Context(), s)
				require.NoError(t, err)
				require.Equal(t, []auth.DevicePrompt{{
					VerificationURI: "https://login.example/v", VerificationURIComplete: tc.complete, UserCode: "AB-CD EF", ExpiresAt: start.Add(tc.life),
				}}, shown)
				require.Equal(t, []time.Duration{tc.interval}, f.waits())
			})
		})
	}
	for name, tc := range map[string]struct {
		reply reply
		kind  auth.ErrorKind
	}{
		"not JSON":             {says(200, canary), auth.Malformed},
		"a web page":           {says(200, "<html>canary</html>"), auth.Malformed},
		"no codes":             {says(200, `{`+uri+`}`), auth.Malformed},
		"no address":           {says(200, `{"device_code":"canary","user_code":"1"}`), auth.Malformed},
		"an open address":      {says(200, `{"device_code":"canary","user_code":"1","verification_uri":"http://canary.example/"}`), auth.Malformed},
		"a script":             {says(200, `{"device_code":"canary","user_code":"1","verification_uri":"javascript:canary"}`), auth.Malformed},
		"an address with user": {says(200, `{"device_code":"canary","user_code":"1","verification_uri":"https://webex.com@canary.example/"}`), auth.Malformed},
		"escape sequences":     {says(200, `{"device_code":"canary","user_code":"\u001b[2Jcanary",`+uri+`}`), auth.Malformed},
		"a broken code":        {says(200, `{"device_code":"can ary","user_code":"1",`+uri+`}`), auth.Malformed},
		"invalid scope":        {says(400, `{"error":"invalid_scope","error_description":"canary"}`), auth.InvalidScope},
		"wrong client":         {says(401, ""), auth.InvalidClient},
		"no endpoint":          {says(404, canary), auth.Malformed},
		"a redirect":           {says(308, "", "Location", "https://canary.example/"), auth.Refused},
		"down":                 {breaks(io.EOF), auth.Unavailable},
		"503":                  {says(503, canary), auth.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, _ := service(t, tc.reply)
				_, shown, err := device(t.Context(), s)
				require.Equal(t, tc.kind, failure(t, err).Kind)
				require.Empty(t, shown)
			})
		})
	}
}

func TestDeviceAndTheContext(t *testing.T) {
	t.Parallel()
	for name, replies := range map[string][]reply{
		"at the start":       {hangs},
		"while polling":      {says(200, codes), hangs},
		"between polls":      {says(200, codes), says(428, "")},
		"waiting to go on":   {says(200, codes), says(400, `{"error":"slow_down"}`)},
		"waiting to restart": {says(429, "", "Retry-After", "60")},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				s, _ := service(t, replies...)
				time.AfterFunc(9*time.Second, cancel)
				_, _, err := device(ctx, s)
				require.Equal(t, auth.Canceled, failure(t, err).Kind)
				require.ErrorIs(t, err, context.Canceled)
				require.Equal(t, 9*time.Second, time.Since(start))
			})
		})
	}
}

func TestDeviceRefuses(t *testing.T) {
	t.Parallel()
	s, f := service(t, says(200, codes))
	show := func(auth.DevicePrompt) {}
	for want, r := range map[auth.ErrorKind]auth.DeviceRequest{
		auth.InvalidClient: {Show: show},
		auth.Malformed:     {Client: client},
		auth.InvalidScope:  {Client: client, Show: show, Scopes: []string{"canary\x1b"}},
	} {
		_, err := s.Device(t.Context(), r)
		require.Equal(t, want, failure(t, err).Kind)
	}
	require.Empty(t, f.got)
}
