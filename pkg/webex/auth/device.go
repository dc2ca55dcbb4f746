package auth

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

// DeviceRequest says what a sign-in by device grant asks for. Client and Show are
// required.
type DeviceRequest struct {
	Client Client
	Scopes []string
	// Show tells the person what to do. It is called once.
	Show func(DevicePrompt)
}

// DevicePrompt is what a person needs to finish a sign-in by device grant, on
// any machine (RFC 8628, section 3.3). It may be shown.
type DevicePrompt struct {
	VerificationURI string
	// VerificationURIComplete has the code in it; it may be empty.
	VerificationURIComplete string
	UserCode                string
	ExpiresAt               time.Time // when it is too late
}

const (
	// The example of Webex's guide has 300 s and 2 s; RFC 8628 has 5 s for an
	// answer that names no interval.
	defaultDeviceLife     = 5 * time.Minute
	defaultDeviceInterval = 5
	maxDeviceLife         = time.Hour
	maxDeviceInterval     = 60
)

// errTooLate ends the polling when the device code has ended.
var errTooLate = errors.New("the device code ended")

// Device signs in by the device grant (POST /v1/device/authorize, then POST
// /v1/device/token until the person is done; RFC 8628). It returns when the
// person said yes or no (Denied), the code ended (Expired) or ctx did
// (Canceled). The error is an *Error.
func (s *Service) Device(ctx context.Context, r DeviceRequest) (Grant, error) {
	if err := r.Client.check(); err != nil {
		return Grant{}, err
	}
	if err := Refuse(r.Scopes, true); err != nil {
		return Grant{}, err
	}
	if r.Show == nil {
		return Grant{}, &Error{Kind: Malformed, Detail: "nobody would be shown the code"}
	}
	cfg := s.config(r.Client, deviceTokenPath, oauth2.AuthStyleInHeader)
	cfg.Scopes = r.Scopes
	code, life, err := s.startDevice(ctx, cfg)
	if err != nil {
		return Grant{}, err
	}
	r.Show(DevicePrompt{
		VerificationURI: code.VerificationURI, VerificationURIComplete: code.VerificationURIComplete,
		UserCode: code.UserCode, ExpiresAt: s.now().UTC().Truncate(time.Second).Add(life),
	})
	cfg.Scopes = nil // they belong to the first request only
	ctx, cancel := context.WithTimeoutCause(ctx, life, errTooLate)
	defer cancel()
	ctx, c := begin(ctx, deviceTokenPath)
	way := &polling{next: &dialect{next: s.once, read: tokenAnswer, code: pollCode}}
	t, err := cfg.DeviceAccessToken(through(ctx, way), code)
	if errors.Is(context.Cause(ctx), errTooLate) && err != nil && !isAnswer(err) {
		return Grant{}, &Error{Kind: Expired, Detail: "nobody finished the sign-in in time"}
	}
	if err != nil {
		return Grant{}, c.failure(ctx, err)
	}
	return s.granted(Device, r.Client, t, r.Scopes), nil
}

// isAnswer says whether an error is what the service answered.
func isAnswer(err error) bool {
	if _, ok := errors.AsType[*Error](err); ok {
		return true
	}
	_, ok := errors.AsType[*oauth2.RetrieveError](err)
	return ok
}

// startDevice gets the codes, and how long they are good for.
func (s *Service) startDevice(ctx context.Context, cfg *oauth2.Config) (*oauth2.DeviceAuthResponse, time.Duration, error) {
	ctx, c := begin(ctx, deviceStartPath)
	life := defaultDeviceLife
	way := &dialect{next: s.repeated, read: func(body []byte) (any, error) {
		w, err := deviceAnswer(body)
		if err == nil && w.ExpiresIn > 0 {
			life = min(time.Duration(w.ExpiresIn)*time.Second, maxDeviceLife)
		}
		return w, err
	}}
	// x/oauth2 sends this request without its context.
	bound := roundTrip(func(req *http.Request) (*http.Response, error) { return way.RoundTrip(req.WithContext(ctx)) })
	code, err := cfg.DeviceAuth(through(ctx, bound))
	if err != nil {
		return nil, 0, c.failure(ctx, err)
	}
	code.Expiry = time.Time{} // the context has it, with a cause of its own
	return code, life, nil
}

// roundTrip is a function that is a http.RoundTripper.
type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// deviceCodes is the answer to the first request as x/oauth2 reads it.
type deviceCodes struct {
	DeviceCode              string `json:"device_code"`
	UserCode                string `json:"user_code"`
	VerificationURI         string `json:"verification_uri"`
	VerificationURIComplete string `json:"verification_uri_complete,omitempty"`
	ExpiresIn               int64  `json:"expires_in,omitempty"`
	Interval                int64  `json:"interval"`
}

// deviceAnswer reads the answer to the first request (RFC 8628, section 3.2).
// What it holds is shown to a person, who will open it.
func deviceAnswer(body []byte) (deviceCodes, error) {
	var w struct {
		DeviceCode  string          `json:"device_code"`
		UserCode    string          `json:"user_code"`
		URI         string          `json:"verification_uri"`
		URL         string          `json:"verification_url"` // a misspelling that is about
		URIComplete json.RawMessage `json:"verification_uri_complete"`
		ExpiresIn   json.RawMessage `json:"expires_in"`
		Interval    json.RawMessage `json:"interval"`
	}
	if err := json.Unmarshal(body, &w); err != nil {
		return deviceCodes{}, &Error{Kind: Malformed, Detail: notJSON(body)}
	}
	if w.URI == "" {
		w.URI = w.URL
	}
	switch {
	case w.DeviceCode == "" || w.UserCode == "" || w.URI == "":
		return deviceCodes{}, &Error{Kind: Malformed, Detail: "the sign-in service answered without a device code, a user code or an address to open"}
	case !printable(w.DeviceCode) || !isUserCode(w.UserCode):
		return deviceCodes{}, &Error{Kind: Malformed, Detail: "the sign-in service answered with a code that holds characters that no code has"}
	case !isWebPage(w.URI):
		return deviceCodes{}, &Error{Kind: Malformed, Detail: "the address to open is none that a person should open"}
	}
	codes := deviceCodes{
		DeviceCode: w.DeviceCode, UserCode: w.UserCode, VerificationURI: w.URI,
		ExpiresIn: secondsOf(w.ExpiresIn), Interval: min(secondsOf(w.Interval), maxDeviceInterval),
	}
	if codes.Interval == 0 {
		codes.Interval = defaultDeviceInterval
	}
	if complete := textOf(w.URIComplete); isWebPage(complete) {
		codes.VerificationURIComplete = complete
	}
	return codes, nil
}

// isUserCode takes what a person can read off a terminal and type.
func isUserCode(code string) bool {
	for _, c := range code {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return len(code) <= 64
}

// isWebPage takes https, or http of this machine, on whatever host: that of the
// page is not that of the service.
func isWebPage(text string) bool {
	u, err := url.Parse(text)
	if err != nil || !printable(text) || u.User != nil || len(text) > 2048 {
		return false
	}
	_, err = webex.ServiceURL(u.Scheme + "://" + u.Host)
	return err == nil
}
