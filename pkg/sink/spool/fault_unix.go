//go:build unix

package spool

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// refusals are errors that say too little by themselves.
var refusals = []struct {
	err  error
	text string
}{
	{syscall.ENOSPC, "the disk is full"},
	{syscall.EDQUOT, "the disk quota is used up"},
	{syscall.EROFS, "the file system is read-only"},
	{syscall.ENOLCK, "the file system has no locks; keep the state directory on a local disk"},
	{syscall.ENOTSUP, "the file system does not support it; keep the state directory on a local disk"},
	{syscall.ESTALE, "the file server has lost it; keep the state directory on a local disk"},
	{fs.ErrPermission, "no permission"},
	{fs.ErrNotExist, "it does not exist"},
}

// syncDir makes new and removed names in the directory last.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // a file system that has no such call keeps names by itself
	}
	return errors.Join(err, d.Close())
}
