//go:build unix

package file

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// lock claims the file for this process until it is closed, and waits while
// another has it. File systems that know no such claim are used without.
func lock(ctx context.Context, f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return nil // claimed, or not to be had here
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// rename renames an open file, whose claim goes with it.
func rename(_ *os.File, from, to string) error { return os.Rename(from, to) }

// regroup gives a new file the group of an old one, where this user may do that.
func regroup(f *os.File, old os.FileInfo) {
	if st, ok := old.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(-1, int(st.Gid)) // else it has the group of whoever writes
	}
}

func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }
