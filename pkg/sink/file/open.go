package file

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// openOwn opens a regular file to append to it, and makes it when there is none.
// A link is not followed, not even one that appears between looking and opening.
func openOwn(path string) (*os.File, error) {
	if err := Check(path); err != nil {
		return nil, &refused{err}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	same, err := isAt(f, path)
	if err == nil && !same {
		err = &refused{errors.New("another file took its place")}
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// isAt says whether the open file is the one that the path names now, and a
// regular file.
func isAt(f *os.File, path string) (bool, error) {
	open, err := f.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return open.Mode().IsRegular() && os.SameFile(open, named), nil
}

// tail says how long a file is, and whether its last line has its end. What a
// crash cut off has none.
func tail(f *os.File) (size int64, whole bool, err error) {
	size, err = f.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return size, true, err
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], size-1); err != nil {
		return size, false, err
	}
	return size, last[0] == '\n', nil
}

// refused is a path that a person has to change.
type refused struct{ err error }

func (r *refused) Error() string { return r.err.Error() }
func (r *refused) Unwrap() error { return r.err }

func refuse(format string, args ...any) error { return &refused{fmt.Errorf(format, args...)} }
