// Package file delivers a finished report, or the events of an audit, to files on
// this computer.
//
// Write replaces one file by another. A Sink has two ways: a directory in which
// each run gets a file that appears when it is whole, or one file that grows and
// is renamed when it is large. Neither ever shortens a file that somebody reads.
package file

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts data into the file, whole or not at all: whoever reads the path
// sees what was there before or all of data, also when the power fails. The
// file belongs to the user alone (mode 0600), whatever it was before, because a
// report names staff and weaknesses. What is no regular file is refused, and so
// is a symbolic link: replacing it would break what it is for, and following it
// would let whoever made it choose what is overwritten.
//
// The directory must exist. The error names the path and what to change.
func Write(path string, data []byte) error {
	return Create(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Create is Write for what is too large to hold: fill writes the file, and when
// it fails the path stays as it was.
func Create(path string, fill func(io.Writer) error) error {
	if err := Check(path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := write(path, fill); err != nil {
		return fmt.Errorf("write %s: %w", path, reason(path, err))
	}
	return nil
}

// Check says why Write would refuse the path, without writing anything.
func Check(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil // missing directories show when the file is made
	case err != nil:
		return reason(path, err)
	case info.IsDir():
		return errors.New("it is a directory; name a file in it")
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link; name the file that it leads to")
	case !info.Mode().IsRegular():
		return errors.New("it is not a regular file; name another path")
	default:
		return nil
	}
}

func write(path string, fill func(io.Writer) error) (err error) {
	dir := filepath.Dir(path)
	// The name begins with a dot and ends otherwise than a report, so that
	// nothing that watches the directory takes it for one.
	f, err := os.CreateTemp(dir, ".wxaudit-*.tmp") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // closed already, or the first error counts
			_ = os.Remove(f.Name())
		}
	}()
	buf := bufio.NewWriterSize(f, 64<<10)
	if err := errors.Join(fill(buf), buf.Flush()); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// noDirectory is the directory that is not there, as an fs.ErrNotExist that says all.
type noDirectory string

func (d noDirectory) Error() string {
	return fmt.Sprintf("there is no directory %s; create it first", string(d))
}
func (d noDirectory) Is(target error) bool { return target == fs.ErrNotExist }

// reason says in plain words what is wrong with the path, without the name of
// the temporary file.
func reason(path string, err error) error {
	dir := filepath.Dir(path)
	if info, statErr := os.Stat(dir); errors.Is(statErr, fs.ErrNotExist) {
		return noDirectory(dir)
	} else if statErr == nil && !info.IsDir() {
		return fmt.Errorf("%s is not a directory", dir)
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("no permission to write in %s: %w", dir, fs.ErrPermission)
	}
	// What is left names the temporary file; only the cause is of use.
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		return fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	case errors.As(err, &linkErr):
		return fmt.Errorf("%s: %w", linkErr.Op, linkErr.Err)
	default:
		return err
	}
}
