package spool_test

import (
	"bytes"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// edit changes a file of the spool.
func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, change(b), 0o600))
}

func split(b []byte) [][]byte { return slices.Collect(bytes.Lines(b)) }

// Six events, of which some cannot be read any more: the others arrive, nothing
// is lost, and what is damaged is kept.
func TestDamagedEvents(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change  func([]byte) []byte
		arrived []int
		aside   []string
	}{
		"a bit in a text": {func(b []byte) []byte {
			l := split(b)
			l[2][bytes.IndexByte(l[2], '&')] = '%'
			return b
		}, []int{0, 1, 3, 4, 5}, []string{"2+1"}},
		"a bit in an index": {func(b []byte) []byte { return bytes.Replace(b, []byte(`"index":2`), []byte(`"index":3`), 1) },
			[]int{0, 1, 3, 4, 5}, []string{"2+1"}},
		"a lost line end": {func(b []byte) []byte {
			l := split(b)
			l[1][len(l[1])-1] = ' '
			return b
		}, []int{0, 3, 4, 5}, []string{"1+2"}},
		"a torn end":      {func(b []byte) []byte { return b[:len(b)-10] }, []int{0, 1, 2, 3, 4}, []string{"5+1"}},
		"without its end": {func(b []byte) []byte { return bytes.Join(split(b)[:4], nil) }, []int{0, 1, 2, 3}, []string{"4+2"}},
		"nothing left":    {func([]byte) []byte { return nil }, nil, []string{"0+6"}},
		"zeros":           {func(b []byte) []byte { return make([]byte, len(b)) }, nil, []string{"0+6"}},
		"garbage between": {func(b []byte) []byte {
			l := split(b)
			return bytes.Join(slices.Insert(l, 3, []byte("garbage\n"), l[1]), nil)
		}, span(0, 6), nil},
		"one line without end": {func(b []byte) []byte {
			return slices.Concat(split(b)[0], bytes.Repeat([]byte("x"), 17<<20), []byte("\n"), bytes.Join(split(b)[5:], nil))
		}, []int{0, 5}, []string{"1+4"}},
		"two places": {func(b []byte) []byte {
			l := split(b)
			l[0][3], l[4][3] = 0, 0
			return b
		}, []int{1, 2, 3, 5}, []string{"0+1", "4+1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 6, "a")
			path := filepath.Join(dir, "spool", day1, "a.ndjson")
			edit(t, path, tc.change)
			left, err := os.ReadFile(path)
			require.NoError(t, err)

			to := fileReceiver{&receiver{}}
			tally, err := s.Deliver(t.Context(), "a", to, options())
			require.NoError(t, err)
			require.Equal(t, ids(day1, tc.arrived...), to.offered())
			require.Equal(t, spool.Tally{Sent: len(tc.arrived), Acknowledged: len(tc.arrived), SetAside: 6 - len(tc.arrived)}, tally)
			require.Equal(t, []string{day1}, to.finished)
			list, err := s.Pending()
			require.NoError(t, err)
			if tc.aside == nil {
				require.Equal(t, empty, tree(t, dir))
				require.Empty(t, list)
				return
			}
			require.Equal(t, []spool.Backlog{{Sink: "a", SetAside: 6 - len(tc.arrived)}}, list)
			require.Equal(t, []string{"set-aside", "set-aside/a", "set-aside/a/" + day1 + ".damaged", "set-aside/a/" + day1 + ".ndjson", "spool"}, tree(t, dir))
			got := setAside(t, dir, "a", day1)
			require.Len(t, got, len(tc.aside))
			for _, key := range tc.aside {
				require.Contains(t, got[key], "cannot be read from the spool")
				require.Contains(t, got[key], day1+".damaged")
			}
			kept, err := os.ReadFile(filepath.Join(dir, "set-aside", "a", day1+".damaged"))
			require.NoError(t, err)
			require.True(t, bytes.Equal(left, kept))
		})
	}
}

// Whatever becomes of the .ack file, no event is taken for acknowledged that was
// not, and the run comes to its end.
func TestDamagedAcknowledgements(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func([]byte) []byte
		sent   []int // by the second Deliver
	}{
		"whole":                 {func(b []byte) []byte { return b }, []int{4, 5, 6, 7}},
		"a torn line":           {func(b []byte) []byte { return append(b, "acked 4-"...) }, []int{4, 5, 6, 7}},
		"a line without end":    {func(b []byte) []byte { return b[:len(b)-1] }, span(0, 8)},
		"a wrong checksum":      {func(b []byte) []byte { return append(b, "acked 4-7 00000000\n"...) }, []int{4, 5, 6, 7}},
		"another number":        {func(b []byte) []byte { return bytes.Replace(b, []byte("0-3"), []byte("0-7"), 1) }, span(0, 8)},
		"another total":         {func(b []byte) []byte { return bytes.Replace(b, []byte("events 8"), []byte("events 4"), 1) }, []int{4, 5, 6, 7}},
		"without its beginning": {func(b []byte) []byte { return b[bytes.IndexByte(b, '\n')+1:] }, []int{4, 5, 6, 7}},
		"empty":                 {func([]byte) []byte { return nil }, span(0, 8)},
		"zeros":                 {func(b []byte) []byte { return append(b, make([]byte, 100)...) }, []int{4, 5, 6, 7}},
		"zeros alone":           {func(b []byte) []byte { return make([]byte, 5000) }, span(0, 8)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 8, "a")
			_, err := s.Deliver(t.Context(), "a", &receiver{answer: func(call int, _ sink.Batch) (sink.Result, error) {
				if call == 0 {
					return sink.Result{}, nil
				}
				return sink.Result{}, sink.Fatal(errors.New("stop"))
			}}, options())
			require.Error(t, err)
			path := filepath.Join(dir, "spool", day1, "a.ack")
			edit(t, path, tc.change)

			// The first attempt is stopped after one batch, so that something is
			// written behind what is damaged.
			to := &receiver{answer: func(call int, _ sink.Batch) (sink.Result, error) {
				if call == 1 {
					return sink.Result{}, sink.Fatal(errors.New("stop"))
				}
				return sink.Result{}, nil
			}, limits: sink.Limits{Events: 3, Bytes: 1 << 20}}
			_, err = s.Deliver(t.Context(), "a", to, options())
			require.Error(t, err)
			got := to.calls[0]
			last := &receiver{}
			_, err = s.Deliver(t.Context(), "a", last, options())
			require.NoError(t, err)
			require.Equal(t, ids(day1, tc.sent...), append(got, last.offered()...))
			require.Equal(t, empty, tree(t, dir))
		})
	}
	t.Run("gone", func(t *testing.T) {
		t.Parallel()
		s, dir := open(t)
		put(t, s, day1, 8, "a")
		require.NoError(t, os.Remove(filepath.Join(dir, "spool", day1, "a.ack")))
		list, err := s.Pending()
		require.NoError(t, err)
		require.Equal(t, 8, list[0].Left)
		to := &receiver{}
		_, err = s.Deliver(t.Context(), "a", to, options())
		require.NoError(t, err)
		require.Equal(t, ids(day1, span(0, 8)...), to.offered())
		require.Equal(t, empty, tree(t, dir))
	})
}

// A crash after an event was set aside, and before that was recorded: it is not
// offered again, nor set aside twice.
func TestACrashBehindTheSetAsideFile(t *testing.T) {
	t.Parallel()
	for name, torn := range map[string]string{"": "", "and a torn line": `{"index":2,"count":1,"rea`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 4, "a")
			path := filepath.Join(dir, "spool", day1, "a.ack")
			before, err := os.ReadFile(path)
			require.NoError(t, err)
			reject := func(call int, _ sink.Batch) (sink.Result, error) {
				if call > 0 {
					return sink.Result{}, sink.Fatal(errors.New("stop"))
				}
				return sink.Result{Rejected: []sink.Rejection{{Index: 1, Reason: "bad field"}}, Again: []int{0, 2, 3}}, nil
			}
			o := options()
			o.Random = func() float64 { return 0 }
			_, err = s.Deliver(t.Context(), "a", &receiver{answer: reject}, o)
			require.ErrorContains(t, err, "stop")
			require.NoError(t, os.WriteFile(path, before, 0o600))
			edit(t, filepath.Join(dir, "set-aside", "a", day1+".ndjson"), func(b []byte) []byte { return append(b, torn...) })

			to := &receiver{answer: func(_ int, b sink.Batch) (sink.Result, error) {
				return sink.Result{Rejected: []sink.Rejection{{Index: 1, Reason: "another"}}}, nil
			}}
			tally, err := s.Deliver(t.Context(), "a", to, o)
			require.NoError(t, err)
			require.Equal(t, ids(day1, 0, 2, 3), to.offered())
			require.Equal(t, spool.Tally{Sent: 3, Acknowledged: 2, SetAside: 2}, tally)
			require.Equal(t, map[string]string{ids(day1, 1)[0]: "bad field", ids(day1, 2)[0]: "another"}, setAside(t, dir, "a", day1))
		})
	}
}

// One bit of a set-aside file names another event, or changes one: what it says
// is not believed, and nobody forgets that something was there.
func TestDamagedSetAside(t *testing.T) {
	t.Parallel()
	for name, flip := range map[string][2]string{
		"the index":    {`"index":1,"count"`, `"index":3,"count"`},
		"the count":    {`"count":1`, `"count":3`},
		"a text":       {`"text":"<&>"`, `"text":"<.>"`},
		"the id":       {day1 + `/1","kind"`, day1 + `/3","kind"`},
		"the checksum": {`"crc32c":"`, `"crc32b":"`},
		"all of it":    {`{"index"`, `#"index"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 4, "a")
			ack := filepath.Join(dir, "spool", day1, "a.ack")
			before, err := os.ReadFile(ack)
			require.NoError(t, err)
			stops := func(call int, _ sink.Batch) (sink.Result, error) {
				if call > 0 {
					return sink.Result{}, sink.Fatal(errors.New("stop"))
				}
				return sink.Result{Rejected: []sink.Rejection{{Index: 1, Reason: "bad field"}}, Again: []int{0, 2, 3}}, nil
			}
			o := options()
			o.Random = func() float64 { return 0 }
			_, err = s.Deliver(t.Context(), "a", &receiver{answer: stops}, o)
			require.ErrorContains(t, err, "stop")
			require.NoError(t, os.WriteFile(ack, before, 0o600)) // a crash came before the acknowledgement
			edit(t, filepath.Join(dir, "set-aside", "a", day1+".ndjson"), func(b []byte) []byte {
				require.Equal(t, 1, bytes.Count(b, []byte(flip[0])), "%s", b)
				return bytes.Replace(b, []byte(flip[0]), []byte(flip[1]), 1)
			})

			to := &receiver{}
			_, err = s.Deliver(t.Context(), "a", to, o)
			require.NoError(t, err)
			require.Equal(t, ids(day1, 0, 1, 2, 3), to.offered())
			list, err := s.Pending()
			require.NoError(t, err)
			require.Equal(t, []spool.Backlog{{Sink: "a", SetAside: 1}}, list)
			reasons, err := s.Reasons("a")
			require.NoError(t, err)
			require.Equal(t, []spool.Reason{{Text: "the line cannot be read: the disk or somebody changed it", Events: 1, Lost: 1}}, reasons)
			got, err := s.Restore(t.Context(), "a", options(), names())
			require.NoError(t, err)
			require.Equal(t, spool.Restored{Kept: 1}, got)
		})
	}
}

// A sink of the same name and another type must not get words it cannot read, or
// set all of them aside.
func TestEventsInOtherWordsWait(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	for _, run := range []string{day1, day2} {
		form := map[string]string{day1: "cef", day2: "ecs"}[run]
		require.NoError(t, s.Put(t.Context(), run, map[string]iter.Seq2[sink.Event, error]{
			"a": func(yield func(sink.Event, error) bool) {
				e := event(run, 0)
				e.Form = form
				yield(e, nil)
			},
		}))
	}
	to, o := &receiver{}, options()
	o.Forms = []string{"ecs", "ocsf"}
	tally, err := s.Deliver(t.Context(), "a", to, o)
	require.ErrorContains(t, err, "run "+day1+": its events were written as cef, and the sink takes ecs or ocsf now")
	require.Equal(t, ids(day2, 0), to.offered())
	require.Equal(t, spool.Tally{Sent: 1, Acknowledged: 1, Left: 1}, tally)
	o.Forms = []string{"cef"}
	_, err = s.Deliver(t.Context(), "a", to, o)
	require.NoError(t, err)
}

// What others put into the directories is left alone.
func TestStrangersAreLeftAlone(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 4, "a")
	for _, name := range []string{"spool/README", "spool/" + day1 + "/notes.txt", "set-aside/notes.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
	}
	_, err := s.Deliver(t.Context(), "a", &receiver{}, options())
	require.NoError(t, err)
	_, err = spool.Open(dir)
	require.NoError(t, err)
	require.Equal(t, "set-aside set-aside/notes.txt spool spool/"+day1+" spool/"+day1+"/notes.txt spool/README", strings.Join(tree(t, dir), " "))
}
