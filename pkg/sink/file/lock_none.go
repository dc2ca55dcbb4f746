//go:build !unix

package file

import (
	"context"
	"os"
)

// lock does nothing: one write per line keeps the lines of two processes whole.
func lock(ctx context.Context, _ *os.File) error { return ctx.Err() }

// rename closes the file first, because Windows does not rename what is open.
func rename(f *os.File, from, to string) error {
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// regroup does nothing: rights are inherited from the directory.
func regroup(*os.File, os.FileInfo) {}

func readOnly(error) bool { return false }
