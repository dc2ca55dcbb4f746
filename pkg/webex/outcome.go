package webex

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// kindOf classifies an answer's status; the empty kind is success.
func kindOf(status int) Kind {
	switch {
	case status == http.StatusPartialContent:
		return Truncated // nobody asked for a part
	case status >= 200 && status < 300:
		return ""
	case status == http.StatusUnauthorized:
		return Unauthorized
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusGone:
		return NotFound
	case status == http.StatusLocked, status == http.StatusTooManyRequests:
		return Throttled
	case status >= 400 && status < 500:
		return BadRequest
	case status >= 500 && status < 600:
		return Unavailable
	default:
		return Schema // 1xx, 3xx and made-up statuses are no answers to a GET
	}
}

// failure begins an error about r.
func (r Request) failure(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Host: r.Host, Template: r.Template, Detail: fmt.Sprintf(format, args...)}
}

// failure begins an error about an answer to r; resp may be nil.
func (resp *Response) failure(r Request, k Kind, format string, args ...any) *Error {
	e := r.failure(k, format, args...)
	if resp != nil {
		e.Status, e.Attempts = resp.Status, resp.Attempts
		e.TrackingID = trackingID(resp.Header)
	}
	return e
}

// judge turns every answer that is not a success into an error.
func (resp *Response) judge(r Request) error {
	k := kindOf(resp.Status)
	if k == "" {
		if resp.IsWebPage() {
			return resp.failure(r, Schema, "the answer is a web page")
		}
		return nil
	}
	p := resp.Problem
	if p == ProblemUnknown {
		p = classify(resp.Body)
	}
	e := resp.failure(r, k, "%s", p.detail())
	e.Problem = p
	return e
}

// IsWebPage reports a web page, which gateways and captive portals send with
// status 200, sometimes as JSON.
func (resp *Response) IsWebPage() bool {
	if mt, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err == nil && (mt == "text/html" || mt == "application/xhtml+xml") {
		return len(bytes.TrimSpace(resp.Body)) > 0
	}
	return bytes.HasPrefix(bytes.TrimSpace(resp.Body), []byte("<"))
}

// trackingID returns Webex's id of the exchange if it looks like one: it goes
// into reports, and a header is still something that a server wrote.
func trackingID(h http.Header) string {
	id := h.Get("Trackingid")
	if len(id) > 128 || strings.ContainsFunc(id, func(c rune) bool {
		return (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_'
	}) {
		return ""
	}
	return id
}
