package webextest_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// TestReadThroughFaults reads an organisation whose server fails now and then,
// and learns the same.
func TestReadThroughFaults(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	quiet, rough := webextest.NewServer(o), webextest.NewServer(o, webextest.Faults(1, 0.08))
	defer quiet.Close()
	defer rough.Close()
	requireSame(t, comparable(t, read(t, live(t, quiet, o.Now), o.Now)), comparable(t, read(t, live(t, rough, o.Now), o.Now)))
	require.Len(t, rough.Faults(), 4, "every kind of fault occurred")
	require.Greater(t, len(rough.Requests()), len(quiet.Requests()))
	require.Empty(t, rough.Forbidden())
}

// TestMaxNull repairs broken next links, and learns the same.
func TestMaxNull(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	plain, broken := webextest.NewServer(o), webextest.NewServer(o, webextest.MaxNull())
	defer plain.Close()
	defer broken.Close()
	requireSame(t, comparable(t, read(t, live(t, plain, o.Now), o.Now)), comparable(t, read(t, live(t, broken, o.Now), o.Now)))
}

// TestRepeatingNext ends, and takes no list for whole.
func TestRepeatingNext(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o, webextest.RepeatingNext())
	defer s.Close()
	got := read(t, live(t, s, o.Now), o.Now)
	for _, name := range []snapshot.Name{snapshot.PeopleName, snapshot.AdminAuditName, snapshot.SignInsName, snapshot.EndedMeetingsName} {
		require.NotNil(t, got.Part(name).Missing(), name)
		require.Equal(t, snapshot.Truncated, got.Part(name).Missing().Reason, name)
	}
}

// TestForeignNext sends nothing to the server that the links name.
func TestForeignNext(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	defer thief.Close()
	o := synth.Clean()
	s := webextest.NewServer(o, webextest.ForeignNext(thief.URL))
	defer s.Close()
	got := read(t, live(t, s, o.Now), o.Now)
	require.Zero(t, calls.Load())
	require.NotNil(t, got.People.Missing())
}
