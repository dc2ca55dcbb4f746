package file

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// pointLatest makes the link "latest" lead to the newest finished run. Where
// links cannot be made (Windows wants a privilege for them) there is none, and a
// file of that name that is no link is left alone: neither keeps an event from
// its reader.
func (s *Sink) pointLatest(run string) error {
	name := fileName(run)
	if _, err := os.Lstat(filepath.Join(s.path, name)); err != nil {
		return nil // finished before, and moved or removed since
	}
	link := filepath.Join(s.path, latest)
	if info, err := os.Lstat(link); err == nil {
		if info.Mode()&fs.ModeSymlink == 0 {
			return nil
		}
		now, err := os.Readlink(link)
		if err == nil && ofRun(now) && now > name && now < s.ahead() {
			if _, err := os.Lstat(filepath.Join(s.path, now)); err == nil {
				return nil // an older run was delivered late
			}
		}
	}
	temp := filepath.Join(s.path, "."+latest+".tmp")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(name, temp); err != nil {
		return nil
	}
	if err := os.Rename(temp, link); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return syncDir(s.path)
}

// ahead comes behind the names of all runs but those that were written while the
// clock was wrong.
func (s *Sink) ahead() string {
	return fileName(s.o.Now().Add(time.Minute).UTC().Format("20060102T150405"))
}
