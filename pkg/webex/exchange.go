// Package webex reads the Webex APIs and nothing else: a client that can only
// GET, only from the hosts and paths it was given, and that turns every way in
// which an answer can be missing into a typed error.
//
// It imports nothing of ours. See docs/ARCHITECTURE.md for the chain of
// transports.
package webex

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Alias names one of the services that the client may read, so that nothing
// behind the client depends on a region's host names.
type Alias string

// The services.
const (
	API        Alias = "api"        // WXAUDIT_API_URL, https://webexapis.com
	Broker     Alias = "idbroker"   // WXAUDIT_IDBROKER_URL, https://idbroker.webex.com
	ControlHub Alias = "controlhub" // WXAUDIT_CONTROLHUB_URL, https://atlas-a.wbx2.com
)

// The services that a run reads only when it is told to.
const (
	// ContactCenter is at an address of its region, which nothing tells:
	// https://api.wxcc-us1.cisco.com and the like.
	ContactCenter Alias = "contactcenter"
	// Officer is the API again, asked with the token of a compliance officer: one
	// token must not hold both that role and an administrator's.
	Officer Alias = "officer"
	// Handshake is no service: the path of a request to it names a host, and the
	// answer says which versions of TLS that host accepted. See tlsprobe.
	Handshake Alias = "handshake"
)

// DefaultURLs are the commercial services' base URLs. That of the Contact
// Center only stands for it in links; nothing is sent there unless it is named.
// Officer is always where API is.
var DefaultURLs = map[Alias]string{
	API:        "https://webexapis.com",
	Broker:     "https://idbroker.webex.com",
	ControlHub: "https://atlas-a.wbx2.com",

	ContactCenter: "https://api.wxcc-us1.cisco.com",
	Officer:       "https://webexapis.com",
}

// Request is one GET.
type Request struct {
	Host Alias
	// Path is the whole path below the service's base URL, ids filled in and
	// not escaped: "/v1/people/me".
	Path string
	// Template is the path with {placeholders} where ids stand. It is what
	// errors, logs and evidence show, because ids and addresses are personal.
	Template string
	Query    url.Values
}

// Name is the request as evidence shows it: method and template, no values.
func (r Request) Name() string { return "GET " + r.Template }

// Response is a whole answer, whatever its status.
type Response struct {
	Status int
	// Header holds the headers that matter (Link, Retry-After, TrackingID,
	// Date, Content-Type) and no others.
	Header http.Header
	Body   []byte
	// ReadAt is when the answer came, in UTC.
	ReadAt time.Time
	// Problem is what the body of an error answer said, when it was understood.
	// The body itself goes no further: it echoes addresses and ids.
	Problem Problem
	// Attempts is how often the request was sent; 0 when it was not sent at all
	// because the answer was recorded.
	Attempts int
}

// Exchanger performs requests: the live chain, a recorder around it, or a
// replayer instead of it. An answer with an error status is an answer; err is
// for answers that never came, and is always an *Error.
type Exchanger interface {
	Exchange(ctx context.Context, r Request) (*Response, error)
}
