package webex

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/hashicorp/go-cleanhttp"
	"github.com/hashicorp/go-retryablehttp"
	"golang.org/x/oauth2"

	"wxaudit/pkg/webex/internal/answer"
)

// LiveOptions configures the way to the real services. Token, Allow and Now are
// required.
type LiveOptions struct {
	// URLs are the base URLs of the services, https, or http for this machine. A
	// path in them comes before the path of each request. A service that is
	// missing is at its DefaultURLs.
	URLs map[Alias]string
	// Token authorises the requests. If it is a Renewable, a token that the API
	// refuses with 401 is renewed once.
	Token oauth2.TokenSource
	// Officer authorises the requests to the service Officer; nil when no
	// compliance officer has signed in.
	Officer oauth2.TokenSource
	// Allow says which paths may be read, below the base URL and not escaped.
	Allow func(service Alias, path string) bool
	// AttemptTimeout bounds one attempt with its body; 0 means 30 s.
	AttemptTimeout time.Duration
	// MaxAttempts bounds the attempts of a request; 0 means 6.
	MaxAttempts int
	// FirstBackoff is the wait after the first failed attempt when the server does
	// not name one; it doubles each time, up to 30 s. 0 means 1 s.
	FirstBackoff time.Duration
	// MaxRetryAfter caps the waits that the server asks for; 0 means 60 s.
	MaxRetryAfter time.Duration
	// Rate bounds the requests a second, of all goroutines; 0 means 10.
	Rate float64
	// MaxBody bounds an answer, in bytes after decompression; 0 means 32 MiB.
	MaxBody int64
	// Transport carries the requests; nil is a pooled one of our own that takes
	// its proxy from the environment.
	Transport http.RoundTripper
	// UserAgent is sent with each request; empty sends "wxaudit".
	UserAgent string
	// Logger is told of failed attempts, by template; nil is silence.
	Logger *slog.Logger
	// Now is the clock.
	Now func() time.Time
	// Jitter returns numbers in [0, 1) that spread the waits; nil is random.
	Jitter func() float64
}

// Live performs requests against the real services. Its chain, from the caller
// to the network: the token is added, and renewed when it was refused; attempts are repeated; redirects are
// followed; the limiter waits; an attempt is timed and read whole; the guard
// looks at it last. It may be used by several goroutines.
type Live struct {
	bases     map[Alias]base
	chains    map[Alias]http.RoundTripper
	userAgent string
	now       func() time.Time
}

var _ Exchanger = (*Live)(nil)

// NewLive makes a Live. Its errors are about the options, and do not quote
// them.
func NewLive(o LiveOptions) (*Live, error) {
	if o.Token == nil || o.Allow == nil || o.Now == nil {
		return nil, errors.New("webex: Token, Allow and Now are required")
	}
	bases, err := parseBases(o.URLs)
	if err != nil {
		return nil, fmt.Errorf("webex: %w", err)
	}
	o.setDefaults()

	g := &guard{next: o.Transport, bases: bases, allow: o.Allow}
	once := &attempt{next: g, timeout: o.AttemptTimeout, maxBody: o.MaxBody}
	paced := newLimiter(once, o.Rate, o.Now)
	policy := &retrier{first: o.FirstBackoff, cap: o.MaxRetryAfter, now: o.Now, jitter: o.Jitter, log: o.Logger}
	retrying := &retryablehttp.RoundTripper{
		Client: policy.client(&http.Client{Transport: paced, CheckRedirect: g.redirect}, o.MaxAttempts),
	}
	chains := map[Alias]http.RoundTripper{}
	for alias := range bases {
		source := o.Token
		if alias == Officer {
			source = o.Officer
		}
		// Services that Cisco does not document refuse tokens that are good.
		chains[alias] = &signer{source: tokens{source}, next: retrying, renew: alias == API || alias == Officer}
	}
	return &Live{bases: bases, chains: chains, userAgent: o.UserAgent, now: o.Now}, nil
}

func (o *LiveOptions) setDefaults() {
	o.AttemptTimeout = orDefault(o.AttemptTimeout, 30*time.Second)
	o.MaxAttempts = orDefault(o.MaxAttempts, 6)
	o.FirstBackoff = orDefault(o.FirstBackoff, time.Second)
	o.MaxRetryAfter = orDefault(o.MaxRetryAfter, 60*time.Second)
	o.Rate = orDefault(o.Rate, 10)
	o.MaxBody = orDefault(o.MaxBody, 32<<20)
	if o.Transport == nil {
		t := cleanhttp.DefaultPooledTransport()
		t.MaxResponseHeaderBytes = 256 << 10
		o.Transport = t
	}
	if o.UserAgent == "" {
		o.UserAgent = "wxaudit"
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
}

// orDefault is v unless that is zero or less.
func orDefault[N ~int | ~int64 | ~float64](v, otherwise N) N {
	if v <= 0 {
		return otherwise
	}
	return v
}

// Exchange sends r, again if need be, and returns the last answer whatever its
// status. Error bodies are understood and dropped.
func (l *Live) Exchange(ctx context.Context, r Request) (*Response, error) {
	b, ok := l.bases[r.Host]
	if !ok {
		return nil, r.failure(Refused, "the service is not known")
	}
	t := &trace{request: r}
	u := b.url(r)
	req, err := http.NewRequestWithContext(withTrace(ctx, t), http.MethodGet, b.scheme+"://"+b.host, nil)
	if err != nil {
		return nil, r.failure(Refused, "the request is malformed")
	}
	req.URL = u
	req.Header.Set("Accept", "application/json, application/scim+json, */*;q=0.1")
	req.Header.Set("User-Agent", l.userAgent)
	hr, err := l.chains[r.Host].RoundTrip(req)
	if err != nil {
		return nil, t.failure(ctx, err)
	}
	return l.response(b, t, hr)
}

// response keeps of an answer what may be kept.
func (l *Live) response(b base, t *trace, hr *http.Response) (*Response, error) {
	body, err := io.ReadAll(hr.Body) // in memory already; see attempt
	if err != nil {
		return nil, t.request.failure(Unavailable, "the connection was cut")
	}
	resp := &Response{Status: hr.StatusCode, Header: http.Header{}, ReadAt: l.now().UTC(), Attempts: t.attempts}
	for _, name := range []string{"Retry-After", "TrackingID", "Date", "Content-Type"} {
		if v := hr.Header.Get(name); v != "" {
			resp.Header.Set(name, v)
		}
	}
	if kindOf(resp.Status) != "" {
		resp.Problem = classify(body)
		return resp, nil
	}
	resp.Body = body
	if target, ok := NextLink(hr.Header); ok {
		SetNextLink(resp.Header, b.canonical(t.request.Host, hr.Request.URL, target))
	}
	return resp, nil
}

// failure turns the error of the chain into ours.
func (t *trace) failure(ctx context.Context, err error) *Error {
	e := t.request.failure(Unavailable, "%s", transportFault(err))
	e.Status, e.TrackingID, e.Attempts = t.status, t.trackingID, t.attempts
	te, isToken := errors.AsType[*tokenError](err)
	_, isRefusal := errors.AsType[*refusal](err)
	_, isBudget := errors.AsType[*overspent](err)
	switch {
	case isToken:
		e.Kind, e.Detail = te.kind, te.why
	case isRefusal:
		e.Kind = Refused
	case isBudget:
		e.Kind = Budget
	case errors.Is(err, answer.ErrTooLarge):
		e.Kind = Schema
	case errors.Is(err, answer.ErrSlow):
		e.Kind = Timeout
	case errors.Is(err, context.DeadlineExceeded), errors.Is(ctx.Err(), context.DeadlineExceeded):
		e.Kind, e.Detail = Timeout, "the time for the whole run is over"
	case errors.Is(err, context.Canceled), ctx.Err() != nil:
		e.Kind, e.Detail = Canceled, ""
	}
	return e
}
