package synth

import (
	"fmt"
	"net/http"
	"time"
)

const day = 24 * time.Hour

// span is a time window, half open.
type span struct{ from, to time.Time }

func (s span) holds(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// limits are what an endpoint demands of its window.
type limits struct {
	from, to string        // names of the parameters; "from" and "to" when empty
	required bool          // both must be given
	usual    time.Duration // length when one end is missing; 7 days when zero
	longest  time.Duration // from one end to the other; zero is any
	back     time.Duration // from today to the start; zero is any
}

// window reads the time window of a request, and answers 400 when it is not
// what the endpoint allows.
func (o *Organization) window(w http.ResponseWriter, r *http.Request, l limits) (span, bool) {
	if l.from == "" {
		l.from, l.to = "from", "to"
	}
	if l.usual == 0 {
		l.usual = 7 * day
	}
	query := r.URL.Query()
	from, okFrom := moment(query.Get(l.from))
	to, okTo := moment(query.Get(l.to))
	refuse := func(why string) (span, bool) {
		o.fail(w, http.StatusBadRequest, why)
		return span{}, false
	}
	switch {
	case !okFrom || !okTo:
		return refuse(fmt.Sprintf("%s and %s must be ISO 8601", l.from, l.to))
	case l.required && (from.IsZero() || to.IsZero()):
		return refuse(fmt.Sprintf("%s and %s are required", l.from, l.to))
	case from.IsZero() && to.IsZero():
		to = o.Now
		from = to.Add(-l.usual)
	case from.IsZero():
		from = to.Add(-l.usual)
	case to.IsZero():
		to = from.Add(l.usual)
	}
	switch {
	case to.Before(from):
		return refuse(fmt.Sprintf("%s is after %s", l.from, l.to))
	case l.longest != 0 && to.Sub(from) > l.longest:
		return refuse(fmt.Sprintf("the interval exceeds %d days", l.longest/day))
	case l.back != 0 && o.Now.Sub(from) > l.back:
		return refuse(fmt.Sprintf("%s is more than %d days ago", l.from, l.back/day))
	}
	return span{from, to}, true
}

// moment reads the forms of ISO 8601 that clients send; no text is no time.
func moment(s string) (time.Time, bool) {
	if s == "" {
		return time.Time{}, true
	}
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// stamp writes a time as most endpoints do.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// milli writes a time with milliseconds, as people and audit events have it.
func milli(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
