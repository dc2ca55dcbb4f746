package post_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink/post"
)

func TestParseURL(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"https://siem.example", "https://siem.example:8088/a/b?c=d", "HTTPS://SIEM.EXAMPLE/", "https://[2001:db8::1]:443/",
		"http://localhost:8088", "http://LOCALHOST/", "http://127.0.0.1/", "http://127.8.9.1:1/", "http://[::1]:9/",
	} {
		u, err := post.ParseURL(good)
		require.NoError(t, err, good)
		require.NotEmpty(t, u.Host)
	}
	for text, want := range map[string]string{
		"":                                      "not an address",
		"siem.example":                          "not an address",
		"siem.example:8088":                     "not an address",
		"https:siem.example":                    "not an address",
		"https://":                              "not an address",
		"https://:8088":                         "not an address",
		"https:///" + canary:                    "not an address",
		"https://siem.example:":                 "not an address",
		"https://siem.example:0":                "not an address",
		"https://siem.example:70000":            "not an address",
		"https://siem.example:" + canary:        "not an address",
		"https://a b/" + canary:                 "not an address",
		"https://siem.example/%zz" + canary:     "not an address",
		"https://siem.example/\n" + canary:      "not an address",
		"https://" + canary + "@siem.example":   "user name or password",
		"https://u:" + canary + "@siem.example": "user name or password",
		"https://siem.example/#" + canary:       "fragment",
		"http://siem.example/" + canary:         "must begin with https://",
		"http://127.0.0.1.evil.example/":        "must begin with https://",
		"http://localhost.evil.example/":        "must begin with https://",
		"http://10.0.0.1/":                      "must begin with https://",
		"http://0.0.0.0/":                       "must begin with https://",
		"http://2130706433/":                    "must begin with https://",
		"ftp://siem.example/":                   "must begin with https://",
		"file:///etc/passwd":                    "not an address",
	} {
		_, err := post.ParseURL(text)
		require.ErrorContains(t, err, want, "%q", text)
		require.NotContains(t, err.Error(), canary)
		_, err = post.New(post.Options{URL: text})
		require.ErrorContains(t, err, want, "%q", text)
	}
}
