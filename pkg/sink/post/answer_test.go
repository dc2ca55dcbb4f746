package post_test

import (
	"io"
	"log"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func TestClassify(t *testing.T) {
	t.Parallel()
	c := client(t, post.Options{URL: "https://siem.example"})
	for status, want := range map[int]sink.ErrorKind{
		301: sink.Permanent, 304: sink.Permanent, 400: sink.Permanent, 401: sink.Permanent, 403: sink.Permanent,
		404: sink.Permanent, 405: sink.Permanent, 406: sink.Permanent, 407: sink.Permanent, 408: sink.Passing,
		410: sink.Permanent, 413: sink.TooLarge, 415: sink.Permanent, 422: sink.Permanent, 425: sink.Passing,
		429: sink.Passing, 500: sink.Passing, 501: sink.Passing, 502: sink.Passing, 503: sink.Passing, 504: sink.Passing,
		507: sink.Passing, 599: sink.Passing, 199: sink.Permanent, 0: sink.Permanent,
	} {
		err := c.Classify("the receiver", &post.Answer{Status: status, Header: http.Header{"Retry-After": {"7"}}, Body: []byte(canary)})
		fails(t, err, want, "the receiver answered ")
		if _, after := sink.KindOf(err); want == sink.Passing {
			require.Equal(t, 7*time.Second, after)
		}
	}
	for _, status := range []int{200, 201, 202, 204, 299} {
		require.NoError(t, c.Classify("it", &post.Answer{Status: status}))
	}
	require.EqualError(t, c.Classify("it", &post.Answer{Status: 599}), "it answered 599")
}

func TestAfter(t *testing.T) {
	t.Parallel()
	c := client(t, post.Options{URL: "https://siem.example"})
	for text, want := range map[string]time.Duration{
		"":                               0,
		"0":                              0,
		"1":                              time.Second,
		" 30 ":                           30 * time.Second,
		"86401":                          24 * time.Hour,
		"99999999999999999999999":        24 * time.Hour,
		"-5":                             0,
		"+5":                             0,
		"1.5":                            0,
		"1e3":                            0,
		"soon":                           0,
		"0x10":                           0,
		"٣":                              0,
		"Sun, 01 Mar 2026 12:01:00 GMT":  time.Minute,
		"Sun, 01 Mar 2026 11:59:00 GMT":  0,
		"Sunday, 01-Mar-26 12:00:10 GMT": 10 * time.Second,
		"Sun Mar  1 12:00:20 2026":       20 * time.Second,
		"Fri, 31 Dec 9999 23:59:59 GMT":  24 * time.Hour,
		"Mon, 01 Jan 0001 00:00:00 GMT":  0,
		"2026-03-01T12:01:00Z":           0,
		"Sun, 32 Mar 2026 12:01:00 GMT":  0,
	} {
		require.Equal(t, want, c.After(http.Header{"Retry-After": {text}}), "%q", text)
	}
	require.Zero(t, c.After(nil))

	clockless, err := post.New(post.Options{URL: "https://siem.example"})
	require.NoError(t, err)
	require.Zero(t, clockless.After(http.Header{"Retry-After": {"Sun, 01 Mar 2026 12:01:00 GMT"}}))
	require.Equal(t, time.Second, clockless.After(http.Header{"Retry-After": {"1"}}))
}

func FuzzAfter(f *testing.F) {
	for _, s := range []string{"", "1", "-1", "Sun, 01 Mar 2026 12:01:00 GMT", "9999999999999999999"} {
		f.Add(s)
	}
	c, err := post.New(post.Options{URL: "https://siem.example", Now: func() time.Time { return noon }})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, s string) {
		after := c.After(http.Header{"Retry-After": {s}})
		require.GreaterOrEqual(t, after, time.Duration(0))
		require.LessOrEqual(t, after, 24*time.Hour)
	})
}
