package sink_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

// picky takes events and refuses some of them.
type picky struct {
	poison  map[string]bool
	how     sink.Verdict // to a part with poison in it
	fail    func(offer int) error
	offers  int
	arrived map[string]int
}

func (p *picky) offer(_ context.Context, _ int, events []sink.Event) (sink.Verdict, error) {
	p.offers++
	if p.fail != nil {
		if err := p.fail(p.offers); err != nil {
			return 0, err
		}
	}
	bad := 0
	for _, e := range events {
		if p.poison[e.ID] {
			bad++
		}
	}
	if bad == 0 || p.how != sink.RefusedRequest {
		for _, e := range events {
			if !p.poison[e.ID] {
				p.arrived[e.ID]++
			}
		}
	}
	switch {
	case bad == 0:
		return sink.Taken, nil
	case p.how == sink.RefusedSome && bad == len(events):
		return sink.RefusedAll, nil
	default:
		return p.how, nil
	}
}

func numbered(n int) (events []sink.Event) {
	for i := range n {
		events = append(events, sink.Event{ID: fmt.Sprint(i)})
	}
	return events
}

func bad(indexes ...int) map[string]bool {
	out := map[string]bool{}
	for _, i := range indexes {
		out[fmt.Sprint(i)] = true
	}
	return out
}

// Whatever is poison, exactly that is rejected and the rest arrives, in one Send
// or in several.
func TestDividerFindsExactlyThePoison(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(5, 1))
	for range 200 {
		n := 1 + dice.IntN(300)
		p := &picky{poison: bad(), arrived: map[string]int{}}
		p.how = []sink.Verdict{sink.RefusedSome, sink.RefusedRequest}[dice.IntN(2)]
		for range dice.IntN(min(n, 12)) {
			p.poison[fmt.Sprint(dice.IntN(n))] = true
		}
		p.fail = func(int) error {
			if dice.IntN(10) == 0 {
				return sink.Retry(errors.New("busy"), time.Second)
			}
			return nil
		}
		d := sink.Divider{Reason: "refused"}
		rejected := map[string]bool{}
		for left, rounds := numbered(n), 0; len(left) > 0; rounds++ {
			require.Less(t, rounds, 100)
			r, err := d.Send(t.Context(), left, p.offer)
			if err != nil {
				require.ErrorContains(t, err, "busy")
				continue
			}
			for _, x := range r.Rejected {
				require.Equal(t, "refused", x.Reason)
				rejected[left[x.Index].ID] = true
			}
			require.True(t, slices.IsSorted(r.Again))
			var again []sink.Event
			for _, i := range r.Again {
				again = append(again, left[i])
			}
			left = again
		}
		require.Equal(t, p.poison, rejected)
		for _, e := range numbered(n) {
			require.Equal(t, !p.poison[e.ID], p.arrived[e.ID] > 0, e.ID)
		}
	}
}

func TestDividerAsksOnceWhenNothingIsRefused(t *testing.T) {
	t.Parallel()
	p := &picky{arrived: map[string]int{}}
	d := sink.Divider{}
	r, err := d.Send(t.Context(), numbered(500), p.offer)
	require.NoError(t, err)
	require.Equal(t, sink.Result{}, r)
	require.Equal(t, 1, p.offers)
}

// A receiver that never took anything and refuses request after request is set
// up wrongly: nothing may be set aside for that.
func TestDividerDoubtsTheSettings(t *testing.T) {
	t.Parallel()
	all := make([]int, 200)
	for i := range all {
		all[i] = i
	}
	p := &picky{poison: bad(all...), how: sink.RefusedRequest, arrived: map[string]int{}}
	d := sink.Divider{Reason: "answered 400"}
	_, err := d.Send(t.Context(), numbered(200), p.offer)
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Permanent, kind)
	require.ErrorContains(t, err, "settings than of the events: answered 400")
	require.LessOrEqual(t, p.offers, 64)

	// It is another matter when it takes others.
	p.poison = nil
	_, err = d.Send(t.Context(), numbered(1), p.offer)
	require.NoError(t, err)
	p.poison, p.offers = bad(all...), 0
	r, err := d.Send(t.Context(), numbered(200), p.offer)
	require.NoError(t, err)
	require.Equal(t, 64, p.offers)
	require.NotEmpty(t, r.Rejected)
	require.Equal(t, 200, len(r.Rejected)+len(r.Again))

	// And what is left of a run may be poison alone.
	fresh := sink.Divider{}
	r, err = fresh.Send(t.Context(), numbered(15), p.offer)
	require.NoError(t, err)
	require.Len(t, r.Rejected, 15)

	// But not what is left of one run after another.
	_, err = fresh.Send(t.Context(), numbered(15), p.offer)
	kind, _ = sink.KindOf(err)
	require.Equal(t, sink.Permanent, kind)
	p.poison = nil
	_, err = fresh.Send(t.Context(), numbered(15), p.offer)
	require.NoError(t, err)
}

func TestDividerKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	p := &picky{poison: bad(0), how: sink.RefusedRequest, arrived: map[string]int{}}
	for name, tc := range map[string]struct {
		fail  func(int) error
		want  sink.Result
		wrong string
	}{
		"the first request fails": {
			fail:  func(int) error { return sink.Retry(errors.New("busy"), time.Minute) },
			wrong: "busy",
		},
		"a later one fails": {
			fail: func(n int) error {
				if n == 4 {
					return sink.Retry(errors.New("busy"), time.Minute)
				}
				return nil
			},
			want: sink.Result{
				Rejected: []sink.Rejection{{Index: 0}},
				Again:    []int{1, 2, 3}, After: time.Minute,
			},
		},
		"a later one needs a person": {
			fail: func(n int) error {
				if n == 4 {
					return sink.Fatal(errors.New("wrong token"))
				}
				return nil
			},
			wrong: "wrong token",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p.fail, p.offers = tc.fail, 0
			d := sink.Divider{}
			r, err := d.Send(t.Context(), numbered(4), p.offer)
			if tc.wrong != "" {
				require.ErrorContains(t, err, tc.wrong)
			} else {
				require.NoError(t, err)
			}
			require.Equal(t, tc.want, r)
		})
	}
}
