package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Backlog is what lies in the state directory for one sink.
type Backlog struct {
	Sink string
	// Runs counts those that are not finished: with events left, or for which the
	// sink must still be told that all was taken.
	Runs int
	// Left counts the events that are neither acknowledged nor set aside, also those
	// that somebody took out of the spool, which Deliver speaks of until they are
	// given up.
	Left int
	// Oldest is when the oldest of those runs was written; zero when there is none.
	Oldest time.Time
	// SetAside counts the events that were set aside, of all runs, until somebody
	// removes their files.
	SetAside int
}

// Pending lists what is left, sorted by the names of the sinks, also of sinks
// that nobody names any more. A sink with nothing left and nothing set aside is
// not listed. It locks nothing, so that what is delivered meanwhile may be counted.
func (s *Spool) Pending() ([]Backlog, error) {
	all := map[string]*Backlog{}
	of := func(name string) *Backlog {
		if all[name] == nil {
			all[name] = &Backlog{Sink: name}
		}
		return all[name]
	}
	if err := s.pendingRuns(of); err != nil {
		return nil, fmt.Errorf("read the spool: %w", err)
	}
	entries, err := os.ReadDir(s.aside)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.aside, reason(err))
	}
	for _, e := range entries {
		if !e.IsDir() || CheckName(e.Name()) != nil {
			continue
		}
		n, err := s.countAside(e.Name())
		if err != nil {
			return nil, err
		}
		if n > 0 {
			of(e.Name()).SetAside = n
		}
	}
	var list []Backlog
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, *all[name])
	}
	return list, nil
}

func (s *Spool) pendingRuns(of func(string) *Backlog) error {
	runs, err := s.runs()
	if err != nil {
		return err
	}
	for _, run := range runs {
		entries, err := os.ReadDir(filepath.Join(s.spool, run))
		if errors.Is(err, fs.ErrNotExist) {
			continue // delivered meanwhile
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", filepath.Join(s.spool, run), reason(err))
		}
		for _, e := range entries {
			if name, isAck := strings.CutSuffix(e.Name(), ackEnd); isAck && CheckName(name) == nil && s.gone(run, name) != nil {
				n, _ := s.lostOf(run, name)
				of(name).Runs++
				of(name).Left += n
			}
			name, isEvents := strings.CutSuffix(e.Name(), eventsEnd)
			if !isEvents || CheckName(name) != nil {
				continue
			}
			left, written, err := s.leftOf(run, name)
			if errors.Is(err, fs.ErrNotExist) {
				continue // delivered meanwhile
			}
			if err != nil {
				return err
			}
			b := of(name)
			b.Runs++
			b.Left += left
			if b.Oldest.IsZero() || written.Before(b.Oldest) {
				b.Oldest = written
			}
		}
	}
	return nil
}

// leftOf counts what is left for a sink in a run, and says when it was written.
func (s *Spool) leftOf(run, name string) (int, time.Time, error) {
	info, err := os.Lstat(s.eventsPath(run, name))
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("%s: %w", s.eventsPath(run, name), reason(err))
	}
	st, err := s.readStateOf(run, name)
	if err != nil {
		return 0, time.Time{}, err
	}
	return st.left(), info.ModTime().UTC(), nil
}

// left counts what is left for a sink in all runs that can be read. What is wrong
// with the others shows when they are delivered.
func (s *Spool) left(name string) int {
	runs, err := s.runs()
	if err != nil {
		return 0
	}
	sum := 0
	for _, run := range runs {
		if n, _, err := s.leftOf(run, name); err == nil {
			sum += n
		}
	}
	return sum
}

// readStateOf reads the .ack file of a sink in a run; where that does not tell
// how many events there are, it counts them.
func (s *Spool) readStateOf(run, name string) (*state, error) {
	st := &state{total: -1}
	err := readFile(s.ackPath(run, name), func(f *os.File) (err error) {
		st, err = readState(f)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if st.total >= 0 {
		return st, nil
	}
	return st, readFile(s.eventsPath(run, name), func(f *os.File) (err error) {
		st.total, err = count(f)
		return err
	})
}

// readFile opens a regular file for reading.
func readFile(path string, read func(*os.File) error) error {
	if err := checkFile(path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, reason(err))
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("read %s: %w", path, reason(err))
	}
	return nil
}
