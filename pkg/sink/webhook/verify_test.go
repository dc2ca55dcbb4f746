package webhook_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/webhook"
)

// needsLibrary skips the test without npm's standardwebhooks, or fails it where
// all real parts have to be there.
func needsLibrary(t *testing.T) {
	t.Helper()
	const install = "npm ci --prefix pkg/sink/webhook/testdata/verify"
	realpart.Program(t, "apt-get install nodejs", "node")
	library := filepath.Join("testdata", "verify", "node_modules", "standardwebhooks", "package.json")
	realpart.Need(t, realpart.File(library), "standardwebhooks is not installed: "+install)
}

// delivered is a message as verify.mjs reads it.
type delivered struct {
	Secret  string            `json:"secret"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
}

// deliver sends one batch at a time and returns what came.
func deliver(t *testing.T, at time.Time, o webhook.Options) delivered {
	t.Helper()
	got := delivered{Secret: newKey, Headers: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		for name := range r.Header {
			got.Headers[name] = r.Header.Get(name)
		}
		got.Body, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()
	o.URL, o.Now = server.URL, func() time.Time { return at }
	_, err := open(t, o).Send(t.Context(), receivertest.Batch(events(20)))
	require.NoError(t, err)
	return got
}

// What we send is verified by the library of Standard Webhooks, and what somebody
// changed or kept is not.
func TestTheLibraryVerifies(t *testing.T) {
	t.Parallel()
	needsLibrary(t)
	now := time.Now()
	secret := sink.NewSecret(newKey)
	good := deliver(t, now, webhook.Options{Secret: secret})

	tampered := good
	tampered.Body = bytes.Replace(good.Body, []byte(`\u202e`), []byte(`\u202d`), 1)
	require.NotEqual(t, good.Body, tampered.Body)
	another := good
	another.Headers = map[string]string{}
	for name, value := range good.Headers {
		another.Headers[name] = value
	}
	another.Headers["Webhook-Id"] = "msg_" + strings.Repeat("0", 32)
	stranger := good
	stranger.Secret = oldKey
	unsigned := deliver(t, now, webhook.Options{SecretHeaders: map[string]sink.Secret{"X-Api-Key": secret}})

	const noMatch = "No matching signature found"
	cases := []struct {
		name    string
		message delivered
		want    string
	}{
		{"as sent", good, "good"},
		{"lines", deliver(t, now, webhook.Options{Secret: secret, NDJSON: true}), "good"},
		{"rotation, the new key first", deliver(t, now, webhook.Options{Secret: sink.NewSecret(newKey + " " + oldKey)}), "good"},
		{"rotation, the old key first", deliver(t, now, webhook.Options{Secret: sink.NewSecret(oldKey + "\n" + newKey)}), "good"},
		{"four minutes old", deliver(t, now.Add(-4*time.Minute), webhook.Options{Secret: secret}), "good"},
		{"ten minutes old", deliver(t, now.Add(-10*time.Minute), webhook.Options{Secret: secret}), "Message timestamp too old"},
		{"from the future", deliver(t, now.Add(10*time.Minute), webhook.Options{Secret: secret}), "Message timestamp too new"},
		{"tampered with", tampered, noMatch},
		{"under another id", another, noMatch},
		{"with another secret", stranger, noMatch},
		{"signed with another secret", deliver(t, now, webhook.Options{Secret: sink.NewSecret(oldKey)}), noMatch},
		{"without a signature", unsigned, "Missing required headers"},
	}
	var in bytes.Buffer
	for _, c := range cases {
		require.NoError(t, json.NewEncoder(&in).Encode(c.message))
	}
	node := exec.CommandContext(t.Context(), "node", "verify.mjs")
	node.Dir, node.Stdin = filepath.Join("testdata", "verify"), &in
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	require.NoError(t, err, stderr.String())
	lines := bufio.NewScanner(bytes.NewReader(out))
	for _, c := range cases {
		require.True(t, lines.Scan(), c.name)
		require.Equal(t, c.want, lines.Text(), c.name)
	}
}
