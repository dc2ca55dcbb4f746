package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// makeDir makes a directory for the user alone, or sees that it is one. A
// symbolic link is refused: whoever made it would choose where events go.
func makeDir(path string) error {
	err := os.Mkdir(path, 0o700)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the directory %s: %w", path, reason(err))
	}
	return checkDir(path)
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
