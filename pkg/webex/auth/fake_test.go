package auth_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/buffertest"
	"wxaudit/pkg/webex/auth"
)

// Every secret of these tests has this word in it, and so has whatever the
// services write that nobody should see.
const canary = "canary"

var (
	client = auth.Client{ID: "C123", Secret: "canary-client-secret"}
	start  = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // when the clocks of synctest start
)

// old is a grant that can be renewed.
func old() auth.Grant {
	return auth.Grant{
		Kind: auth.Integration, Client: client, Access: "canary-access-1", Refresh: "canary-refresh-1",
		AccessExpiry: start.Add(-time.Hour), RefreshExpiry: start.Add(20 * 24 * time.Hour),
		Scopes: []string{"spark-admin:people_read"}, RenewedAt: start.Add(-14 * 24 * time.Hour),
	}
}

// pair is the usual answer of the token endpoint.
const pair = `{"access_token":"canary-access-2","expires_in":1209599,"refresh_token":"canary-refresh-2","refresh_token_expires_in":7775999,"token_type":"Bearer"}`

// renewed is what a renewal of old makes of pair.
func renewed() auth.Grant {
	g := old()
	g.Access, g.AccessExpiry = "canary-access-2", start.Add(1209599*time.Second)
	g.Refresh, g.RefreshExpiry = "canary-refresh-2", start.Add(7775999*time.Second)
	g.RenewedAt = start
	return g
}

// sent is a request as the service got it.
type sent struct {
	at     time.Time
	method string
	url    string
	header http.Header
	form   url.Values
}

// fake plays the service: it answers each request by the next of its replies, and
// by the last one for ever.
type fake struct {
	mu      sync.Mutex
	replies []reply
	got     []sent
}

type reply func(*http.Request) (*http.Response, error)

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	next := f.replies[min(len(f.got), len(f.replies)-1)]
	f.got = append(f.got, sent{time.Now(), r.Method, r.URL.String(), r.Header, form})
	f.mu.Unlock()
	return next(r)
}

// waits are the times between the requests.
func (f *fake) waits() (ds []time.Duration) {
	for i := 1; i < len(f.got); i++ {
		ds = append(ds, f.got[i].at.Sub(f.got[i-1].at))
	}
	return ds
}

func says(status int, body string, header ...string) reply {
	return func(r *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {"application/json"}}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
}

func breaks(err error) reply {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// cut answers half of a body.
func cut(body string) reply {
	return func(r *http.Request) (*http.Response, error) {
		resp, err := says(200, "")(r)
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(body[:len(body)/2]), failing{}))
		return resp, err
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("canary: reset") }

// hangs answers when the attempt is given up.
func hangs(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// newService makes a service at that address; at the end of the test it looks
// for secrets in the log.
func newService(t *testing.T, base string, rt http.RoundTripper) *auth.Service {
	t.Helper()
	var out buffertest.Buffer
	t.Cleanup(func() { require.NotContains(t, out.String(), canary, "in the log") })
	s, err := auth.New(auth.Options{
		BaseURL: base, Transport: rt, Now: time.Now,
		Logger: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	require.NoError(t, err)
	return s
}

// service makes a service that answers so.
func service(t *testing.T, replies ...reply) (*auth.Service, *fake) {
	t.Helper()
	f := &fake{replies: replies}
	return newService(t, "", f), f
}

// failure is the *Error that err has to be, and it shows no secret.
func failure(t *testing.T, err error) *auth.Error {
	t.Helper()
	require.Error(t, err)
	e, ok := err.(*auth.Error) //nolint:errorlint // nothing may be around it
	require.True(t, ok, "%T", err)
	hidesAll(t, err)
	require.NotContains(t, fmt.Sprintf("%#v", *e), canary, "the fields are shown too")
	return e
}

// hidesAll finds secrets in whatever way a value may be printed.
func hidesAll(t *testing.T, v any) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%!"} {
		text := fmt.Sprintf(verb, v)
		require.NotContains(t, text, canary, verb)
		require.NotContains(t, text, "63616e617279", verb) // the word in %x
	}
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
	require.NotContains(t, b.String(), canary, "logged")
}

// sprint is a value in every form that package fmt has for it.
func sprint(v any) string { return fmt.Sprintf("%v %+v %#v %s %q", v, v, v, v, v) }

// timeoutSoon ends a request that would be asked again for a broken answer.
func timeoutSoon(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), 20*time.Millisecond)
}
