package spool_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

var errAway = errors.New("the receiver answered 503")

// between gives the time between one call and the next.
func (r *receiver) between() (waits []time.Duration) {
	for i := 1; i < len(r.at); i++ {
		waits = append(waits, r.at[i].Sub(r.at[i-1]))
	}
	return waits
}

func refuse(n int, err error) func(int, sink.Batch) (sink.Result, error) {
	return func(call int, _ sink.Batch) (sink.Result, error) {
		if call < n {
			return sink.Result{}, err
		}
		return sink.Result{}, nil
	}
}

func seconds(list ...float64) (d []time.Duration) {
	for _, s := range list {
		d = append(d, time.Duration(s*float64(time.Second)))
	}
	return d
}

func TestWaits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answer func(int, sink.Batch) (sink.Result, error)
		random func() float64
		events int
		want   []time.Duration
	}{
		"doubled up to a minute": {refuse(9, errAway), nil, 4, seconds(1, 2, 4, 8, 16, 32, 60, 60, 60)},
		"full jitter":            {refuse(3, errAway), func() float64 { return 0.5 }, 4, seconds(0.5, 1, 2)},
		"never without a pause":  {refuse(3, errAway), func() float64 { return 0 }, 4, seconds(0.1, 0.1, 0.1)},
		"as long as is asked": {refuse(3, sink.Retry(errAway, 7*time.Second+time.Nanosecond)), func() float64 { return 0.5 }, 4,
			[]time.Duration{7*time.Second + 1, 7*time.Second + 1, 7*time.Second + 1}},
		"from the beginning after progress": {func(call int, _ sink.Batch) (sink.Result, error) {
			if call%3 < 2 {
				return sink.Result{}, errAway
			}
			return sink.Result{}, nil
		}, nil, 8, seconds(1, 2, 0, 1, 2)},
		"some events again, when others had their turn": {func(call int, b sink.Batch) (sink.Result, error) {
			switch call {
			case 0:
				return sink.Result{Again: []int{1, 3}}, nil
			case 1:
				return sink.Result{Again: []int{0}, After: 5*time.Second + time.Nanosecond}, nil
			default:
				return sink.Result{}, nil
			}
		}, nil, 8, []time.Duration{time.Second, 5*time.Second + 1}},
		"as long as is asked by a receiver that took everything": {func(call int, b sink.Batch) (sink.Result, error) {
			return sink.Result{After: time.Duration(call) * time.Second}, nil
		}, nil, 13, seconds(0, 1, 2)},
		"all events again is nothing taken": {func(call int, b sink.Batch) (sink.Result, error) {
			if call < 2 {
				return sink.Result{Again: []int{0, 1, 2, 3}}, nil
			}
			return sink.Result{}, nil
		}, nil, 4, seconds(1, 2)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, tc.events, "a")
			synctest.Test(t, func(t *testing.T) {
				to := &receiver{answer: tc.answer}
				o := options()
				o.RetryFor, o.Random = 10*time.Minute, tc.random
				var told []time.Duration
				o.Waiting = func(why error, wait time.Duration) {
					require.Error(t, why)
					told = append(told, wait)
				}
				tally, err := s.Deliver(t.Context(), "a", to, o)
				require.NoError(t, err)
				require.Equal(t, tc.events, tally.Acknowledged)
				require.Equal(t, tc.want, to.between())
				require.Equal(t, slices.DeleteFunc(tc.want, func(d time.Duration) bool { return d == 0 }), told)
			})
			require.Equal(t, empty, tree(t, dir))
		})
	}
}

func TestGivingUp(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answer func(int, sink.Batch) (sink.Result, error)
		want   string
		after  time.Duration
		tally  spool.Tally
	}{
		"away": {refuse(100, errAway), "gave up after 1m0s in which nothing was taken: the receiver answered 503",
			time.Minute, spool.Tally{Sent: 7*4 + 1 + 1 + 4, Left: 8}},
		"the last try is at the end": {refuse(6, sink.Retry(errAway, 10*time.Second)), "", time.Minute,
			spool.Tally{Sent: 6*4 + 8, Acknowledged: 8}},
		"asked for too long": {refuse(100, sink.Retry(errAway, time.Minute+time.Nanosecond)),
			"gave up: the receiver asks to be left alone for 1m0.000000001s, and only 1m0s are left: the receiver answered 503", 0,
			spool.Tally{Sent: 4, Left: 8}},
		"counted from progress": {func(call int, _ sink.Batch) (sink.Result, error) {
			if call == 3 {
				return sink.Result{}, nil
			}
			return sink.Result{}, sink.Retry(errAway, 20*time.Second)
		}, "gave up", 2 * time.Minute, spool.Tally{Sent: 4 * 4, Acknowledged: 4, Left: 4}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := open(t)
			put(t, s, day1, 8, "a")
			synctest.Test(t, func(t *testing.T) {
				to := &receiver{answer: tc.answer}
				start := time.Now()
				tally, err := s.Deliver(t.Context(), "a", to, options())
				if tc.want == "" {
					require.NoError(t, err)
				} else {
					require.ErrorIs(t, err, spool.ErrGaveUp)
					require.ErrorContains(t, err, tc.want)
					require.ErrorIs(t, err, errAway)
				}
				if name != "counted from progress" {
					require.Equal(t, tc.after, time.Since(start))
					require.Equal(t, tc.tally, tally)
				} else {
					require.Equal(t, 4, tally.Acknowledged)
					require.Equal(t, 4, tally.Left)
					require.Equal(t, tc.after, time.Since(start))
				}
			})
		})
	}
}

func TestAWaitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	put(t, s, day1, 4, "a")
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		o := options()
		o.RetryFor = time.Hour
		start := time.Now()
		tally, err := s.Deliver(ctx, "a", &receiver{answer: refuse(100, errAway)}, o)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 90*time.Second, time.Since(start))
		require.Equal(t, 4, tally.Left)
	})
}

func TestFinishIsTriedAgain(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 4, "a")
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		to := fileReceiver{&receiver{finish: func(string) error {
			if calls++; calls < 3 {
				return errors.New("the disk is full")
			}
			return nil
		}}}
		start := time.Now()
		_, err := s.Deliver(t.Context(), "a", to, options())
		require.NoError(t, err)
		require.Equal(t, 3*time.Second, time.Since(start))
	})
	require.Equal(t, empty, tree(t, dir))
}

// poisoned answers 503 to every batch with one of the events.
func poisoned(bad ...string) func(int, sink.Batch) (sink.Result, error) {
	return func(_ int, b sink.Batch) (sink.Result, error) {
		for _, e := range b.Events {
			if slices.Contains(bad, e.ID) {
				return sink.Result{}, errAway
			}
		}
		return sink.Result{}, nil
	}
}

// Events on which a receiver chokes stay, and keep nothing else back.
func TestPoisonKeepsNothingBack(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		events, batch int
		bad           []int
	}{
		"in the only batch":         {300, 500, []int{17}},
		"two of them":               {300, 500, []int{17, 200}},
		"the last":                  {3000, 500, []int{2999}},
		"the first":                 {3000, 500, []int{0}},
		"both ends but one":         {600, 600, []int{0, 300}},
		"in every batch":            {2000, 500, []int{3, 503, 1003}},
		"in batches of one":         {10, 1, []int{4}},
		"two in a row, each alone":  {10, 1, []int{4, 6}},
		"every other event of many": {400, 100, []int{100, 102, 104, 106, 108}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := open(t)
			put(t, s, day1, tc.events, "a")
			put(t, s, day2, 10, "a")
			synctest.Test(t, func(t *testing.T) {
				to := &receiver{limits: sink.Limits{Events: tc.batch, Bytes: 1 << 20}, answer: poisoned(ids(day1, tc.bad...)...)}
				tally, err := s.Deliver(t.Context(), "a", to, options())
				require.ErrorIs(t, err, spool.ErrGaveUp)
				require.ErrorIs(t, err, errAway)
				require.ErrorContains(t, err, fmt.Sprintf("%d events are refused again and again, while others are taken: the receiver answered 503", len(tc.bad)))
				require.Equal(t, len(tc.bad), tally.Left)
				require.Equal(t, tc.events+10-len(tc.bad), tally.Acknowledged)
				require.Less(t, len(to.calls), 600)
			})
			healed := &receiver{}
			_, err := s.Deliver(t.Context(), "a", healed, options())
			require.NoError(t, err)
			require.Equal(t, ids(day1, tc.bad...), healed.offered())
		})
	}
}

func TestAnotherProcessDelivers(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 4, "a")
	synctest.Test(t, func(t *testing.T) {
		other := flock.New(filepath.Join(dir, "spool", "a.lock"))
		ok, err := other.TryLock()
		require.NoError(t, err)
		require.True(t, ok)

		to := &receiver{}
		start := time.Now()
		o, told := options(), []error{}
		o.Waiting = func(why error, wait time.Duration) {
			require.Equal(t, time.Minute, wait)
			told = append(told, why)
		}
		tally, err := s.Deliver(t.Context(), "a", to, o)
		require.Equal(t, []error{spool.ErrBusy}, told)
		require.ErrorIs(t, err, spool.ErrBusy)
		require.ErrorContains(t, err, "deliver to a: another wxaudit is delivering to it; waited 1m0s")
		require.Equal(t, time.Minute, time.Since(start))
		require.Equal(t, spool.Tally{Left: 4}, tally)

		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err = s.Deliver(ctx, "a", to, options())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NotErrorIs(t, err, spool.ErrBusy)
		require.Empty(t, to.calls)

		time.AfterFunc(3*time.Second, func() { _ = other.Unlock() })
		start = time.Now()
		_, err = s.Deliver(t.Context(), "a", to, options())
		require.NoError(t, err)
		require.Equal(t, 3*time.Second, time.Since(start).Truncate(time.Second))
		require.Len(t, to.calls, 1)
	})
}
