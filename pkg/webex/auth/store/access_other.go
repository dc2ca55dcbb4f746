//go:build !unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// Without mode bits a user's configuration directory is what keeps others out.

func private(info fs.FileInfo) error  { return regular(info) }
func unshared(info fs.FileInfo) error { return regular(info) }
func owned(fs.FileInfo) bool          { return true }

func safe(info fs.FileInfo) error {
	if !info.IsDir() {
		return errors.New("it is not a directory")
	}
	return nil
}

func openPlain(path string) (*os.File, error) { return os.Open(path) }

func openAny(path string) (*os.File, error) { return os.Open(path) }

func setMode(*os.File, fs.FileMode) error { return nil }

// rename tries for a second: a file that somebody is reading cannot be replaced.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for range 20 {
		if err == nil {
			break
		}
		time.Sleep(lockPoll)
		err = os.Rename(from, to)
	}
	return err
}

func syncDir(string) error { return nil }
