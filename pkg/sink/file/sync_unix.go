//go:build unix

package file

import (
	"errors"
	"os"
	"syscall"
)

// syncDir makes the new name of a file last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil // a directory that may be written but not read; the file is whole
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil // some network file systems cannot flush a directory
}
