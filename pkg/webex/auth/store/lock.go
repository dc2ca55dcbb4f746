package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"wxaudit/pkg/webex/auth"
)

// lockPoll is how often a lock that somebody else holds is tried again.
const lockPoll = 50 * time.Millisecond

// held is a lock that we hold.
type held struct {
	lock *flock.Flock
	// fresh tells that its file was not there before.
	fresh bool
}

// claim is acquire for those who may have to leave as if they had not come.
func claim(ctx context.Context, path string) (*held, error) {
	_, err := os.Lstat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	h, err := acquire(ctx, path)
	if err != nil {
		return nil, err
	}
	h.fresh = fresh
	return h, nil
}

// giveUp removes the file of a lock that nothing was kept under: a lock without a
// token file tells that the keyring may hold the profile.
func (h *held) giveUp() {
	if h.fresh {
		_ = h.remove() // it is said then that the keyring may hold something
	}
}

// acquire waits for the advisory lock at path until the context ends. Every
// call is another owner, so it holds goroutines apart as well as processes; a
// process that is killed lets go of it.
func acquire(ctx context.Context, path string) (*held, error) {
	for {
		l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
		ok, err := l.TryLockContext(ctx, lockPoll)
		switch {
		case ctx.Err() != nil && !ok:
			if errors.Is(ctx.Err(), context.Canceled) {
				return nil, ended(ctx)
			}
			return nil, fault(auth.Unavailable, context.DeadlineExceeded, "another wxaudit has held the lock %s all the time", path)
		case err != nil:
			return nil, noRoom(filepath.Dir(path), err)
		}
		if isCurrent(l, path) {
			return &held{lock: l}, nil
		}
		// Whoever held it before removed the file: this lock keeps nobody out.
		_ = l.Close()
	}
}

// isCurrent tells that the locked file is the one at path.
func isCurrent(l *flock.Flock, path string) bool {
	ours, err := l.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(ours, there)
}

// release gives the lock back; its file stays.
func (h *held) release() { _ = h.lock.Close() }

// remove removes the file of the lock. Those who wait for it take notice.
func (h *held) remove() error {
	err := os.Remove(h.lock.Path())
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	h.release() // some systems remove no open file
	err = os.Remove(h.lock.Path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
