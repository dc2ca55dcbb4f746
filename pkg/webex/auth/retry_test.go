package auth_test

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestRenewTriesAgain(t *testing.T) {
	t.Parallel()
	const noAnswer = "no answer from the sign-in service: "
	dial := &net.OpError{Op: "dial", Err: errors.New(canary)}
	for name, tc := range map[string]struct {
		reply  reply
		text   string
		status int
	}{
		"refused":      {breaks(dial), noAnswer + "no connection to the server", 0},
		"proxy":        {breaks(&net.OpError{Op: "proxyconnect", Err: errors.New(canary)}), noAnswer + "no connection through the proxy", 0},
		"no such host": {breaks(&net.OpError{Op: "dial", Err: &net.DNSError{Name: canary}}), noAnswer + "the host name could not be resolved", 0},
		"cut":          {breaks(io.ErrUnexpectedEOF), noAnswer + "the connection was cut", 0},
		// Those of package net pass for the end of a context.
		"a timeout of net": {breaks(netTimeout{}), noAnswer + "the connection was cut", 0},
		"cut in the body":  {cut(pair), noAnswer + "the connection was cut", 0},
		"broken off":       {says(200, pair[:len(pair)/2]), noAnswer + "the connection was cut", 0},
		"slow":             {hangs, noAnswer + "the attempt took too long", 0},
		"throttled":        {says(429, canary), "the sign-in service is not available", 429},
		"timeout":          {says(408, canary), "the sign-in service is not available", 408},
		"500":              {says(500, `{"error":"invalid_grant"}`), "the sign-in service is not available", 500},
		"502":              {says(502, "<html>canary</html>"), "the sign-in service is not available", 502},
		"503":              {says(503, canary), "the sign-in service is not available", 503},
		"504":              {says(504, ""), "the sign-in service is not available", 504},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, tc.reply)
				_, err := s.Renew(t.Context(), old())
				e := failure(t, err)
				require.Equal(t, auth.Unavailable, e.Kind)
				require.Equal(t, tc.status, e.Status)
				require.Equal(t, tc.text+", after 4 attempts", e.Detail)
				require.Len(t, f.got, 4)
				for _, g := range f.got {
					require.Equal(t, "canary-refresh-1", g.form.Get("refresh_token"), "the same one each time")
				}

				s, f = service(t, tc.reply, tc.reply, tc.reply, says(200, pair))
				g, err := s.Renew(t.Context(), old())
				require.NoError(t, err)
				require.Equal(t, auth.Secret("canary-refresh-2"), g.Refresh)
				require.Len(t, f.got, 4)
			})
		})
	}
}

type netTimeout struct{}

func (netTimeout) Error() string   { return canary }
func (netTimeout) Is(e error) bool { return e == context.DeadlineExceeded } //nolint:errorlint // as package net has it

func TestRenewWaits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		reply reply
		waits [][2]time.Duration // the least and the most
	}{
		"twice as long":  {says(500, ""), [][2]time.Duration{{5e8, 1e9}, {1e9, 2e9}, {2e9, 4e9}}},
		"as asked":       {says(429, "", "Retry-After", "7"), [][2]time.Duration{{7e9, 7e9}, {7e9, 7e9}, {7e9, 7e9}}},
		"a date":         {says(503, "", "Retry-After", "Sat, 01 Jan 2000 00:00:20 GMT"), [][2]time.Duration{{20e9, 20e9}, {0, 0}, {0, 0}}},
		"not for ever":   {says(429, "", "Retry-After", "86400"), [][2]time.Duration{{60e9, 60e9}, {60e9, 60e9}, {60e9, 60e9}}},
		"beyond numbers": {says(429, "", "Retry-After", "9223372036854775807"), [][2]time.Duration{{0, 60e9}, {0, 60e9}, {0, 60e9}}},
		"malformed":      {says(429, "", "Retry-After", canary), [][2]time.Duration{{5e8, 1e9}, {1e9, 2e9}, {2e9, 4e9}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, f := service(t, tc.reply)
				_, err := s.Renew(t.Context(), old())
				require.Equal(t, auth.Unavailable, failure(t, err).Kind)
				waits := f.waits()
				require.Len(t, waits, len(tc.waits))
				for i, w := range waits {
					require.GreaterOrEqual(t, w, tc.waits[i][0])
					require.LessOrEqual(t, w, tc.waits[i][1])
				}
			})
		})
	}
}
