package auth

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultRedirectPort is the port of the redirect URI that integrations are
// told to register: http://localhost:8976/callback.
const DefaultRedirectPort = 8976

const (
	callbackPath = "/callback"
	// loginTimeout is how long the browser may take to come back.
	loginTimeout = 5 * time.Minute
	// farewell is how long connections that carry nothing may hold up the end.
	farewell = 500 * time.Millisecond
)

// Callback is where the browser comes back to after the person signed in: a
// server on the loopback interface, for one sign-in (RFC 8252, section 7.3).
type Callback struct {
	listeners []net.Listener
	port      string
	timeout   time.Duration
}

// Listen takes a port of this machine, on 127.0.0.1 and, where there is one,
// ::1; port 0 is any that is free. It is called before the browser is opened,
// and Wait or Close must follow. Its error is an *Error; one of the kind
// Unavailable means that the port is taken.
func Listen(ctx context.Context, port int) (*Callback, error) {
	if port < 0 || port > 65535 {
		return nil, &Error{Kind: Malformed, Detail: fmt.Sprintf("%d is no port", port)}
	}
	var lc net.ListenConfig
	v4, err := lc.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, taken(ctx, port)
	}
	addr, ok := v4.Addr().(*net.TCPAddr)
	if !ok {
		_ = v4.Close()
		return nil, taken(ctx, port)
	}
	c := &Callback{listeners: []net.Listener{v4}, port: strconv.Itoa(addr.Port), timeout: loginTimeout}
	v6, err := lc.Listen(ctx, "tcp6", net.JoinHostPort("::1", c.port))
	if err == nil {
		c.listeners = append(c.listeners, v6)
		return c, nil
	}
	// Where there is an ::1, a browser may try it first: whoever holds the port
	// there would get the code.
	if other, err := lc.Listen(ctx, "tcp6", "[::1]:0"); err == nil {
		_ = other.Close()
		_ = v4.Close()
		return nil, taken(ctx, addr.Port)
	}
	return c, nil
}

func taken(ctx context.Context, port int) *Error {
	if ctx.Err() != nil {
		return ended(ctx)
	}
	return &Error{Kind: Unavailable, Detail: fmt.Sprintf("port %d of this machine cannot be had; another program, or another sign-in, seems to use it", port)}
}

// RedirectURI is what the integration must have registered.
func (c *Callback) RedirectURI() string {
	return "http://localhost:" + c.port + callbackPath
}

// Close gives the port back. It may be called more than once.
func (c *Callback) Close() error {
	var errs []error
	for _, l := range c.listeners {
		if err := l.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// outcome is how a sign-in ended.
type outcome struct {
	grant Grant
	err   error
}

// Wait serves until the browser brought the answer to the sign-in, gets the
// tokens, and shows a page that says how it went. Whatever else comes is turned
// away and changes nothing. It gives up after five minutes (Expired), when ctx
// ends (Canceled), when the sign-in was finished by Finish (Refused), or when a
// second browser comes to StartURL (Contested), and closes c. The error is an
// *Error.
func (c *Callback) Wait(ctx context.Context, l *CodeLogin) (Grant, error) {
	defer c.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	h := &receiver{login: l.in, port: c.port, done: make(chan outcome, 1), second: make(chan struct{})}
	h.contest = sync.OnceFunc(func() { close(h.second) })
	h.exchange = func(code Secret) (Grant, error) { return l.in.exchange(ctx, code) }
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       30 * time.Second,
		MaxHeaderBytes:    32 << 10,
		// It would log what strangers send.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
	}
	defer c.stop(server)
	for _, listener := range c.listeners {
		go func() { _ = server.Serve(listener) }() // ends with the server
	}
	late := time.NewTimer(c.timeout)
	defer late.Stop()
	select {
	case <-l.in.over:
	case <-h.second:
		l.in.take(byHand)
		return Grant{}, contested()
	case <-ctx.Done():
		return Grant{}, ended(ctx)
	case <-late.C:
		if l.in.take(byHand) {
			return Grant{}, &Error{Kind: Expired, Detail: "nobody finished the sign-in in time"}
		}
	}
	if l.in.owner.Load() != h {
		return Grant{}, &Error{Kind: Refused, Detail: "this sign-in was finished without the browser"}
	}
	var o outcome
	select {
	case o = <-h.done: // the exchange has bounds of its own
	case <-h.second:
	}
	select {
	case <-h.second:
		return Grant{}, contested()
	default:
		return o.grant, o.err
	}
}

// stop lets the last page out before the server ends.
func (c *Callback) stop(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close()
	}
}

// receiver answers the requests that come to the port. Any page that the browser
// has open can send some, and any program of this machine.
type receiver struct {
	login *codeLogin
	port  string
	// exchange gets the tokens. It goes on when the browser leaves.
	exchange func(code Secret) (Grant, error)
	done     chan outcome // of the one request that is acted on
	opened   atomic.Bool  // by a browser that came with the nonce
	// second is closed when another one came.
	second chan struct{}
	// contest closes it; it may be called more than once.
	contest func()
}

// ServeHTTP acts on the answer to the sign-in and turns all else away.
func (h *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case !h.isOurs(r.Host):
		// A name that somebody made resolve to this machine.
		page{Title: "Not here"}.write(w, http.StatusMisdirectedRequest)
		return
	case strings.HasPrefix(r.URL.Path, startPath):
		h.start(w, r)
		return
	case r.URL.Path != callbackPath:
		page{Title: "Nothing here"}.write(w, http.StatusNotFound)
		return
	case r.Method != http.MethodGet:
		notThisWay(w)
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		strayPage(&Error{Detail: "the address cannot be read"}).write(w, http.StatusBadRequest)
		return
	}
	code, ours, err := h.login.claim(query, h)
	if !ours {
		strayPage(err).write(w, http.StatusBadRequest)
		return
	}
	var o outcome
	if o.err = err; err == nil {
		o.grant, o.err = h.exchange(code)
	}
	defer func() { h.done <- o }() // the page comes first
	if o.err != nil {
		failedPage(o.err).write(w, http.StatusOK)
		return
	}
	signedInPage.write(w, http.StatusOK)
}

// isOurs says whether a Host header names this server.
func (h *receiver) isOurs(host string) bool {
	return host == "localhost:"+h.port || host == "127.0.0.1:"+h.port || host == "[::1]:"+h.port
}
