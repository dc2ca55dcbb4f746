package spool

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

func sample(i int) sink.Event {
	return sink.Event{ID: fmt.Sprint("id-", i), Kind: sink.Finding, Text: fmt.Sprint("CEF:0|", i)}
}

func sampleLines(t testing.TB, n int) []byte {
	var b []byte
	for i := range n {
		line, err := encode(i, sample(i))
		require.NoError(t, err)
		b = append(b, line...)
	}
	return b
}

// Whatever lies in an .ack file: nothing but whole lines of ours count, and what
// is written behind it is read.
func FuzzReadState(f *testing.F) {
	whole := append(headLine(10), ackLine(wordAcked, []int{0, 1, 2, 5})...)
	whole = append(whole, ackLine(wordAside, []int{3})...)
	f.Add(whole)
	f.Add(whole[:len(whole)-4])
	f.Add(bytes.Replace(whole, []byte("0-2"), []byte("0-9"), 1))
	f.Add(summed([]byte("acked 5-1")))
	f.Add(summed([]byte("acked 0-99999999999")))
	f.Add(summed([]byte("acked 0-3,x")))
	f.Add(summed([]byte("events -1")))
	f.Add([]byte("\n\n \x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := readState(bytes.NewReader(b))
		require.NoError(t, err)
		require.True(t, s.total >= -1 && s.total <= maxEvents)
		require.LessOrEqual(t, len(s.acked)*64, maxEvents)
		if s.total >= 0 {
			require.True(t, s.left() >= 0 && s.left() <= s.total)
		}

		after := slices.Concat(b[:bytes.LastIndexByte(b, '\n')+1], headLine(8), ackLine(wordAcked, []int{1, 2, 7}))
		again, err := readState(bytes.NewReader(after))
		require.NoError(t, err)
		require.Equal(t, 8, again.total)
		for i := range 8 {
			require.Equal(t, s.acked.has(i) || i == 1 || i == 2 || i == 7, again.acked.has(i), i)
			require.Equal(t, s.aside.has(i), again.aside.has(i), i)
		}
	})
}

// Whatever lies in a file of events: each index comes once, as an event or in a
// gap, in order, and every event is one that was written.
func FuzzReadEvents(f *testing.F) {
	whole := sampleLines(f, 5)
	f.Add(whole, 5)
	f.Add(whole, 3)
	f.Add(whole, 9)
	f.Add(whole[:len(whole)-1], 5)
	f.Add(bytes.Replace(whole, []byte("\n"), []byte(" "), 2), 5)
	f.Add(bytes.Replace(whole, []byte("CEF"), []byte("CEG"), 1), 5)
	f.Add(append(whole, whole...), 5)
	f.Add([]byte(",\"crc32c\":\"00000000\"}\n\n{}\n"), 2)
	f.Fuzz(func(t *testing.T, b []byte, total int) {
		if total < 0 || total > 1000 {
			return
		}
		_, err := count(bytes.NewReader(b))
		require.NoError(t, err)
		next := 0
		for r := readEvents(bytes.NewReader(b), total); ; {
			it, g, err := r.read()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			if g.from < g.to {
				require.Equal(t, next, g.from)
				next = g.to
				continue
			}
			require.Equal(t, next, it.index)
			next++
		}
		require.Equal(t, total, next)
	})
}

func FuzzReadAside(f *testing.F) {
	e := sample(1)
	line, err := asideLine(aside{Index: 3, Count: 1, Reason: "no", Event: &e})
	require.NoError(f, err)
	f.Add(line)
	f.Add(line[:len(line)-1])
	f.Add([]byte(`{"index":-1,"count":1,"reason":"x"}` + "\n" + `{"index":1,"count":9223372036854775807,"reason":"x"}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		require.NoError(t, readAside(bytes.NewReader(b), func(a aside) {
			require.True(t, a.Count > 0 && (a.Index >= 0 && a.Index+a.Count <= maxEvents || a == unreadable))
		}))
	})
}

// What is written is read, whatever the texts hold that JSON can.
func FuzzLine(f *testing.F) {
	f.Add("id", "message <&>\u2028", `{"a": [1, 2]}`, "", 0)
	f.Add("", "", "", "CEF:0|x\r\n\x1b", 1<<24-1)
	f.Add(`","crc32c":"00000000"}`, "", "", "x", 7)
	f.Fuzz(func(t *testing.T, id, message, body, text string, index int) {
		if index < 0 || index >= maxEvents {
			return
		}
		e := sink.Event{ID: id, Message: message, Text: text}
		if body != "" {
			e.Body = json.RawMessage(body)
		}
		line, err := encode(index, e)
		if err != nil {
			return
		}
		require.Equal(t, 1, bytes.Count(line, []byte("\n")))
		got, back, err := decode(line[:len(line)-1])
		require.NoError(t, err)
		require.Equal(t, index, got)
		require.JSONEq(t, asJSON(t, e), asJSON(t, back))
		if body != "" {
			require.Equal(t, string(bytes.Trim(e.Body, " \t")), string(back.Body), "byte for byte")
		}
		for i := range line[:len(line)-1] {
			line[i] ^= 0x10
			_, _, err := decode(line[:len(line)-1])
			require.Error(t, err, "a bit at %d", i)
			line[i] ^= 0x10
			if i > 100 {
				break
			}
		}
	})
}

func asJSON(t *testing.T, e sink.Event) string {
	b, err := json.Marshal(e)
	require.NoError(t, err)
	return string(b)
}

// A torn line is cut off, wherever it begins, and nothing else is.
func TestOpenAppend(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.ack")
	for _, whole := range []int{0, 1, 4095, 4096, 4097, 9000} {
		for _, torn := range []int{0, 1, 4095, 4096, 4097, 9000} {
			b := bytes.Repeat([]byte("x"), whole+torn)
			if whole > 0 {
				b[0], b[whole-1] = '\n', '\n'
			}
			require.NoError(t, os.WriteFile(path, b, 0o600))
			f, err := openAppend(path)
			require.NoError(t, err)
			require.NoError(t, appendLines(f, []byte("one\n")))
			require.NoError(t, appendLines(f, []byte("two\n")))
			require.NoError(t, f.Close())
			got, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(b[:whole])+"one\ntwo\n", string(got))
		}
	}
}

func TestSet(t *testing.T) {
	t.Parallel()
	var a, b set
	for _, i := range []int{0, 63, 64, 200} {
		a.add(i)
	}
	b.add(1)
	b.add(64)
	require.True(t, a.has(63) && a.has(200) && !a.has(1) && !a.has(1000))
	for n, want := range map[int]int{0: 0, 1: 1, 2: 2, 63: 2, 64: 3, 65: 4, 200: 4, 201: 5, 1000: 5} {
		require.Equal(t, want, below(n, a, b), n)
	}
}

func TestAckLine(t *testing.T) {
	t.Parallel()
	require.Nil(t, ackLine(wordAcked, nil))
	require.Equal(t, "acked 3", string(ackLine(wordAcked, []int{3})[:7]))
	require.Equal(t, "aside 0-2,5,7-8 ", string(ackLine(wordAside, []int{0, 1, 2, 5, 7, 8})[:16]))
	all := make([]int, 1000)
	for i := range all {
		all[i] = i * 2
	}
	s, err := readState(bytes.NewReader(append(headLine(2000), ackLine(wordAcked, all)...)))
	require.NoError(t, err)
	require.Equal(t, 1000, s.left())
	require.True(t, s.done(1998) && !s.done(1999))
}
