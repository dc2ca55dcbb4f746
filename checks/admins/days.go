package admins

import "time"

// days is how many whole days have passed.
func days(now, then time.Time) int { return int(now.Sub(then).Hours() / 24) }
