package webex_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestWindows(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(d time.Duration) time.Time { return from.Add(d) }
	for name, tc := range map[string]struct {
		to   time.Time
		span time.Duration
		want []webex.Window
	}{
		"nothing":        {from, day, nil},
		"backwards":      {at(-day), day, nil},
		"less than one":  {at(day), 30 * day, []webex.Window{{from, at(day)}}},
		"exactly one":    {at(30 * day), 30 * day, []webex.Window{{from, at(30 * day)}}},
		"one and a bit":  {at(30*day + 1), 30 * day, []webex.Window{{from, at(30 * day)}, {at(30 * day), at(30*day + 1)}}},
		"two and a half": {at(75 * day), 30 * day, []webex.Window{{from, at(30 * day)}, {at(30 * day), at(60 * day)}, {at(60 * day), at(75 * day)}}},
		"no span":        {at(75 * day), 0, []webex.Window{{from, at(75 * day)}}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.want, webex.Windows(from, tc.to, tc.span))
		})
	}
}

func TestWindowsAreInUTC(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("CET", 3600)
	from := time.Date(2026, 1, 1, 1, 0, 0, 0, berlin)
	ws := webex.Windows(from, from.AddDate(0, 0, 40), 30*24*time.Hour)
	require.Len(t, ws, 2)
	for _, w := range ws {
		require.Equal(t, time.UTC, w.From.Location())
		require.Equal(t, time.UTC, w.To.Location())
	}
	require.Equal(t, "2026-01-01T00:00:00Z", ws[0].From.Format(time.RFC3339))
}
