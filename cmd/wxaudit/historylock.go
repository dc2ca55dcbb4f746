package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// historyLock is held from when a run reads the history until it has written it,
// so that of two runs at once none undoes what the other kept. A process that is
// killed lets go of it.
type historyLock struct {
	held  *flock.Flock
	fault error // why it is not held
}

// historyWait bounds the wait for another run, which writes its reports meanwhile.
const historyWait = time.Minute

// lockHistory waits for the history of a state directory, and clears away what
// killed processes left there.
func lockHistory(ctx context.Context, dir string) *historyLock {
	path := filepath.Join(dir, "history.lock")
	l := &historyLock{held: flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))}
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		l.fault = fmt.Errorf("%s is not a regular file; remove it", path)
		return l
	}
	bounded, cancel := context.WithTimeout(ctx, historyWait)
	defer cancel()
	if _, err := l.held.TryLockContext(bounded, 50*time.Millisecond); err != nil {
		l.fault = fmt.Errorf("lock %s: %w", path, plainPathError(err))
		if ctx.Err() == nil && bounded.Err() != nil {
			l.fault = fmt.Errorf("another wxaudit has held %s for %s", path, historyWait)
		}
		return l
	}
	sweepHistory(historyDir(dir))
	return l
}

func (l *historyLock) release() { _ = l.held.Close() } // nothing was written to it

// sweepHistory removes the temporary files of file.Create, which only under the
// lock belong to nobody. What cannot be removed harms nobody.
func sweepHistory(dir string) {
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return // a link is refused when something is kept
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.Type()&fs.ModeDir != 0:
			sweepHistory(path)
		case e.Type().IsRegular() && strings.HasPrefix(e.Name(), ".wxaudit-") && strings.HasSuffix(e.Name(), ".tmp"):
			_ = os.Remove(path)
		}
	}
}
