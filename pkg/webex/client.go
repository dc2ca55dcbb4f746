package webex

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Options configures a Client.
type Options struct {
	// Exchanger performs the requests. It is required.
	Exchanger Exchanger
	// Concurrency bounds the requests in flight; 0 means 8.
	Concurrency int
	// MaxRequests bounds the requests that the whole run sends, retries and
	// redirects among them; 0 means no bound.
	MaxRequests int
	// Logger is told of every exchange, by template; nil is silence.
	Logger *slog.Logger
	// Progress, when set, is called with the number of exchanges so far, after
	// each, never twice at the same time. It must not call the client.
	Progress func(n int)
}

// Client sends requests, as many at a time and in all as it was allowed, and
// turns every answer that is not a success into an *Error. It may be used by
// several goroutines.
type Client struct {
	o      Options
	slots  chan struct{}
	budget budget

	mu      sync.Mutex
	started int // exchanges begun
	done    int // exchanges ended
	skew    time.Duration
	skewed  bool // skew is known
	refused map[Alias]bool

	progress sync.Mutex
}

// New makes a client. It panics without an Exchanger.
func New(o Options) *Client {
	if o.Exchanger == nil {
		panic("webex: a client needs an Exchanger")
	}
	if o.Concurrency <= 0 {
		o.Concurrency = 8
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Client{o: o, slots: make(chan struct{}, o.Concurrency), budget: budget{max: o.MaxRequests}}
}

// Do performs r and returns its answer if that is a success (2xx, and no web
// page). Everything else is an *Error.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	if c.refuses(r.Host) {
		return nil, r.failure(Refused, "nothing is asked of it in this run")
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, ended(ctx, r)
	}
	if ctx.Err() != nil { // both were ready and the slot won
		return nil, ended(ctx, r)
	}
	if err := c.begin(r); err != nil {
		return nil, err
	}
	resp, err := c.o.Exchanger.Exchange(withPurse(ctx, &c.budget), r)
	if err == nil {
		c.noteClock(resp)
		err = resp.judge(r)
	}
	err = typed(r, err)
	c.end(ctx, r, resp, err)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// Refuse sends nothing more to a service: every later request to it fails, of
// kind Refused, and counts nowhere.
func (c *Client) Refuse(service Alias) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused == nil {
		c.refused = map[Alias]bool{}
	}
	c.refused[service] = true
}

func (c *Client) refuses(service Alias) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.refused[service]
}

// Requests is the number of exchanges so far. Retries are part of theirs, so
// that it does not depend on how often the services had to be asked; see Sent.
func (c *Client) Requests() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.started
}

// Sent is the number of requests sent so far, which is what MaxRequests bounds:
// each exchange and, of Live, every retry and redirect.
func (c *Client) Sent() int { return c.budget.spent() }

// ClockSkew is the server's clock minus ours, to the second that the Date
// header has, from the first answer with one; false before that.
func (c *Client) ClockSkew() (time.Duration, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skew, c.skewed
}

// begin pays for the first sending of an exchange.
func (c *Client) begin(r Request) error {
	if err := c.budget.spend(); err != nil {
		return r.failure(Budget, "%s", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.started++
	return nil
}

func (c *Client) noteClock(resp *Response) {
	date, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.skewed {
		c.skew, c.skewed = date.Sub(resp.ReadAt), true
	}
}

// end logs the exchange and reports progress.
func (c *Client) end(ctx context.Context, r Request, resp *Response, err error) {
	if err != nil {
		c.o.Logger.LogAttrs(ctx, slog.LevelInfo, "request failed", slog.String("error", err.Error()))
	} else {
		c.o.Logger.LogAttrs(ctx, slog.LevelDebug, "request", slog.String("request", r.Name()),
			slog.Int("status", resp.Status), slog.Int("bytes", len(resp.Body)), slog.Int("attempts", resp.Attempts))
	}
	if c.o.Progress == nil {
		return
	}
	c.progress.Lock() // first, so that the numbers come in order
	defer c.progress.Unlock()
	c.mu.Lock()
	c.done++
	n := c.done
	c.mu.Unlock()
	c.o.Progress(n)
}

// ended says why the context of r is over.
func ended(ctx context.Context, r Request) *Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return r.failure(Timeout, "the time for the whole run is over")
	}
	return r.failure(Canceled, "")
}

// typed makes sure of the type of an exchanger's error. Text that we did not
// write is dropped: it may quote the URL.
func typed(r Request, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return r.failure(Timeout, "")
	case errors.Is(err, context.Canceled):
		return r.failure(Canceled, "")
	default:
		return r.failure(Unavailable, "")
	}
}
