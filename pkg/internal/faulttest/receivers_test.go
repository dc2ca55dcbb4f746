//go:build linux

package faulttest

import (
	"encoding/base64"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
)

// receiver takes events, and can have a bad day.
type receiver interface {
	// settings are those of --sink, without the name.
	settings() string
	// trouble has requests fail from now on, as the dice fall; calm ends it.
	trouble(*dice)
	calm()
	// kill ends it at once, with all its connections; restart brings it back.
	kill()
	restart()
	// arrived counts the events, by their ids.
	arrived() map[string]int
	// complaints are about what wxaudit should never do.
	complaints() []string
}

// dice may be thrown by several goroutines.
type dice struct {
	mu  sync.Mutex
	rng *rand.Rand
}

func (d *dice) below(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rng.IntN(n)
}

// upTo is a time below the limit.
func (d *dice) upTo(limit time.Duration) time.Duration { return time.Duration(d.below(int(limit))) }

// poison says which events a receiver refuses for good; nil is none.
type poison func(id string) bool

// kind is a kind of receiver.
type kind struct {
	name string
	open func(*testing.T, poison) receiver
	// lives is the longest time between two deaths of the receiver.
	lives time.Duration
	// refuses says that it can refuse an event for good.
	refuses bool
	// atOnce says that all of a run arrives in a moment, so that how much has
	// arrived is no measure for when to kill.
	atOnce bool
}

const shortly = 2 * time.Second

var kinds = []kind{
	{name: "file", lives: shortly, atOnce: true, open: func(t *testing.T, _ poison) receiver { return newDirectory(t) }},
	{name: "append", lives: shortly, atOnce: true, open: func(t *testing.T, _ poison) receiver { return newGrowing(t) }},
	{name: "syslog", lives: shortly, open: func(t *testing.T, _ poison) receiver { return newSyslog(t) }},
	{name: "splunk", lives: shortly, refuses: true, open: func(t *testing.T, p poison) receiver { return newSplunk(t, p, false) }},
	// An acknowledgement takes a second, and dies with the receiver.
	{name: "splunk-acknowledged", lives: 10 * time.Second, refuses: true, open: func(t *testing.T, p poison) receiver { return newSplunk(t, p, true) }},
	{name: "elastic", lives: shortly, refuses: true, open: newElastic},
	{name: "webhook", lives: shortly, refuses: true, open: newWebhook},
	{name: "otlp", lives: shortly, refuses: true, open: newOTLP},
}

// server is what the receivers of receivertest share.
type server interface {
	Plan(func(int) receivertest.Fault)
	Kill()
	Restart()
	Arrived() map[string]int
	Complaints() []string
}

// overHTTP is one of them.
type overHTTP struct {
	server
	flags string
}

func (r *overHTTP) settings() string        { return r.flags }
func (r *overHTTP) calm()                   { r.Plan(nil) }
func (r *overHTTP) kill()                   { r.Kill() }
func (r *overHTTP) restart()                { r.Restart() }
func (r *overHTTP) arrived() map[string]int { return r.Arrived() }
func (r *overHTTP) complaints() []string    { return r.Complaints() }

// trouble befalls a quarter of the requests.
func (r *overHTTP) trouble(d *dice) {
	r.Plan(func(int) receivertest.Fault {
		if d.below(4) > 0 {
			return receivertest.None
		}
		return receivertest.Fault(1 + d.below(receivertest.Faults-1))
	})
}

// secretFile holds a secret for a test.
func secretFile(t *testing.T, secret string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(path, []byte(secret+"\n"), 0o600))
	return path
}

func newSplunk(t *testing.T, p poison, acknowledge bool) receiver {
	const token = "11111111-2222-4333-8444-555555555555"
	o := receivertest.SplunkOptions{Token: token, Acknowledge: acknowledge}
	if p != nil {
		o.Poison = func(id string) int {
			if p(id) {
				return 6
			}
			return 0
		}
	}
	s := receivertest.NewSplunk(t, o)
	mode := "off"
	if acknowledge {
		mode = "require"
	}
	return &overHTTP{s, "type=splunk,url=" + s.URL() + ",ca_file=" + s.TLS().CAFile + ",token_file=" + secretFile(t, token) + ",acknowledgement=" + mode}
}

func newElastic(t *testing.T, p poison) receiver {
	key := base64.StdEncoding.EncodeToString([]byte("id:key"))
	e := receivertest.NewElastic(t, receivertest.ElasticOptions{APIKey: key, DataStream: "logs-wxaudit-default", Poison: p})
	return &overHTTP{e, "type=elastic,url=" + e.URL() + ",ca_file=" + e.TLS().CAFile + ",token_file=" + secretFile(t, key) + ",index=logs-wxaudit-default"}
}

func newWebhook(t *testing.T, p poison) receiver {
	secret := "whsec_" + base64.StdEncoding.EncodeToString([]byte("the signing key of a fault test."))
	w := receivertest.NewWebhook(t, receivertest.WebhookOptions{Secret: secret, Poison: p, Now: time.Now})
	return &overHTTP{w, "type=webhook,url=" + w.Endpoint() + ",ca_file=" + w.TLS().CAFile + ",token_file=" + secretFile(t, secret)}
}

func newOTLP(t *testing.T, p poison) receiver {
	o := receivertest.NewOTLP(t, receivertest.OTLPOptions{Poison: p, Header: http.Header{"X-Api-Key": {"the key of a fault test"}}})
	return &overHTTP{o, "type=otlp,url=" + o.URL() + ",ca_file=" + o.TLS().CAFile + ",header_file.X-Api-Key=" + secretFile(t, "the key of a fault test")}
}
