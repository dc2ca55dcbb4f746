package collect

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestRecurrence(t *testing.T) {
	t.Parallel()
	// A Tuesday.
	start := day("2026-01-06").Add(15 * time.Hour)
	finite := func(n int, last time.Time) snapshot.Recurrence {
		return snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(n), Last: last}
	}
	unparsable := snapshot.Recurrence{Kind: "unparsable"}
	at15 := func(s string) time.Time { return day(s).Add(15 * time.Hour) }

	for _, tt := range []struct {
		name, rule string
		start      time.Time
		want       snapshot.Recurrence
	}{
		{"empty", "", start, snapshot.Recurrence{Kind: "none"}},
		{"blank", "  ", start, snapshot.Recurrence{Kind: "none"}},
		{"daily by count", "FREQ=DAILY;INTERVAL=1;COUNT=10", start, finite(10, at15("2026-01-15"))},
		{"prefix, case, closing semicolon", "RRULE:freq=daily;interval=1;count=10;", start, finite(10, at15("2026-01-15"))},
		{"every other week on two days is no multiplication", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=5", start, finite(5, at15("2026-02-03"))},
		{"until in utc", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260127T150000Z", start, finite(4, at15("2026-01-27"))},
		{"until in utc a second too early", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260127T145959Z", start, finite(3, at15("2026-01-20"))},
		{"until without a zone", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260127T150000", start, finite(4, at15("2026-01-27"))},
		{"until as a date includes that day", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260127", start, finite(4, at15("2026-01-27"))},
		{"until and count: the earlier ends it", "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z", start, finite(3, at15("2026-01-08"))},
		{"until before the start", "FREQ=DAILY;UNTIL=20250101T000000Z", start, finite(1, start)},
		{"once in a century", "FREQ=YEARLY;INTERVAL=100;UNTIL=21260106T150000Z", start, finite(2, at15("2126-01-06"))},
		{"monthly on the last friday", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", start, finite(3, at15("2026-02-27"))},
		{"the 31st skips short months", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", at15("2026-01-31"), finite(3, at15("2026-05-31"))},
		{"29 February across a century", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", at15("2096-02-29"), finite(2, at15("2104-02-29"))},
		{"weekday of another zone: the start counts", "FREQ=WEEKLY;BYDAY=MO;COUNT=3", start, finite(3, at15("2026-01-19"))},
		{"once", "FREQ=DAILY;COUNT=1", start, finite(1, start)},
		{"endless", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", start, snapshot.Recurrence{Kind: "endless"}},
		{"endless without a start", "FREQ=WEEKLY", time.Time{}, snapshot.Recurrence{Kind: "endless"}},
		{"more than we count, by count", "FREQ=DAILY;COUNT=5000", start, finite(5000, at15("2026-01-06").AddDate(0, 0, maxOccurrences-1))},
		{"more than we count, by date", "FREQ=DAILY;UNTIL=20990101T000000Z", start, finite(maxOccurrences, at15("2026-01-06").AddDate(0, 0, maxOccurrences-1))},
		{"no start, count", "FREQ=DAILY;COUNT=5", time.Time{}, snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(5)}},
		{"no start, until", "FREQ=DAILY;UNTIL=20260127T150000Z", time.Time{}, snapshot.Recurrence{Kind: "finite", Last: at15("2026-01-27")}},

		{"not a rule", "every tuesday", start, unparsable},
		{"no frequency", "COUNT=5", start, unparsable},
		{"a frequency nobody meets by", "FREQ=SECONDLY;COUNT=5", start, unparsable},
		{"zero count is not endless", "FREQ=DAILY;COUNT=0", start, unparsable},
		{"zero interval", "FREQ=DAILY;INTERVAL=00;COUNT=4", start, unparsable},
		{"negative count", "FREQ=DAILY;COUNT=-4", start, unparsable},
		{"negative interval", "FREQ=DAILY;INTERVAL=-1;COUNT=4", start, unparsable},
		{"no weekday", "FREQ=WEEKLY;BYDAY=XX", start, unparsable},
		{"parts that webex does not use", "FREQ=YEARLY;BYEASTER=1000;COUNT=5", start, unparsable},
		{"twice the same part", "FREQ=DAILY;COUNT=5;COUNT=500", start, unparsable},
		{"a second line", "DTSTART:20260106T150000Z\nRRULE:FREQ=DAILY;COUNT=5", start, unparsable},
		{"a day that never comes", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", start, unparsable},
		{"a day that never comes, until some day", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20351231", start, unparsable},
		{"month thirteen", "FREQ=YEARLY;BYMONTH=13;COUNT=5", start, unparsable},
		{"huge interval", "FREQ=DAILY;INTERVAL=9223372036854775807;COUNT=5", start, unparsable},
		{"huge number", "FREQ=DAILY;COUNT=92233720368547758070", start, unparsable},
		{"huge rule", "FREQ=DAILY;COUNT=5;BYMONTHDAY=" + strings.Repeat("1,", 1000) + "1", start, unparsable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, recurrence(rule(tt.rule), tt.start))
		})
	}
	require.Equal(t, snapshot.Recurrence{Kind: "none"}, recurrence("", start), "absent: Webex gives no rule to a single meeting")
}

func FuzzRecurrence(f *testing.F) {
	for _, text := range []string{
		"FREQ=DAILY;INTERVAL=1;COUNT=10",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20260127T150000Z",
		"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231",
		"FREQ=MONTHLY;BYSETPOS=-366;BYDAY=5MO;COUNT=2",
		"FREQ=YEARLY;INTERVAL=100;COUNT=999999999",
		"RRULE:freq=weekly;wkst=su;",
		"", ";", "=", "FREQ=",
	} {
		f.Add(text, int64(1767711600))
	}
	kinds := []string{"none", "finite", "endless", "unparsable"}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		start := time.Unix(unix%20_000_000_000, 0).UTC()
		rec := recurrence(rule(text), start)
		require.Contains(t, kinds, rec.Kind)
		n, known := rec.Occurrences.Get()
		if rec.Kind != "finite" {
			require.False(t, known)
			require.True(t, rec.Last.IsZero())
			return
		}
		if known {
			require.Positive(t, n)
			if !rec.Last.IsZero() {
				require.False(t, rec.Last.Before(start.Truncate(time.Second)))
			}
		}
	})
}
