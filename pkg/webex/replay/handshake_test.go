package replay_test

import (
	"context"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

type shaker struct{ at time.Time }

func (s shaker) Exchange(_ context.Context, r webex.Request) (*webex.Response, error) {
	if r.Path == "/gone.example" {
		return nil, &webex.Error{Kind: webex.Timeout, Host: r.Host, Template: r.Template}
	}
	return &webex.Response{Status: http.StatusOK, Body: []byte(`{"tls10":"refused","tls12":"accepted","publicAuthority":true,"issuer":"Jane Secret"}`), ReadAt: s.at}, nil
}

// TestHandshakesAreRecorded: handshakes are recorded like other exchanges, and
// replayed without a connection.
func TestHandshakesAreRecorded(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	dir := filepath.Join(t.TempDir(), "recording")
	rec, err := replay.NewRecorder(shaker{at}, collect.NewRedactor([]byte("k"), nil), dir)
	require.NoError(t, err)
	reached := webex.Request{Host: webex.Handshake, Path: "/hooks.clinic.example:8443", Template: "/{host}"}
	gone := webex.Request{Host: webex.Handshake, Path: "/gone.example", Template: "/{host}"}
	_, err = rec.Exchange(t.Context(), reached)
	require.NoError(t, err)
	_, err = rec.Exchange(t.Context(), gone)
	require.Error(t, err)
	require.NoError(t, rec.Finish(replay.Meta{RecordedAt: at}))

	p, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	require.True(t, p.Answers(webex.Handshake))
	require.False(t, p.Answers(webex.API))
	resp, err := p.Exchange(t.Context(), reached)
	require.NoError(t, err)
	require.JSONEq(t, `{"tls10":"refused","tls12":"accepted","publicAuthority":true,"issuer":"[redacted]"}`, string(resp.Body))
	_, err = p.Exchange(t.Context(), gone)
	var we *webex.Error
	require.ErrorAs(t, err, &we)
	require.Equal(t, webex.Timeout, we.Kind)
}
