package spool

import (
	"fmt"
	"os"
	"path/filepath"
)

// Spool is the part of a state directory that holds events. It may be used by
// several goroutines and processes at once.
type Spool struct {
	spool, aside string // directories
}

// Open makes the directories spool and set-aside below the state directory, for
// the user alone, and removes what killed processes left half written. The state
// directory must exist. The error names what cannot be used and says why.
func Open(dir string) (*Spool, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("open the state directory %s: %w", dir, reason(err))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("open the state directory %s: it is not a directory", dir)
	}
	s := &Spool{spool: filepath.Join(dir, "spool"), aside: filepath.Join(dir, "set-aside")}
	for _, d := range []string{s.spool, s.aside} {
		if err := makeDir(d); err != nil {
			return nil, fmt.Errorf("open the spool: %w", err)
		}
	}
	if err := s.sweep(); err != nil {
		return nil, fmt.Errorf("open the spool: %w", err)
	}
	return s, nil
}

// Used says whether a state directory has a spool, without making one.
func Used(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, "spool"))
	return err == nil && info.IsDir()
}

func (s *Spool) eventsPath(run, name string) string {
	return filepath.Join(s.spool, run, name+eventsEnd)
}

func (s *Spool) ackPath(run, name string) string {
	return filepath.Join(s.spool, run, name+ackEnd)
}

const (
	eventsEnd = ".ndjson"
	ackEnd    = ".ack"
)
