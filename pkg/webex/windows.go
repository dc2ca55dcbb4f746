package webex

import "time"

// Window is a stretch of time that includes From and excludes To.
type Window struct{ From, To time.Time }

// Windows cuts the time between from and to into stretches of at most span,
// oldest first, in UTC, for the endpoints that limit the range of a request.
// Together they cover exactly that time; none is empty. A span of zero or less
// cuts nothing.
func Windows(from, to time.Time, span time.Duration) []Window {
	var ws []Window
	for at := from.UTC(); at.Before(to); {
		end := at.Add(span)
		if span <= 0 || end.After(to) {
			end = to.UTC()
		}
		ws = append(ws, Window{From: at, To: end})
		at = end
	}
	return ws
}
