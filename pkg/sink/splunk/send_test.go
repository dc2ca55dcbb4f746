package splunk

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// 6, 12 and 13 are about one event: the others are taken.
func TestOneEventIsRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []int{6, 12, 13} {
		for name, fake := range map[string]receivertest.SplunkOptions{
			"named": {}, "not named": {WithoutNumber: true}, "named wrongly": {ShiftNumber: 1}, "named out of range": {ShiftNumber: -1000},
		} {
			t.Run(fmt.Sprintf("%d %s", code, name), func(t *testing.T) {
				t.Parallel()
				all := events(20)
				bad := map[string]bool{all[0].ID: true, all[7].ID: true, all[8].ID: true, all[19].ID: true}
				fake.Poison = func(id string) int {
					if bad[id] {
						return code
					}
					return 0
				}
				s, r := started(t, fake, Options{})
				result, err := s.Send(t.Context(), receivertest.Batch(all))
				require.NoError(t, err)
				require.Empty(t, result.Again)
				var rejected []string
				for _, x := range result.Rejected {
					rejected = append(rejected, all[x.Index].ID)
					require.Contains(t, x.Reason, fmt.Sprintf("Splunk will not take it: code %d", code))
				}
				require.ElementsMatch(t, []string{all[0].ID, all[7].ID, all[8].ID, all[19].ID}, rejected)
				for _, e := range all {
					require.Equal(t, !bad[e.ID], r.Arrived()[e.ID] > 0, e.ID)
				}
			})
		}
	}
}

// A collector that has never taken anything and refuses one event after another is
// set up wrongly; a run must not be set aside for that.
func TestACollectorThatRefusesEverything(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"text":"Invalid data format","code":6}`, `{"text":"Invalid data format","code":6,"invalid-event-number":0}`} {
		s := saying(t, Options{}, post.Answer{Status: 400, Body: []byte(body)})
		for range 2 {
			result, err := s.Send(t.Context(), receivertest.Batch(events(512)))
			fails(t, err, sink.Permanent, "a matter of the settings")
			require.Empty(t, result)
		}
	}
	s := saying(t, Options{}, post.Answer{Status: 400, Body: []byte(`{"text":"Invalid data format","code":6}`)})
	_, err := s.Send(t.Context(), receivertest.Batch(events(20)))
	fails(t, err, sink.Permanent, "a matter of the settings")

	s = saying(t, Options{}, post.Answer{Status: 400, Body: []byte(`{"text":"Invalid data format","code":6}`)})
	result, err := s.Send(t.Context(), receivertest.Batch(events(3)))
	require.NoError(t, err)
	require.Len(t, result.Rejected, 3)
}

func TestManyEventsAreRefused(t *testing.T) {
	t.Parallel()
	all := events(150)
	s, r := started(t, receivertest.SplunkOptions{Poison: func(id string) int {
		if strings.HasSuffix(id, "1") || strings.HasSuffix(id, "2") {
			return 6
		}
		return 0
	}}, Options{})
	left, rejected := all, 0
	_, err := s.Send(t.Context(), receivertest.Batch(all[3:4]))
	require.NoError(t, err)
	for round := 0; len(left) > 0; round++ {
		require.Less(t, round, 50)
		before := r.Requests()
		result, err := s.Send(t.Context(), receivertest.Batch(left))
		require.NoError(t, err)
		require.LessOrEqual(t, r.Requests()-before, 2*maxRequests)
		rejected += len(result.Rejected)
		var next []sink.Event
		for _, i := range result.Again {
			next = append(next, left[i])
		}
		left = next
	}
	require.Equal(t, 30, rejected)
	require.Len(t, r.Arrived(), 120)
}

// A number that is wrong once is not believed again.
func TestNumbersThatAreWrong(t *testing.T) {
	t.Parallel()
	all := events(200)
	s, r := started(t, receivertest.SplunkOptions{ShiftNumber: 1, Poison: func(id string) int {
		if id == all[100].ID {
			return 6
		}
		return 0
	}}, Options{})
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Len(t, result.Rejected, 1)
	require.Equal(t, 100, result.Rejected[0].Index)
	require.Less(t, r.Requests(), 25)
	require.Len(t, r.Arrived(), 199)
}

// What was taken and refused before a fault stays so, unless somebody must act.
func TestAFaultWhileABatchIsDivided(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answer post.Answer
		kind   sink.ErrorKind
	}{
		"busy":   {post.Answer{Status: 503, Header: http.Header{"Retry-After": {"8"}}, Body: []byte(`{"text":"x","code":9}`)}, sink.Passing},
		"closed": {post.Answer{Status: 403, Body: []byte(`{"text":"x","code":1}`)}, sink.Permanent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{URL: "https://splunk.example"})
			answers := []post.Answer{
				{Status: 400, Body: []byte(`{"text":"x","code":6,"invalid-event-number":2}`)},
				{Status: 400, Body: []byte(`{"text":"x","code":6,"invalid-event-number":0}`)}, // alone
				{Status: 400, Body: []byte(`{"text":"x","code":6,"invalid-event-number":0}`)}, // and uncompressed
				tc.answer,
			}
			asked := 0
			s.do = func(context.Context, post.Request) (*post.Answer, error) {
				a := answers[asked]
				a.Whole = true
				asked++
				return &a, nil
			}
			result, err := s.Send(t.Context(), receivertest.Batch(events(4)))
			require.Equal(t, len(answers), asked)
			if tc.kind == sink.Permanent {
				fails(t, err, sink.Permanent, "the token is disabled")
				require.Empty(t, result)
				return
			}
			require.NoError(t, err)
			require.Equal(t, sink.Result{
				Rejected: []sink.Rejection{{Index: 2, Reason: "Splunk will not take it: code 6, invalid data format"}},
				Again:    []int{0, 1, 3}, After: 8 * time.Second,
			}, result)
		})
	}
}

func TestACollectorThatDoesNotReadGzip(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{IgnoreGzip: true}, Options{})
	result, err := s.Send(t.Context(), receivertest.Batch(events(40)))
	require.NoError(t, err)
	require.Empty(t, result)
	require.Len(t, r.Arrived(), 40)
	before := r.Requests()
	_, err = s.Send(t.Context(), receivertest.Batch(events(40)))
	require.NoError(t, err)
	require.Equal(t, 1, r.Requests()-before, "it has learnt")

	plain, r := started(t, receivertest.SplunkOptions{IgnoreGzip: true}, Options{Plain: true})
	_, err = plain.Send(t.Context(), receivertest.Batch(events(40)))
	require.NoError(t, err)
	require.Equal(t, 1, r.Requests())
}
