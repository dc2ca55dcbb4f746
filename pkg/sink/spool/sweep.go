package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sweep removes what killed processes left behind: directories that were being
// written, and .ack files whose events are gone. It does nothing while a process
// writes a run.
func (s *Spool) sweep() error {
	l, err := s.putLock()
	if err != nil {
		return err
	}
	alone, err := l.TryLock()
	if err != nil {
		return fmt.Errorf("lock %s: %w", l.Path(), reason(err))
	}
	defer l.Close()
	if !alone {
		return nil
	}
	entries, err := os.ReadDir(s.spool)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.spool, reason(err))
	}
	for _, e := range entries {
		path := filepath.Join(s.spool, e.Name())
		switch {
		case !e.IsDir():
		case strings.HasPrefix(e.Name(), tempPrefix):
			if err := os.RemoveAll(path); err != nil {
				return fmt.Errorf("remove %s: %w", path, reason(err))
			}
		case CheckName(e.Name()) == nil:
			s.sweepRun(path)
		}
	}
	return nil
}

// sweepRun removes .ack files of finished events, and the directory when it is
// empty. Nothing is ever added to the directory of a run, so that events that are
// gone do not come back. What cannot be removed harms nobody.
func (s *Spool) sweepRun(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name, isAck := strings.CutSuffix(e.Name(), ackEnd)
		if !isAck {
			continue
		}
		if s.gone(filepath.Base(dir), name) != nil {
			continue // it is the only witness
		}
		if _, err := os.Lstat(filepath.Join(dir, name+eventsEnd)); errors.Is(err, fs.ErrNotExist) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
	_ = os.Remove(dir)
}

// gone is an error when the events of a sink in a run are not there, while their
// .ack file says that some were left: what is finished says that nothing is.
func (s *Spool) gone(run, name string) error {
	n, err := s.lostOf(run, name)
	if err != nil || n == 0 {
		return nil
	}
	if _, err := os.Lstat(s.eventsPath(run, name)); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s is gone, with %d events that nobody has taken: bring it back, or remove %s to give them up", s.eventsPath(run, name), n, s.ackPath(run, name))
}

// lostOf counts what is left for a sink in a run by its .ack file alone.
func (s *Spool) lostOf(run, name string) (int, error) {
	st := &state{total: -1}
	err := readFile(s.ackPath(run, name), func(f *os.File) (err error) {
		st, err = readState(f)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !st.headed:
		return 0, nil
	case err != nil:
		return 0, err
	}
	return st.left(), nil
}

// runs lists the runs, oldest first.
func (s *Spool) runs() ([]string, error) {
	entries, err := os.ReadDir(s.spool) // sorted by name
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.spool, reason(err))
	}
	var runs []string
	for _, e := range entries {
		if CheckName(e.Name()) != nil {
			continue // locks, and directories that are being written
		}
		if e.Type()&fs.ModeSymlink != 0 {
			return nil, fmt.Errorf("%s is a symbolic link; remove it", filepath.Join(s.spool, e.Name()))
		}
		if e.IsDir() {
			runs = append(runs, e.Name())
		}
	}
	return runs, nil
}
