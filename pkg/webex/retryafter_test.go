package webex

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"0": 0, "7": 7 * time.Second, " 45 ": 45 * time.Second, "007": 7 * time.Second,
		"86401": maxWait, "18446744073709551617": maxWait,
		"Sun, 01 Mar 2026 12:00:30 GMT":  30 * time.Second,
		"Sunday, 01-Mar-26 12:00:30 GMT": 30 * time.Second,
		"Sun Mar  1 12:00:30 2026":       30 * time.Second,
		"Sun, 01 Mar 2026 11:00:30 GMT":  0,
		"Sun, 01 Mar 9999 12:00:30 GMT":  maxWait,
	} {
		got, ok := retryAfter(value, now)
		require.True(t, ok, value)
		require.Equal(t, want, got, value)
	}
	for _, value := range []string{"", " ", "-1", "+1", "1.5", "soon", "1s", "1, 2", "2026-03-01T12:00:30Z", "\x00"} {
		_, ok := retryAfter(value, now)
		require.False(t, ok, value)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, value := range []string{"", "120", "-1", "1.5", "Sun, 01 Mar 2026 12:00:30 GMT", "Sunday, 01-Mar-26 12:00:30 GMT", "99999999999999999999"} {
		f.Add(value)
	}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, value string) {
		wait, ok := retryAfter(value, now)
		require.GreaterOrEqual(t, wait, time.Duration(0))
		require.LessOrEqual(t, wait, maxWait)
		require.True(t, ok || wait == 0)
	})
}
