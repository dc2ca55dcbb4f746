package spool

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wxaudit/pkg/sink"
)

// tempPrefix begins the names of directories that are being written.
const tempPrefix = ".tmp-"

// Put writes the events of one run for every sink that fill names: for all of
// them, or with an error for none. It reads one sequence after another and keeps
// no more than one event in memory. When it returns, the events are on the disk.
//
// The run is a name as RunName makes it; one that was used before is an error
// (fs.ErrExist).
func (s *Spool) Put(ctx context.Context, run string, fill map[string]iter.Seq2[sink.Event, error]) error {
	if len(fill) == 0 {
		return nil
	}
	if err := s.put(ctx, run, fill); err != nil {
		return fmt.Errorf("write the events to the spool: %w", err)
	}
	return nil
}

func (s *Spool) put(ctx context.Context, run string, fill map[string]iter.Seq2[sink.Event, error]) (err error) {
	names := slices.Sorted(maps.Keys(fill))
	if err := s.checkNew(run, names); err != nil {
		return err
	}
	l, err := s.putLock()
	if err != nil {
		return err
	}
	if _, err := l.TryRLockContext(ctx, lockPoll); err != nil {
		return fmt.Errorf("lock %s: %w", l.Path(), reason(err))
	}
	defer l.Close()

	dir, err := os.MkdirTemp(s.spool, tempPrefix) // mode 0700
	if err != nil {
		return fmt.Errorf("make a directory in %s: %w", s.spool, reason(err))
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir) // what cannot be removed now is swept later
		}
	}()
	for _, name := range names {
		if err := writeRun(ctx, dir, name, fill[name]); err != nil {
			return fmt.Errorf("for %s: %w", name, err)
		}
	}
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("keep %s: %w", dir, reason(err))
	}
	return s.publish(dir, filepath.Join(s.spool, run))
}

// publish gives the directory its name, and takes it back when the name cannot
// be made to last.
func (s *Spool) publish(dir, path string) error {
	err := os.Rename(dir, path)
	if err == nil {
		if err = syncDir(s.spool); err == nil {
			return nil
		}
		_ = os.Rename(path, dir) // the first error counts
	}
	return fmt.Errorf("make %s: %w", path, reason(err))
}

// checkNew sees that the names are safe and that nothing is there of this run.
func (s *Spool) checkNew(run string, names []string) error {
	if err := CheckName(run); err != nil {
		return fmt.Errorf("the run: %w", err)
	}
	paths := []string{filepath.Join(s.spool, run)}
	seen := map[string]string{}
	for _, name := range names {
		if err := CheckName(name); err != nil {
			return fmt.Errorf("the sink: %w", err)
		}
		if other, twice := seen[strings.ToLower(name)]; twice {
			return fmt.Errorf("the sinks %s and %s differ only in case", other, name)
		}
		seen[strings.ToLower(name)] = name
		// A line of an earlier run of this name would count for an event of this one.
		paths = append(paths, s.asidePath(run, name), s.damagedPath(run, name))
	}
	for _, path := range paths {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s is there already: %w", path, fs.ErrExist)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", path, reason(err))
		}
	}
	return nil
}

// writeRun writes both files of a sink.
func writeRun(ctx context.Context, dir, name string, seq iter.Seq2[sink.Event, error]) error {
	total := 0
	err := writeFile(filepath.Join(dir, name+eventsEnd), func(w *bufio.Writer) error {
		for e, err := range seq {
			if err != nil {
				return err
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if total == maxEvents {
				return fmt.Errorf("a run has at most %d events", maxEvents)
			}
			line, err := encode(total, e)
			if err != nil {
				return fmt.Errorf("event %d: %w", total, err)
			}
			if _, err := w.Write(line); err != nil {
				return reason(err)
			}
			total++
		}
		return nil
	})
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, name+ackEnd), func(w *bufio.Writer) error {
		_, err := w.Write(headLine(total))
		return reason(err)
	})
}

// writeFile makes a file for the user alone, and makes it last.
func writeFile(path string, write func(*bufio.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", path, reason(err))
	}
	w := bufio.NewWriterSize(f, 64<<10)
	if err := write(w); err != nil {
		_ = f.Close() // the first error counts
		return err
	}
	if err = w.Flush(); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, reason(err))
	}
	return nil
}
