//go:build unix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// private refuses a file that is not regular, not the user's, or that anybody
// else may read or write.
func private(info fs.FileInfo) error {
	if err := regular(info); err != nil {
		return err
	}
	if !owned(info) {
		return errors.New("it belongs to another user")
	}
	if p := info.Mode().Perm(); p&0o077 != 0 {
		return fmt.Errorf("others may read or write it (mode %04o); take that from them (chmod 600) and, if they may have read it, sign in again", p)
	}
	return nil
}

// safe refuses a directory that others may write to.
func safe(info fs.FileInfo) error {
	if !info.IsDir() {
		return errors.New("it is not a directory")
	}
	if st, ok := info.Sys().(*syscall.Stat_t); !ok || st.Uid != 0 && !owned(info) {
		return errors.New("it belongs to another user")
	}
	if p := info.Mode().Perm(); p&0o022 != 0 {
		return fmt.Errorf("others may write to it (mode %04o); take that from them: chmod go-w", p)
	}
	return nil
}

// unshared refuses a file, links followed, that everybody may read or write.
func unshared(info fs.FileInfo) error {
	if err := regular(info); err != nil {
		return err
	}
	if p := info.Mode().Perm(); p&0o007 != 0 {
		return fmt.Errorf("everybody may read or write it (mode %04o); mount it with 0400 or 0440 (Kubernetes: defaultMode)", p)
	}
	return nil
}

// owned tells that a file is the user's.
func owned(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int64(st.Uid) == int64(os.Geteuid())
}

// openPlain opens a file, but follows no link and waits for no pipe.
func openPlain(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}

// openAny opens a file, links followed, and waits for no pipe.
func openAny(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

func setMode(f *os.File, mode fs.FileMode) error { return f.Chmod(mode) }

func rename(from, to string) error { return os.Rename(from, to) }

// syncDir makes the names in a directory last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil // it may be written but not read; the file is whole
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil // some network file systems cannot flush a directory
}
