package webex_test

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

func TestLiveWithoutAToken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		source tokenFunc
		kind   webex.Kind
	}{
		"none":       {func() (*oauth2.Token, error) { return nil, nil }, webex.Unauthorized},
		"empty":      {func() (*oauth2.Token, error) { return &oauth2.Token{}, nil }, webex.Unauthorized},
		"line break": {func() (*oauth2.Token, error) { return &oauth2.Token{AccessToken: "canary\n"}, nil }, webex.Unauthorized},
		"refused": {func() (*oauth2.Token, error) {
			return nil, &oauth2.RetrieveError{Response: &http.Response{StatusCode: 400}, Body: []byte("canary")}
		}, webex.Unauthorized},
		"down": {func() (*oauth2.Token, error) {
			return nil, &oauth2.RetrieveError{Response: &http.Response{StatusCode: 503}, Body: []byte("canary")}
		}, webex.Unavailable},
		"cut": {func() (*oauth2.Token, error) { return nil, errors.New("canary") }, webex.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(transport(func(*http.Request) (*http.Response, error) {
				t.Error("a request was sent")
				return nil, io.EOF
			}))
			o.Token = tc.source
			_, err := newLive(t, o).Exchange(t.Context(), people)
			e := failure(t, err)
			require.Equal(t, tc.kind, e.Kind)
			require.NotEmpty(t, e.Detail)
			require.NotContains(t, e.Error(), "canary")
		})
	}
}

func TestNewLiveChecksItsOptions(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*webex.LiveOptions){
		"no token": func(o *webex.LiveOptions) { o.Token = nil },
		"no list":  func(o *webex.LiveOptions) { o.Allow = nil },
		"no clock": func(o *webex.LiveOptions) { o.Now = nil },
	} {
		o := options(nil)
		spoil(&o)
		_, err := webex.NewLive(o)
		require.EqualError(t, err, "webex: Token, Allow and Now are required", name)
	}
	for text, why := range map[string]string{
		"http://webexapis.com":              "http is taken for this machine only",
		"http://127.0.0.1.canary.example":   "http is taken for this machine only",
		"http://10.0.0.1":                   "http is taken for this machine only",
		"ftp://webexapis.com":               "it must begin with https://",
		"webexapis.com":                     "it must begin with https://",
		"https://":                          "it has no host",
		"https:webexapis.com":               "it has no host",
		"https://jane:canary@webexapis.com": "it may not hold a user name or password",
		"https://webexapis.com?x=canary":    "it may not hold a query or fragment",
		"https://webexapis.com?":            "it may not hold a query or fragment",
		"https://webexapis.com/#canary":     "it may not hold a query or fragment",
		"https://webexapis.com/a/../b":      "its path is not a plain one",
		"https://webexapis.com/a%2Fb":       "its path is not a plain one",
		"https://web exapis.com":            "it is malformed",
		":":                                 "it is malformed",
	} {
		o := options(nil)
		o.URLs = map[webex.Alias]string{webex.API: text}
		_, err := webex.NewLive(o)
		require.ErrorContains(t, err, "webex: base URL of the service api: "+why, text)
		require.NotContains(t, err.Error(), "canary")
	}
	o := options(nil)
	o.URLs = map[webex.Alias]string{"wdm": "https://wdm-a.wbx2.com"}
	_, err := webex.NewLive(o)
	require.EqualError(t, err, `webex: base URL for the unknown service "wdm"`)
	for _, text := range []string{"", "https://api-usgov.webex.com", "https://API.example:443/", "http://localhost:1", "http://[::1]:1/x/y", "http://127.9.9.9"} {
		o := options(nil)
		o.URLs = map[webex.Alias]string{webex.API: text}
		_, err := webex.NewLive(o)
		require.NoError(t, err, text)
	}
}
