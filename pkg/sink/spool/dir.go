package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// makeDir makes a directory for the user alone, to last, or sees that it is one. A
// symbolic link is refused: whoever made it would choose where events go.
func makeDir(path string) error {
	err := os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return checkDir(path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("make the directory %s: %w", path, reason(err))
	}
	return nil
}

// checkDir sees that the path is a directory, and makes it the user's alone.
func checkDir(path string) error {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", path, reason(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a symbolic link; put a directory in its place", path)
	case !info.IsDir():
		return fmt.Errorf("%s is not a directory", path)
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		if err := os.Chmod(path, 0o700); err != nil {
			return fmt.Errorf("others may read %s: %w", path, reason(err))
		}
	}
	return nil
}
