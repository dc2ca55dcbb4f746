package oscal

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
)

// stream writes JSON piece by piece, so that long lists need not be held. It
// keeps the first error.
type stream struct {
	w     *bufio.Writer
	comma bool // before the next member
	err   error
}

func (s *stream) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

func (s *stream) value(v any) {
	if s.err != nil {
		return
	}
	b, err := json.Marshal(v)
	if err != nil {
		s.err = fmt.Errorf("oscal: %w", err)
		return
	}
	_, s.err = s.w.Write(b)
}

func (s *stream) name(name string) {
	if s.comma {
		s.raw(",\n")
	}
	s.raw(`"` + name + `":`)
	s.comma = true
}

func (s *stream) member(name string, v any) {
	s.name(name)
	s.value(v)
}

// open begins a member that others are inside of, and close ends it.
func (s *stream) open(name, brackets string) {
	s.name(name)
	s.raw(brackets)
	s.comma = false
}

func (s *stream) close(brackets string) {
	s.raw(brackets)
	s.comma = true
}

// array writes a member with a list, and nothing for an empty one: OSCAL has no
// empty lists.
func array[T any](s *stream, name string, all iter.Seq[T]) {
	first := true
	for v := range all {
		if s.err != nil {
			return
		}
		if first {
			s.name(name)
			s.raw("[\n")
		} else {
			s.raw(",\n")
		}
		first = false
		s.value(v)
	}
	if !first {
		s.raw("]")
	}
}

func (s *stream) flush() error {
	if s.err != nil {
		return s.err
	}
	return s.w.Flush()
}
