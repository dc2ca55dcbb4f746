package admins

import "time"

// days is how many whole days have passed.
func days(now, then time.Time) int { return int(now.Sub(then).Hours() / 24) }

// date is a moment as a word of evidence: its day, or nil when it is not known.
func date(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.DateOnly)
}
