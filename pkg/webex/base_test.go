package webex_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestServiceURL(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://webexapis.com":          "https://webexapis.com",
		"https://WebexAPIs.com:443///":   "https://webexapis.com",
		"https://gov.example:8443/proxy": "https://gov.example:8443/proxy",
		"http://localhost:8080/":         "http://localhost:8080",
		"http://[::1]:80/a%20b":          "http://[::1]/a%20b",
	} {
		got, err := webex.ServiceURL(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got)
		again, err := webex.ServiceURL(got)
		require.NoError(t, err)
		require.Equal(t, got, again)
	}
	for text, want := range map[string]string{
		"":                              "it must begin with https://",
		"webexapis.com":                 "it must begin with https://",
		"http://webexapis.com":          "http is taken for this machine only (localhost, 127.0.0.1, ::1); use https",
		"https://me:canary@example.com": "it may not hold a user name or password",
		"https://example.com/?canary":   "it may not hold a query or fragment",
		"https://example.com/a/../b":    "its path is not a plain one",
		"https://":                      "it has no host",
		"https://a:canary/":             "it is malformed",
	} {
		_, err := webex.ServiceURL(text)
		require.EqualError(t, err, want, text)
	}
}
