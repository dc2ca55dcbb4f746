package spool

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Dropped is what Forget removed of one run.
type Dropped struct {
	Run string
	// Written is when the run was written to the spool; zero when only what was set
	// aside of it was there.
	Written  time.Time
	Left     int // events that were neither acknowledged nor set aside
	SetAside int
}

// Forget removes all that the spool holds for a sink, and what was set aside for
// it: for one that nobody delivers to any more. each is told of every run once it
// is gone, oldest first. Like Deliver it waits for another process that delivers to
// the same sink. A crash leaves the rest as it was.
func (s *Spool) Forget(ctx context.Context, name string, o Options, each func(Dropped)) error {
	if err := s.forget(ctx, name, o, each); err != nil {
		return fmt.Errorf("forget %s: %w", name, err)
	}
	return nil
}

func (s *Spool) forget(ctx context.Context, name string, o Options, each func(Dropped)) error {
	if err := CheckName(name); err != nil {
		return err
	}
	lock, err := s.claim(ctx, name, o)
	if err != nil {
		return err
	}
	defer lock.Close()
	runs, err := s.runsOf(name)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if ctx.Err() != nil {
			return stopped(ctx)
		}
		d, err := s.drop(run, name)
		if err != nil {
			return fmt.Errorf("run %s: %w", run, err)
		}
		if d.Left+d.SetAside > 0 || !d.Written.IsZero() {
			each(d)
		}
	}
	_ = os.RemoveAll(filepath.Join(s.aside, name)) // copies of events, of restores that were killed
	return nil
}

// runsOf lists the runs of which anything is there for a sink, oldest first.
func (s *Spool) runsOf(name string) ([]string, error) {
	found := map[string]bool{}
	runs, err := s.runs()
	if err != nil {
		return nil, err
	}
	for _, run := range runs {
		for _, path := range []string{s.eventsPath(run, name), s.ackPath(run, name)} {
			if _, err := os.Lstat(path); err == nil {
				found[run] = true
			}
		}
	}
	aside, err := s.asideRuns(name)
	if err != nil {
		return nil, err
	}
	for _, run := range aside {
		found[run] = true
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// drop removes one run of a sink: the acknowledgements last, because they tell how
// many events were left.
func (s *Spool) drop(run, name string) (Dropped, error) {
	d := Dropped{Run: run}
	left, written, err := s.leftOf(run, name)
	if errors.Is(err, fs.ErrNotExist) {
		left, err = s.lostOf(run, name) // somebody took the events away
	}
	if err != nil {
		return d, err
	}
	d.Left, d.Written = left, written
	if err := readAsideFile(s.asidePath(run, name), func(a aside) { d.SetAside += a.Count }); err != nil {
		return d, err
	}
	for _, path := range []string{s.asidePath(run, name), s.damagedPath(run, name), s.eventsPath(run, name), s.ackPath(run, name)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return d, fmt.Errorf("remove %s: %w", path, reason(err))
		}
	}
	dir := filepath.Join(s.spool, run)
	if err := syncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d, fmt.Errorf("keep %s: %w", dir, reason(err))
	}
	if os.Remove(dir) == nil { // it stays while other sinks have something in it
		_ = syncDir(s.spool) // an empty directory that comes back is swept
	}
	return d, nil
}
