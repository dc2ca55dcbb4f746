package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// openAppend opens a file of lines to write behind its last whole line: what a
// crash left behind that is cut off. A new file and its name are made to last.
func openAppend(path string) (*os.File, error) {
	if err := checkFile(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, reason(err))
	}
	if err := cutTorn(f); err != nil {
		_ = f.Close() // the first error counts
		return nil, fmt.Errorf("open %s: %w", path, reason(err))
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		_ = f.Close() // the first error counts
		return nil, fmt.Errorf("keep %s: %w", path, reason(err))
	}
	return f, nil
}

// cutTorn cuts what follows the last line end, and goes there.
func cutTorn(f *os.File) error {
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	whole := end
	for b := make([]byte, 4096); whole > 0; {
		n := min(int64(len(b)), whole)
		if _, err := f.ReadAt(b[:n], whole-n); err != nil {
			return err
		}
		if i := bytes.LastIndexByte(b[:n], '\n'); i >= 0 {
			whole += int64(i) + 1 - n
			break
		}
		whole -= n
	}
	if whole < end {
		if err := f.Truncate(whole); err != nil {
			return err
		}
	}
	_, err = f.Seek(whole, io.SeekStart)
	return err
}

// appendLines writes lines and makes them last. A part that was written with an
// error is taken back, or else the next openAppend cuts it off.
func appendLines(f *os.File, lines []byte) error {
	at, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return fmt.Errorf("write %s: %w", f.Name(), reason(err))
	}
	if _, err = f.Write(lines); err == nil {
		err = f.Sync()
	}
	if err != nil {
		if f.Truncate(at) == nil {
			_, _ = f.Seek(at, io.SeekStart) // nothing is written behind an error
		}
		return fmt.Errorf("write %s: %w", f.Name(), reason(err))
	}
	return nil
}

// checkFile sees that the path is a regular file and no link.
func checkFile(path string) error {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", path, reason(err))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file; remove it", path)
	default:
		return nil
	}
}
