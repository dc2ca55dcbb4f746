//go:build linux

package realtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/webextest"
)

// front is the one address at which wxaudit and the browser find everything. It
// notes every exchange, and can hold one back.
type front struct {
	t       *testing.T
	server  *httptest.Server
	service *service
	apis    *webextest.Server

	mu        sync.Mutex
	exchanges []*exchange
	all       []*exchange // also those that were forgotten
	gates     []*gate
	cuts      int // so many answers that fit are lost
	cutFits   func(*exchange) bool
	conns     map[net.Conn]http.ConnState // those that are open
}

// exchange is one request and its answer.
type exchange struct {
	Arrived time.Time
	Method  string
	Path    string
	Query   url.Values
	Form    url.Values // of a POST
	Basic   string     // the secret of Basic authentication
	Bearer  string

	// Of the answer; zero until there is one.
	Left   time.Time // when it was handed over
	Status int
	Answer map[string]any // when it is a JSON object of the service
}

// isToken says whether the exchange asks for tokens.
func (x *exchange) isToken() bool {
	return x.Path == "/v1/access_token" || x.Path == "/v1/device/token"
}

// isRenewal says whether the exchange is that of a refresh token.
func (x *exchange) isRenewal() bool {
	return x.isToken() && x.Form.Get("grant_type") == "refresh_token"
}

// isAPI says whether the exchange reads the organisation.
func (x *exchange) isAPI() bool { return !ofService(x.Path) }

// ofService says whether a path is the sign-in service's.
func ofService(path string) bool {
	for _, own := range []string{"/v1/authorize", "/v1/access_token", "/v1/device", "/interaction", "/device", "/oidc"} {
		if path == own || strings.HasPrefix(path, own+"/") {
			return true
		}
	}
	return false
}

func newFront(t *testing.T, apis *webextest.Server) *front {
	f := &front{t: t, apis: apis, conns: map[net.Conn]http.ConnState{}}
	f.server = httptest.NewUnstartedServer(f)
	f.server.Config.ConnState = func(c net.Conn, state http.ConnState) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.conns[c] = state
		if state == http.StateClosed || state == http.StateHijacked {
			delete(f.conns, c)
		}
	}
	f.server.Start()
	return f
}

// open lists the connections that there are.
func (f *front) open() map[net.Conn]http.ConnState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.conns)
}

// settle waits until all that was sent on connections made since then is dealt
// with, also when whoever sent it was killed.
func (f *front) settle(since map[net.Conn]http.ConnState) {
	f.t.Helper()
	// Connections are accepted in the order in which they were made.
	last := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	resp, err := last.Get(f.url() + "/device")
	require.NoError(f.t, err)
	resp.Body.Close()
	eventually(f.t, "all requests are answered", func() bool {
		for c, state := range f.open() {
			if _, old := since[c]; !old && state != http.StateIdle {
				return false
			}
		}
		return true
	})
}

func (f *front) url() string { return f.server.URL }

// close opens every gate and cuts every connection.
func (f *front) close() {
	f.mu.Lock()
	gates := f.gates
	f.mu.Unlock()
	for _, g := range gates {
		g.release()
	}
	f.server.CloseClientConnections()
	f.server.Close()
}

// ServeHTTP sends a request where it belongs.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	x := f.note(r, body)
	f.pass(before, x)
	var answer *httptest.ResponseRecorder
	switch {
	case ofService(r.URL.Path):
		answer = f.forward(r, body)
	case !f.service.active(x.Bearer):
		answer = httptest.NewRecorder()
		answer.WriteHeader(http.StatusUnauthorized)
	default:
		answer = httptest.NewRecorder()
		f.apis.ServeHTTP(answer, r)
		answer.Header().Del("Date") // the organisation's, and not ours
	}
	if answer == nil {
		panic(http.ErrAbortHandler) // the service is down: the connection is cut
	}
	f.mu.Lock()
	x.Status = answer.Code
	if ofService(r.URL.Path) {
		_ = json.Unmarshal(answer.Body.Bytes(), &x.Answer)
	}
	f.mu.Unlock()
	f.pass(after, x)
	if f.loses(x) {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
	_ = http.NewResponseController(w).Flush()
	f.mu.Lock()
	x.Left = time.Now()
	f.mu.Unlock()
}

// forward asks the service. It goes on when the client went away, as the service
// itself would. The answer is nil when there was none.
func (f *front) forward(r *http.Request, body []byte) *httptest.ResponseRecorder {
	req, err := http.NewRequest(r.Method, f.service.address()+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return nil
	}
	req.Header, req.Host = r.Header.Clone(), r.Host
	req.Header.Del("Accept-Encoding")
	resp, err := back.Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	answer := httptest.NewRecorder()
	maps.Copy(answer.Header(), resp.Header)
	for _, hop := range []string{"Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"} {
		answer.Header().Del(hop)
	}
	answer.WriteHeader(resp.StatusCode)
	if _, err := io.Copy(answer, resp.Body); err != nil {
		return nil
	}
	return answer
}

func (f *front) note(r *http.Request, body []byte) *exchange {
	x := &exchange{Arrived: time.Now(), Method: r.Method, Path: r.URL.Path, Query: r.URL.Query()}
	if r.Method == http.MethodPost {
		x.Form, _ = url.ParseQuery(string(body))
	}
	_, x.Basic, _ = r.BasicAuth()
	x.Bearer, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	f.mu.Lock()
	defer f.mu.Unlock()
	f.exchanges = append(f.exchanges, x)
	f.all = append(f.all, x)
	return x
}

// cut loses the next answers that fit: the service has given them, and nobody
// gets them.
func (f *front) cut(n int, fits func(*exchange) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cuts, f.cutFits = n, fits
}

func (f *front) loses(x *exchange) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.cuts == 0 || !f.cutFits(x) {
		return false
	}
	f.cuts--
	return true
}

// seen returns copies of the exchanges that fit, in the order in which they came.
func (f *front) seen(fits func(*exchange) bool) []exchange {
	f.mu.Lock()
	defer f.mu.Unlock()
	return copies(f.exchanges, fits)
}

// ever returns copies of all exchanges, also of those that were forgotten.
func (f *front) ever() []exchange {
	f.mu.Lock()
	defer f.mu.Unlock()
	return copies(f.all, func(*exchange) bool { return true })
}

func copies(from []*exchange, fits func(*exchange) bool) []exchange {
	var all []exchange
	for _, x := range from {
		if fits(x) {
			all = append(all, *x)
		}
	}
	return all
}

// forget begins a new count of exchanges.
func (f *front) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.exchanges = nil
}

// told writes the exchanges as text, for the log of a test that failed.
func (f *front) told() string {
	var b strings.Builder
	for _, x := range f.ever() {
		fmt.Fprintf(&b, "%s %s %s -> %d\n", x.Arrived.Format("15:04:05.000"), x.Method, x.Path, x.Status)
		for _, name := range slices.Sorted(maps.Keys(x.Form)) {
			fmt.Fprintf(&b, "    %s=%s\n", name, x.Form.Get(name))
		}
		for _, name := range slices.Sorted(maps.Keys(x.Answer)) {
			fmt.Fprintf(&b, "    < %s: %v\n", name, x.Answer[name])
		}
	}
	return b.String()
}
