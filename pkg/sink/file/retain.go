package file

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// retain removes the oldest of the sink's own files, as Keep and KeepFor say,
// but never the newest, nor the one that it finished last: when the clock went
// back, others look newer. A file is as old as the last write to it.
func (s *Sink) retain(own func(name string) bool) error {
	if s.o.Keep == 0 && s.o.KeepFor == 0 {
		return nil
	}
	entries, err := os.ReadDir(s.dir())
	if err != nil {
		return err
	}
	type old struct {
		name string
		at   time.Time
	}
	var all []old
	for _, e := range entries {
		if !e.Type().IsRegular() || !own(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil { // else it is gone already
			all = append(all, old{e.Name(), info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b old) int { // newest first
		if c := b.at.Compare(a.at); c != 0 {
			return c
		}
		return strings.Compare(b.name, a.name)
	})
	now := s.o.Now()
	var failed error
	for i, f := range all {
		tooMany := s.o.Keep > 0 && i >= s.o.Keep
		tooOld := s.o.KeepFor > 0 && now.Sub(f.at) > s.o.KeepFor
		if i > 0 && f.name != s.fresh && (tooMany || tooOld) {
			if err := os.Remove(filepath.Join(s.dir(), f.name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				failed = errors.Join(failed, err)
			}
		}
	}
	if failed != nil {
		return fmt.Errorf("everything is delivered, but an old file cannot be removed: %w", failed)
	}
	return nil
}
