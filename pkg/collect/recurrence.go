package collect

import (
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"wxaudit/pkg/snapshot"
)

// Bounds on what a recurrence rule may cost us. Webex writes rules far inside
// of them.
const (
	maxRuleLength  = 500
	maxInterval    = 100
	maxOccurrences = 1000
)

// ruleParts are the parts of an RRULE that Webex uses. Rules with others, such
// as BYHOUR or BYEASTER, count as unparsable: better no answer than a guess.
var ruleParts = map[string]bool{
	"FREQ": true, "INTERVAL": true, "COUNT": true, "UNTIL": true, "WKST": true,
	"BYDAY": true, "BYMONTHDAY": true, "BYMONTH": true, "BYSETPOS": true,
}

// rule is a recurrence rule of an answer; empty when it was absent. A recording
// keeps only what has the alphabet of one.
type rule string

func (rule) redact(v any, _ *Pseudonyms) any {
	s, ok := v.(string)
	if !ok || strings.ContainsFunc(s, func(c rune) bool {
		return (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("=;,:+-", c)
	}) {
		return marker(v)
	}
	return s
}

// recurrence reads the recurrence rule of a series (RFC 2445) whose first
// occurrence is at start; none means a single meeting.
//
// It counts by expanding the rule, in UTC, and stops at maxOccurrences: a
// longer rule has that many occurrences, or its COUNT, and Last is then the
// last one that was looked at. The first occurrence counts whether or not it
// matches the rule: it need not, because the rule is written in a time zone
// that Webex does not tell.
func recurrence(text rule, start time.Time) (rec snapshot.Recurrence) {
	if strings.TrimSpace(string(text)) == "" {
		return snapshot.Recurrence{Kind: "none"}
	}
	unparsable := snapshot.Recurrence{Kind: "unparsable"}
	defer func() {
		// The library was not written for hostile rules.
		if recover() != nil {
			rec = unparsable
		}
	}()
	opt, ok := parseRule(string(text))
	switch {
	case !ok:
		return unparsable
	case opt.Count == 0 && opt.Until.IsZero():
		return snapshot.Recurrence{Kind: "endless"}
	case start.Year() < 1970 || start.Year() > 2399: // absent, or nonsense
		rec = snapshot.Recurrence{Kind: "finite", Last: opt.Until}
		if opt.Count > 0 && opt.Until.IsZero() {
			rec.Occurrences = snapshot.Some(opt.Count)
		}
		return rec
	}
	n, last := expand(opt, start.UTC())
	if n == 1 && (opt.Until.IsZero() && opt.Count > 1 || opt.Count == 0 && opt.Until.After(last.AddDate(8*max(opt.Interval, 1), 0, 0))) {
		return unparsable // such as every 30th of February; the 29th comes within eight years
	}
	if opt.Until.IsZero() {
		n = opt.Count
	}
	return snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(n), Last: last}
}

// parseRule parses a rule and refuses what would be costly or meaningless.
func parseRule(text string) (rrule.ROption, bool) {
	if len(text) > maxRuleLength {
		return rrule.ROption{}, false
	}
	text = strings.ToUpper(strings.TrimSpace(text))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "RRULE:"), ";")
	dateOnly := false
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ";") {
		key, value, _ := strings.Cut(part, "=")
		if !ruleParts[key] || seen[key] || strings.Trim(value, "0") == "" {
			return rrule.ROption{}, false // unknown, twice, empty or zero
		}
		seen[key] = true
		if key == "UNTIL" {
			dateOnly = len(value) == len(rrule.DateFormat)
		}
	}
	opt, err := rrule.StrToROption(text)
	if err != nil || opt.Freq > rrule.DAILY { // hourly and faster
		return rrule.ROption{}, false
	}
	if seen["COUNT"] && opt.Count < 1 || seen["INTERVAL"] && (opt.Interval < 1 || opt.Interval > maxInterval) {
		return rrule.ROption{}, false
	}
	if dateOnly {
		opt.Until = opt.Until.Add(24*time.Hour - time.Second) // that day is included
	}
	return *opt, true
}

// expand counts the occurrences of a finite rule, start included, and returns
// the last one.
//
// The library looks for the next occurrence until the year 9999, which takes
// it seconds when a rule has none. The Gregorian calendar repeats every 400
// years, weekdays included, so the rule is moved as close to that end as
// leaves three centuries to look at.
func expand(opt rrule.ROption, start time.Time) (n int, last time.Time) {
	const cycle = 400
	shift := (9699 - start.Year()) / cycle * cycle
	opt.Dtstart = start.Truncate(time.Second).AddDate(shift, 0, 0)
	if !opt.Until.IsZero() {
		opt.Until = opt.Until.AddDate(shift, 0, 0)
	}
	set, err := rrule.NewRRule(opt)
	if err != nil {
		panic(err) // recurrence recovers: a bound that the library checks
	}
	n, last = 1, opt.Dtstart
	for next := set.Iterator(); n < maxOccurrences && (opt.Count == 0 || n < opt.Count); {
		t, ok := next()
		if !ok {
			break
		}
		if t.After(last) { // the first one is start itself, when it matches
			n, last = n+1, t
		}
	}
	return n, last.AddDate(-shift, 0, 0)
}
