package elastic

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/asciijson"
	"wxaudit/pkg/sink"
)

func TestDelivery(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fake receivertest.ElasticOptions
		o    Options
	}{
		"an API key":     {},
		"uncompressed":   {receivertest.ElasticOptions{IgnoreGzip: true}, Options{Plain: true}},
		"a password":     {receivertest.ElasticOptions{Username: "wx", Password: canary}, Options{Username: "wx", Password: sink.NewSecret(canary)}},
		"another stream": {receivertest.ElasticOptions{DataStream: "logs-x-y"}, Options{DataStream: "logs-x-y"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := started(t, tc.fake, tc.o)
			all := events(s.Limits().Events)
			for range 2 { // the second time they are all there
				result, err := s.Send(t.Context(), receivertest.Batch(all))
				require.NoError(t, err)
				require.Empty(t, result)
			}
			require.ElementsMatch(t, receivertest.IDs(all), slices.Collect(maps.Keys(r.Arrived())))
			for _, e := range all {
				require.Equal(t, string(e.Body), string(r.Body(e.ID)))
			}
			require.Equal(t, 2, r.Requests())
			result, err := s.Send(t.Context(), receivertest.Batch(nil))
			require.NoError(t, err)
			require.Empty(t, result)
			require.Equal(t, 2, r.Requests())
		})
	}
}

func TestWrongSettingsAreFatal(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.ElasticOptions{}, Options{DataStream: "logs-other-x"})
	_, err := s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "there is no such data stream")
	s.auth = sink.NewSecret("ApiKey another" + canary)
	_, err = s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "401 Unauthorized: the API key or password is missing or not valid")
	s.auth = sink.Secret{}
	_, err = s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "401")

	s, r2 := started(t, receivertest.ElasticOptions{IgnoreGzip: true}, Options{})
	_, err = s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "turn compression off")
	s, r3 := started(t, receivertest.ElasticOptions{MaxBytes: 100}, Options{})
	_, err = s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.TooLarge, "413")
	for _, r := range []*receivertest.Elastic{r, r2, r3} {
		require.Empty(t, r.Arrived())
	}
}

func TestSomeOfABatch(t *testing.T) {
	t.Parallel()
	all := events(6)
	s, r := started(t, receivertest.ElasticOptions{
		Poison: func(id string) bool { return id == all[1].ID },
		Item: func(id string, attempt int) int {
			if attempt > 0 {
				return 0
			}
			return map[string]int{all[3].ID: 429, all[4].ID: 503}[id]
		},
	}, Options{})
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Equal(t, sink.Result{
		Again:    []int{3, 4},
		Rejected: []sink.Rejection{{Index: 1, Reason: "the cluster will not take it: 400 document_parsing_exception"}},
	}, result)
	result, err = s.Send(t.Context(), receivertest.Batch(all[3:5]))
	require.NoError(t, err)
	require.Empty(t, result)
	require.Len(t, r.Arrived(), 5)
}

// A mapping of somebody else's must not set a whole run aside.
func TestAClusterThatRefusesEverything(t *testing.T) {
	t.Parallel()
	good := map[string]bool{}
	s, _ := started(t, receivertest.ElasticOptions{Poison: func(id string) bool { return !good[id] }}, Options{})
	all := events(40)
	_, err := s.Send(t.Context(), receivertest.Batch(all))
	fails(t, err, sink.Permanent, "refuses every event, which is more likely a matter of its settings than of the events; the first: the cluster will not take it: 400 document_parsing_exception")
	good[all[7].ID] = true
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Len(t, result.Rejected, 39)

	// Nor in small batches, such as what is left of one run after another.
	s, _ = started(t, receivertest.ElasticOptions{Poison: func(string) bool { return true }}, Options{})
	_, err = s.Send(t.Context(), receivertest.Batch(all[:10]))
	require.NoError(t, err)
	_, err = s.Send(t.Context(), receivertest.Batch(all[10:20]))
	fails(t, err, sink.Permanent, "refuses every event")
}

// A line break in a document would make its rest an action.
func TestNothingForgesAnAction(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.ElasticOptions{}, Options{})
	all := events(1)
	for i, body := range []string{
		"{\n}", "{}\n" + `{"delete":{"_id":"x"}}`, "{}\r", "", "null", "[]", `"text"`, "{", "{}{}", "{} x",
	} {
		e := event(i+1, "x")
		e.Body = json.RawMessage(body)
		all = append(all, e)
	}
	all = append(all, sink.Event{ID: "text", Text: "CEF:0|x"})
	for _, id := range []string{"", strings.Repeat("x", 513)} {
		e := event(0, "x")
		e.ID = id
		all = append(all, e)
	}
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Len(t, result.Rejected, len(all)-1)
	require.Equal(t, map[string]int{all[0].ID: 1}, r.Arrived())
	for _, x := range result.Rejected {
		require.Contains(t, []string{"it is no JSON object on one line", "its id is empty or too long"}, x.Reason)
	}
	_, err = s.Send(t.Context(), receivertest.Batch(all[1:]))
	require.NoError(t, err)
	require.Equal(t, 1, r.Requests())
}

// What is in a body arrives as it was written, whatever the id is.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.ElasticOptions{}, Options{})
	var all []sink.Event
	for i, text := range reporttest.HostileTexts {
		e := event(i, text)
		e.Body = asciijson.All(nil, e.Body)
		all = append(all, e)
	}
	for _, text := range []string{"a\nb", `a"}}`, "é", "</script>\u2028"} {
		e := event(0, "x")
		e.ID = text
		all = append(all, e)
	}
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Empty(t, result)
	for _, e := range all {
		require.Equal(t, string(e.Body), string(r.Body(e.ID)))
	}
}

// At the end of any row of faults every good event is there once and every bad
// one was refused.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 2)) // the fake asks while it holds its lock
			bad := func(id string) bool { return strings.HasSuffix(id, "13") }
			s, r := started(t, receivertest.ElasticOptions{
				Poison: bad,
				Item: func(id string, _ int) int {
					if random.IntN(10) > 0 {
						return 0
					}
					return []int{429, 503, 500}[random.IntN(3)]
				},
			}, Options{Timeout: 100 * time.Millisecond})
			rejected := r.Drain(t, seed, s, events(400), canary)
			want := map[string]int{}
			for _, e := range events(400) {
				require.Equal(t, bad(e.ID), rejected[e.ID] != "")
				require.NotContains(t, rejected[e.ID], "host")
				if !bad(e.ID) {
					want[e.ID] = 1
				}
			}
			require.Equal(t, want, r.Arrived())
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	all := events(maxEvents)
	for i := range all {
		all[i].Body, _ = json.Marshal(map[string]string{"a": strings.Repeat("x", 1500)})
	}
	b.ReportAllocs()
	b.SetBytes(maxEvents * 1510)
	for b.Loop() {
		if _, sent, _ := encode(all); len(sent) != len(all) {
			b.Fatal(len(sent))
		}
	}
}
