package spool

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
)

// The lines of an .ack file:
//
//	events 10000 <checksum>
//	acked 0-499,501 <checksum>
//	aside 500 <checksum>
//
// A line whose checksum is wrong was torn by a crash or damaged by the disk, and
// says nothing: its events are sent once more.
const (
	wordEvents = "events"
	wordAcked  = "acked"
	wordAside  = "aside"
)

// state is what an .ack file says.
type state struct {
	total        int  // -1 when the file does not say
	headed       bool // the file says it
	acked, aside set
}

func (s *state) done(i int) bool { return s.acked.has(i) || s.aside.has(i) }

// left counts the events that are neither acknowledged nor set aside.
func (s *state) left() int { return s.total - below(s.total, s.acked, s.aside) }

// readState reads an .ack file.
func readState(r io.Reader) (*state, error) {
	s := &state{total: -1}
	for l := newLines(r); ; {
		line, whole, err := l.next()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, err
		}
		if whole {
			s.take(line)
		}
	}
}

// take reads one line; it takes all of it or nothing.
func (s *state) take(line []byte) {
	space := bytes.LastIndexByte(line, ' ')
	if space < 0 || string(line[space+1:]) != sum(line[:space]) {
		return
	}
	word, rest, _ := strings.Cut(string(line[:space]), " ")
	switch word {
	case wordEvents:
		if n, err := strconv.Atoi(rest); err == nil && n >= 0 && n <= maxEvents {
			s.total, s.headed = n, true
		}
	case wordAcked:
		takeRanges(&s.acked, rest)
	case wordAside:
		takeRanges(&s.aside, rest)
	}
}

func takeRanges(to *set, text string) {
	var ranges []gap
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if !isRange {
			last = first
		}
		from, err := strconv.Atoi(first)
		until, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || from < 0 || until < from || until >= maxEvents {
			return
		}
		ranges = append(ranges, gap{from, until + 1})
	}
	for _, r := range ranges {
		for i := r.from; i < r.to; i++ {
			to.add(i)
		}
	}
}

// ackLine writes indexes, which must be sorted, as a line; nothing for none.
func ackLine(word string, indexes []int) []byte {
	if len(indexes) == 0 {
		return nil
	}
	b := []byte(word)
	for i := 0; i < len(indexes); {
		end := i + 1
		for end < len(indexes) && indexes[end] == indexes[end-1]+1 {
			end++
		}
		mark := byte(',')
		if i == 0 {
			mark = ' '
		}
		b = strconv.AppendInt(append(b, mark), int64(indexes[i]), 10)
		if end-1 > i {
			b = strconv.AppendInt(append(b, '-'), int64(indexes[end-1]), 10)
		}
		i = end
	}
	return summed(b)
}

// headLine tells the number of events.
func headLine(total int) []byte { return summed(fmt.Appendf(nil, "%s %d", wordEvents, total)) }

func summed(b []byte) []byte { return append(append(append(b, ' '), sum(b)...), '\n') }

func sum(b []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(b, castagnoli)) }
