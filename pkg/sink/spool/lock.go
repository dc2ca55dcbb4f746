package spool

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrBusy says that another process has delivered to the same sink all the time.
var ErrBusy = errors.New("another wxaudit is delivering to it")

// lockPoll is how often a lock that somebody else holds is tried again.
const lockPoll = 50 * time.Millisecond

// newLock makes an advisory lock, which a process that is killed lets go of.
// Every lock is another owner, so it holds goroutines apart as well as processes.
func newLock(path string) (*flock.Flock, error) {
	if err := checkFile(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600)), nil
}

// putLock is shared by those that write runs. Whoever has it alone knows that
// every temporary directory was left behind.
func (s *Spool) putLock() (*flock.Flock, error) {
	return newLock(filepath.Join(s.spool, ".put.lock"))
}

// claim waits for the right to deliver to a sink, for at most RetryFor; 0 is one
// try.
func (s *Spool) claim(ctx context.Context, name string, o Options) (*flock.Flock, error) {
	l, err := newLock(filepath.Join(s.spool, name+".lock"))
	if err != nil {
		return nil, err
	}
	ok, err := l.TryLock()
	if err == nil && !ok && o.RetryFor > 0 {
		if o.Waiting != nil {
			o.Waiting(ErrBusy, o.RetryFor)
		}
		bounded, cancel := context.WithTimeout(ctx, o.RetryFor)
		defer cancel()
		ok, err = l.TryLockContext(bounded, lockPoll)
	}
	switch {
	case ok:
		return l, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("stopped while another wxaudit was delivering to it: %w", context.Cause(ctx))
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("%w; waited %s", ErrBusy, o.RetryFor)
	default:
		return nil, fmt.Errorf("lock %s: %w", l.Path(), reason(err))
	}
}
