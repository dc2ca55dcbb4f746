package finding

import (
	"fmt"
	"time"
)

// Day is a day of the calendar without a time of day: the day on which
// something was signed, or after which it no longer counts. The zero Day means
// that none was given.
type Day struct{ t time.Time } // midnight UTC

// DayOf is the day of the moment t in that time zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// ParseDay reads a day written as 2026-11-20.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Day{}, fmt.Errorf("%q is not a day such as 2026-11-20", text)
	}
	return Day{t}, nil
}

// IsZero says that no day was given.
func (d Day) IsZero() bool { return d.t.IsZero() }

// Before says whether d comes before other.
func (d Day) Before(other Day) bool { return d.t.Before(other.t) }

// After says whether d comes after other.
func (d Day) After(other Day) bool { return d.t.After(other.t) }

// Plus is the day so many days later, or earlier for a negative number.
func (d Day) Plus(days int) Day { return Day{d.t.AddDate(0, 0, days)} }

// Since is how many days have passed from other to d.
func (d Day) Since(other Day) int { return int(d.t.Sub(other.t) / (24 * time.Hour)) }

// Time is midnight UTC of the day, for evidence.
func (d Day) Time() time.Time { return d.t }

// String writes the day as 2026-11-20, and no day as nothing.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	*d, err = ParseDay(string(text))
	return err
}
