package auth

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/hashicorp/go-cleanhttp"
	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

// The endpoints, below the base URL. Nothing is ever sent to the first: it is
// opened in a browser.
const (
	authorizePath   = "/v1/authorize"
	tokenPath       = "/v1/access_token"
	deviceStartPath = "/v1/device/authorize"
	deviceTokenPath = "/v1/device/token"
)

// Options configures a Service. Now is required.
type Options struct {
	// BaseURL is where the sign-in service is, as in WXAUDIT_API_URL: https, or
	// http for this machine. Empty is https://webexapis.com.
	BaseURL string
	// Transport carries the requests; nil is a pooled one of our own that takes
	// its proxy from the environment.
	Transport http.RoundTripper
	// UserAgent is sent with each request; empty sends "wxaudit".
	UserAgent string
	// Now is the clock by which the ends of tokens are reckoned.
	Now func() time.Time
	// Logger is told of failed attempts, by template and status; nil is silence.
	Logger *slog.Logger
}

// Service is the sign-in service of Webex. It may be used by several
// goroutines.
type Service struct {
	base string
	// The ways to the network, of which each request takes one: a single
	// attempt; several attempts; and several that outlive the context a little.
	once, repeated, lasting http.RoundTripper
	now                     func() time.Time
}

var _ Renewer = (*Service)(nil)

// New makes a Service. Its error is an *Error about the options, and does not
// quote them.
func New(o Options) (*Service, error) {
	if o.Now == nil {
		return nil, &Error{Kind: Malformed, Detail: "a sign-in service needs a clock"}
	}
	if o.BaseURL == "" {
		o.BaseURL = webex.DefaultURLs[webex.API]
	}
	base, err := webex.ServiceURL(o.BaseURL)
	if err != nil {
		return nil, &Error{Kind: Malformed, Detail: "base URL of the sign-in service", Err: err}
	}
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
	g := &guard{next: o.Transport, urls: []string{base + tokenPath, base + deviceStartPath, base + deviceTokenPath}}
	try := func(grace time.Duration) http.RoundTripper {
		return &attempt{next: g, timeout: attemptTimeout, grace: grace, userAgent: o.UserAgent}
	}
	p := &retrier{log: o.Logger}
	return &Service{
		base:     base,
		once:     try(0),
		repeated: p.repeat(try(0)),
		lasting:  p.repeat(try(graceOfRenewal)),
		now:      o.Now,
	}, nil
}

// config is what x/oauth2 needs to know of the service and a client. It holds
// the client's secret as plain text, so it is made for one request and not kept.
func (s *Service) config(c Client, tokens string, style oauth2.AuthStyle) *oauth2.Config {
	return &oauth2.Config{
		ClientID:     c.ID,
		ClientSecret: c.Secret.Reveal(),
		Endpoint: oauth2.Endpoint{
			AuthURL:       s.base + authorizePath,
			TokenURL:      s.base + tokens,
			DeviceAuthURL: s.base + deviceStartPath,
			AuthStyle:     style,
		},
	}
}

// through has x/oauth2 send its requests that way.
func through(ctx context.Context, way http.RoundTripper) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: way})
}

// check finds what can be no client of an authorisation.
func (c Client) check() error {
	switch {
	case c.ID == "" || c.Secret == "":
		return &Error{Kind: InvalidClient, Detail: "client id and client secret are both needed"}
	case !printable(c.ID) || !printable(c.Secret.Reveal()):
		return &Error{Kind: InvalidClient, Detail: "client id or client secret holds blanks or other characters that none has"}
	}
	return nil
}

// printable says whether a text is of nothing but visible ASCII, as tokens,
// codes and client secrets are (RFC 6749, appendix A), without its blank.
func printable(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
