package webhook_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/webhook"
)

// What a receiver refuses as wrong is found and the rest arrives.
func TestPoison(t *testing.T) {
	t.Parallel()
	all := events(60)
	poison := map[string]bool{all[7].ID: true, all[8].ID: true, all[60].ID: true}
	r := receivertest.NewWebhook(t, receivertest.WebhookOptions{
		Secret: newKey, Now: func() time.Time { return reporttest.Now }, Poison: func(id string) bool { return poison[id] },
	})
	s := open(t, webhook.Options{URL: r.Endpoint(), TLS: r.TLS(), Secret: sink.NewSecret(newKey)})
	got, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Empty(t, got.Again)
	var indexes []int
	for _, x := range got.Rejected {
		indexes = append(indexes, x.Index)
		require.Contains(t, x.Reason, "400 or 422")
	}
	require.Equal(t, []int{7, 8, 60}, indexes)
	require.Len(t, r.Arrived(), 58)
	require.Empty(t, r.Complaints(), "each part is counted within its run")
}

// A part keeps its place in the run when events before it have arrived already,
// so that a message is the same, with its id, before and after a restart.
func TestPlacesOfParts(t *testing.T) {
	t.Parallel()
	all := events(5)
	b := receivertest.Batch(all)
	b.Events, b.Places = append(b.Events[:2:2], b.Events[4:]...), append(b.Places[:2:2], b.Places[4:]...)
	var ids []string
	var firsts []int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var message struct {
			Data struct {
				First    int
				Findings []json.RawMessage
			}
		}
		if json.NewDecoder(r.Body).Decode(&message) != nil || len(message.Data.Findings) > 2 {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return
		}
		firsts, ids = append(firsts, message.Data.First), append(ids, r.Header.Get("Webhook-Id"))
	}))
	defer server.Close()
	s := open(t, webhook.Options{URL: server.URL, Secret: sink.NewSecret(newKey)})
	for range 2 {
		got, err := s.Send(t.Context(), b)
		require.NoError(t, err)
		require.Empty(t, got)
		b.Events, b.Places = b.Events[2:], b.Places[2:] // the first part was recorded, and then the power went
	}
	require.Equal(t, []int{0, 4, 4}, firsts)
	require.NotEqual(t, ids[0], ids[1])
	require.Equal(t, ids[1], ids[2])
}

// Whatever the network does, a batch without an error has arrived.
func TestFaults(t *testing.T) {
	t.Parallel()
	r := receivertest.NewWebhook(t, receivertest.WebhookOptions{Secret: newKey, Now: func() time.Time { return reporttest.Now }})
	for _, tc := range []struct {
		fault   receivertest.Fault
		arrives bool
	}{
		{receivertest.Busy, false}, {receivertest.Unavailable, false}, {receivertest.CutRequest, false},
		{receivertest.Drop, false}, {receivertest.LoseAnswer, true},
	} {
		s := open(t, webhook.Options{URL: r.Endpoint(), TLS: r.TLS(), Secret: sink.NewSecret(newKey)})
		before := maps.Clone(r.Arrived())
		r.Plan(func(int) receivertest.Fault { return tc.fault })
		_, err := s.Send(t.Context(), receivertest.Batch(events(5)))
		require.Error(t, err, "%d", tc.fault)
		kind, _ := sink.KindOf(err)
		require.Equal(t, sink.Passing, kind)
		require.Equal(t, tc.arrives, len(r.Arrived()) > len(before))
	}
	r.Plan(nil)
	s := open(t, webhook.Options{URL: r.Endpoint(), TLS: r.TLS(), Secret: sink.NewSecret(newKey)})
	r.Kill()
	_, err := s.Send(t.Context(), receivertest.Batch(events(5)))
	require.Error(t, err)
	r.Restart()
	_, err = s.Send(t.Context(), receivertest.Batch(events(5)))
	require.NoError(t, err)
	require.Empty(t, r.Complaints())
}

func TestAStallEndsWithTheTimeout(t *testing.T) {
	t.Parallel()
	r := receivertest.NewWebhook(t, receivertest.WebhookOptions{Secret: newKey, Now: func() time.Time { return reporttest.Now }})
	r.Plan(func(int) receivertest.Fault { return receivertest.Stall })
	s := open(t, webhook.Options{URL: r.Endpoint(), TLS: r.TLS(), Secret: sink.NewSecret(newKey), Timeout: 200 * time.Millisecond})
	_, err := s.Send(t.Context(), receivertest.Batch(events(5)))
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Passing, kind)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = open(t, webhook.Options{URL: r.Endpoint(), TLS: r.TLS(), Secret: sink.NewSecret(newKey)}).Send(ctx, receivertest.Batch(events(5)))
	require.ErrorIs(t, err, context.Canceled)
}
