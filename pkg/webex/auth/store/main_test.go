package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"wxaudit/pkg/webex/auth"
)

// TestMain makes the test binary a program that updates a store, when the
// environment says so, and keeps the tests away from the keyring of whoever
// runs them.
func TestMain(m *testing.M) {
	if mode := os.Getenv("WXAUDIT_TEST_CHILD"); mode != "" {
		os.Exit(child(mode))
	}
	if os.Getenv(realKeyring) == "" {
		keyring.MockInit()
	}
	os.Exit(m.Run())
}

// canary is in every secret of these tests, and may be in no error.
const canary = "CANARY7f3a"

var start = time.Date(2026, 3, 1, 2, 0, 0, 123456789, time.UTC)

// sample is the nth grant of a chain.
func sample(n int) auth.Grant {
	return auth.Grant{
		Kind:   auth.Integration,
		Client: auth.Client{ID: "client", Secret: canary + "-client"},
		Access: auth.Secret(fmt.Sprintf("%s-access-%d", canary, n)), AccessExpiry: start.Add(14 * 24 * time.Hour),
		Refresh: auth.Secret(fmt.Sprintf("%s-refresh-%d", canary, n)), RefreshExpiry: start.Add(90 * 24 * time.Hour),
		Scopes: []string{"spark:people_read", "spark-admin:people_read"}, RenewedAt: start, SignedInAt: start.Add(-time.Hour),
	}
}

func to(n int) Change {
	return func(context.Context, auth.Grant) (auth.Grant, error) { return sample(n), nil }
}

// never is a change that may not be made.
func never(t *testing.T) Change {
	return func(context.Context, auth.Grant) (auth.Grant, error) {
		t.Error("change was called")
		return auth.Grant{}, errors.New("called")
	}
}

// holds requires that a store holds the nth grant.
func holds(t *testing.T, s auth.Store, n int) {
	t.Helper()
	g, err := s.Load(t.Context())
	require.NoError(t, err)
	require.True(t, sample(n).Equal(g), "it holds %s", strings.TrimPrefix(g.Access.Reveal(), canary))
}

// fails requires an error of a kind that shows no secret.
func fails(t *testing.T, err error, kind auth.ErrorKind, texts ...string) {
	t.Helper()
	require.Error(t, err)
	e, ok := errors.AsType[*auth.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, kind, e.Kind, "%v", err)
	for _, text := range texts {
		require.ErrorContains(t, err, text)
	}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), canary)
}

// rotation is a token endpoint that takes each refresh token once.
type rotation struct {
	*httptest.Server
	mu     sync.Mutex
	n      int // of the pair that was given out last
	reused int
	closed map[string]bool // paths at which nobody is served any more
}

func newRotation(t *testing.T) *rotation {
	r := &rotation{closed: map[string]bool{}}
	r.Server = httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(r.Close)
	return r
}

func (r *rotation) serve(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed[req.URL.Path] {
		w.WriteHeader(http.StatusGone)
		return
	}
	if string(body) != sample(r.n).Refresh.Reveal() {
		r.reused++
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.n++
	_ = json.NewEncoder(w).Encode(r.n)
}

// end closes a path, so that what a killed process has sent comes to nothing.
func (r *rotation) end(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed[path] = true
}

// issued is the number of the last pair, and that of the refused tokens.
func (r *rotation) issued() (n, reused int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n, r.reused
}

// goOn makes the endpoint take the nth refresh token again.
func (r *rotation) goOn(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n = n
}

// renewAt is a change by the rotation at a URL.
func renewAt(url string) Change {
	return func(ctx context.Context, g auth.Grant) (auth.Grant, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewBufferString(g.Refresh.Reveal()))
		if err != nil {
			return auth.Grant{}, err
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return auth.Grant{}, err
		}
		defer resp.Body.Close()
		var n int
		if resp.StatusCode != http.StatusOK {
			return auth.Grant{}, &auth.Error{Kind: auth.InvalidGrant, Status: resp.StatusCode}
		}
		if err := json.NewDecoder(resp.Body).Decode(&n); err != nil {
			return auth.Grant{}, err
		}
		return sample(n), nil
	}
}
