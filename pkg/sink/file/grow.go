package file

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// grow appends lines to the one file, each with one write, and flushes them. The
// file is claimed meanwhile, so that two processes do not write into each other's
// half lines or rename each other's files.
func (s *Sink) grow(ctx context.Context, lines [][]byte) error {
	if len(lines) == 0 {
		return nil
	}
	f, err := s.claim(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // flushed below; closing gives up the claim
	size, whole, err := tail(f)
	if err != nil {
		return err
	}
	if due, err := s.rotationDue(size, lines); err != nil {
		return err
	} else if due {
		next, err := s.rotate(ctx, f, whole)
		if err != nil {
			return err
		}
		defer func() { _ = next.Close() }()
		f, whole = next, true
	}
	if !whole {
		// A crash cut a line short. It was not acknowledged and comes again; what is
		// left of it must not run into the next.
		if _, err := f.Write([]byte("\n")); err != nil {
			return err
		}
	}
	for _, line := range lines {
		if _, err := f.Write(line); err != nil {
			return err
		}
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if size == 0 { // it may be new
		return syncDir(s.dir())
	}
	return nil
}

// claim opens the file for this process alone. Another may have renamed it in the
// meantime.
func (s *Sink) claim(ctx context.Context) (*os.File, error) {
	for {
		f, err := openOwn(s.path)
		if err != nil {
			return nil, err
		}
		if err = lock(ctx, f); err == nil {
			var same bool
			if same, err = isAt(f, s.path); err == nil && same {
				return f, nil
			}
		}
		_ = f.Close()
		if err != nil {
			return nil, err
		}
	}
}

// rotationDue says whether the lines would make the file too large, and the last
// rename is long enough ago.
func (s *Sink) rotationDue(size int64, lines [][]byte) (bool, error) {
	if s.o.RotateBytes == 0 || size == 0 {
		return false, nil
	}
	for _, line := range lines {
		size += int64(len(line))
	}
	if size <= s.o.RotateBytes {
		return false, nil
	}
	entries, err := os.ReadDir(s.dir())
	if err != nil {
		return false, err
	}
	var last time.Time
	for _, e := range entries {
		if at, ok := rotatedAt(filepath.Base(s.path), e.Name()); ok && at.After(last) {
			last = at
		}
	}
	since := s.o.Now().Sub(last)
	return since < 0 || since >= s.o.RotateEvery, nil // the clock may have gone back
}

// renamed says whether a file is one that this sink renamed.
func (s *Sink) renamed(name string) bool {
	_, own := rotatedAt(filepath.Base(s.path), name)
	return own
}

// maxSameSecond bounds the renames of one second.
const maxSameSecond = 100

// rotate renames the file, which whoever reads it can go on reading, and begins
// a new one that those may read who could read the old one.
func (s *Sink) rotate(ctx context.Context, f *os.File, whole bool) (*os.File, error) {
	if !whole {
		if _, err := f.Write([]byte("\n")); err != nil {
			return nil, err
		}
	}
	if err := f.Sync(); err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	name, err := s.freeName()
	if err != nil {
		return nil, err
	}
	if err := rename(f, s.path, name); err != nil {
		return nil, err
	}
	s.fresh = filepath.Base(name)
	next, err := openOwn(s.path)
	if err != nil {
		return nil, err
	}
	if err = lock(ctx, next); err == nil {
		regroup(next, info)
		err = next.Chmod(info.Mode().Perm() & 0o640)
	}
	if err == nil {
		err = syncDir(s.dir())
	}
	if err != nil {
		_ = next.Close()
		return nil, err
	}
	return next, nil
}

func (s *Sink) freeName() (string, error) {
	for n := range maxSameSecond {
		path := rotated(s.path, s.o.Now(), n)
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
	}
	return "", errors.New("the file was renamed too often in one second")
}
