package spool

import (
	"errors"
	"io"

	"wxaudit/pkg/sink"
)

// item is an event with its place in the file.
type item struct {
	index int
	event sink.Event
}

// size counts the bytes of the payload.
func (i item) size() int { return len(i.event.Payload()) }

// gap are events whose lines cannot be read: from is the first, to follows the last.
type gap struct{ from, to int }

// events reads the file of the events of one sink in one run.
type events struct {
	lines lines
	total int
	next  int   // the index that is due
	held  *item // behind a gap
	ended bool
}

func readEvents(r io.Reader, total int) *events {
	return &events{lines: newLines(r), total: total}
}

// read returns an event or a gap, in their order, until io.EOF. What the lines
// say of their place counts, so that a lost line end moves nothing.
func (e *events) read() (item, gap, error) {
	if e.held != nil {
		it := *e.held
		e.held = nil
		return it, gap{}, nil
	}
	for !e.ended {
		line, whole, err := e.lines.next()
		if errors.Is(err, io.EOF) {
			e.ended = true
			break
		}
		if err != nil {
			return item{}, gap{}, err
		}
		if !whole {
			continue
		}
		index, event, err := decode(line)
		if err != nil || index < e.next || index >= e.total {
			continue
		}
		it, missing := item{index, event}, gap{e.next, index}
		e.next = index + 1
		if missing.from < missing.to {
			e.held = &it
			return item{}, missing, nil
		}
		return it, gap{}, nil
	}
	if e.next < e.total {
		missing := gap{e.next, e.total}
		e.next = e.total
		return item{}, missing, nil
	}
	return item{}, gap{}, io.EOF
}

// count finds how many events a file was written with, when nothing else tells:
// lines that cannot be read count where they are the last.
func count(r io.Reader) (int, error) {
	total, damaged := 0, 0
	for l := newLines(r); ; {
		line, whole, err := l.next()
		if errors.Is(err, io.EOF) {
			return min(total+damaged, maxEvents), nil
		}
		if err != nil {
			return 0, err
		}
		if !whole {
			damaged++
		} else if index, _, err := decode(line); err != nil {
			damaged++
		} else {
			total, damaged = max(total, index+1), 0
		}
	}
}
