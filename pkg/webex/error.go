package webex

import (
	"fmt"
	"net/http"
	"strings"
)

// Kind classifies what went wrong with a request, by what it means for the
// audit and not by status code.
type Kind string

// The kinds. Their words are those of the report's gap reasons, but for
// Unauthorized.
const (
	Unauthorized Kind = "unauthorized" // 401: the token is missing, expired or revoked
	Forbidden    Kind = "forbidden"    // 403: scope, role or licence is missing
	NotFound     Kind = "not_found"    // 404, 405, 410
	BadRequest   Kind = "bad_request"  // 400 and the remaining 4xx
	Throttled    Kind = "throttled"    // 423, 429 until the retries ran out
	Unavailable  Kind = "unavailable"  // 5xx, cut connections, until the retries ran out
	Timeout      Kind = "timeout"      // a deadline passed
	Canceled     Kind = "canceled"     // the caller gave up
	Truncated    Kind = "truncated"    // a list ended before its end
	Budget       Kind = "budget"       // the request budget was used up
	Schema       Kind = "schema"       // the answer was not of the documented shape
	Refused      Kind = "refused"      // our own guard: a host, path, method or redirect off the list
	NotRecorded  Kind = "not_recorded" // a replay has no such exchange
)

// Error is a request that gave no usable answer. Its text holds neither query
// values nor anything that the server wrote, so it may be logged and reported.
type Error struct {
	Kind     Kind
	Host     Alias
	Template string // path with placeholders
	Status   int    // 0 when no answer came
	// TrackingID is Webex's id of the exchange, for a support case.
	TrackingID string
	Attempts   int
	// Problem is what the error body complained of, when it was understood.
	Problem Problem
	// Detail is a short explanation in our own words; it may be empty.
	Detail string
}

// Error says what was asked, how it ended, and what Webex calls it.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "GET %s: ", e.Template)
	if e.Status != 0 {
		fmt.Fprintf(&b, "%d %s", e.Status, strings.ToLower(http.StatusText(e.Status)))
	} else {
		b.WriteString(strings.ReplaceAll(string(e.Kind), "_", " "))
	}
	if e.Detail != "" {
		fmt.Fprintf(&b, ": %s", e.Detail)
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, ", after %d attempts", e.Attempts)
	}
	if e.TrackingID != "" {
		fmt.Fprintf(&b, " (tracking id %s)", e.TrackingID)
	}
	return b.String()
}
