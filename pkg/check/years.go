package check

import "time"

// SixYears is the most days that six calendar years can have. HIPAA has its
// documentation kept for so long (45 CFR 164.316(b)(2)(i)), and the checklist
// takes it as the floor for records too.
const SixYears = 2192

// LongestYears is the most days that so many calendar years can have (rule R8):
// six years are 2192 days at most, and not 6 × 365.
func LongestYears(years int) int {
	leapYear := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	return int(leapYear.AddDate(years, 0, 0).Sub(leapYear) / (24 * time.Hour))
}
