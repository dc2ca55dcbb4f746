package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"wxaudit/pkg/webex/auth"
)

// slack is how much room is reserved beyond the size of the old file, in bytes.
const slack = 16 << 10

// fileRoom is a temporary file beside the one that it will replace. It is as
// long as whatever it will hold, so that a full disk shows before the old pair
// is given up.
type fileRoom struct {
	of   *File
	file *os.File
	name string
}

// try says why the file could not be kept. It takes no lock: one without a file
// would tell that the keyring holds the profile.
func (s *File) try() error {
	err := s.ready()
	if err == nil {
		var r *fileRoom
		if r, err = s.space(); err == nil {
			r.release()
			return nil
		}
	}
	return noRoom(s.path, err)
}

// reserve makes a temporary file after removing those that killed processes left.
func (s *File) reserve(context.Context) (room, error) {
	if err := s.sweep(); err != nil {
		return nil, err
	}
	return s.space()
}

// space makes a temporary file.
func (s *File) space() (*fileRoom, error) {
	size := slack
	if info, err := os.Lstat(s.path); err == nil {
		size += int(min(info.Size(), maxSize))
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), s.tempPrefix()+"*"+tempSuffix) // mode 0600
	if err != nil {
		return nil, err
	}
	r := &fileRoom{of: s, file: f, name: f.Name()}
	_, err = f.Write(bytes.Repeat([]byte("reserved"), size/8+1))
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		r.release()
		return nil, err
	}
	return r, nil
}

// keep writes over what was reserved, and gives the rest back only when all is
// written.
func (r *fileRoom) keep(_ context.Context, g auth.Grant) error {
	data, err := encode(g)
	if err != nil {
		return err
	}
	if _, err := r.file.WriteAt(data, 0); err != nil {
		return err
	}
	if err := r.file.Truncate(int64(len(data))); err != nil {
		return err
	}
	if err := setMode(r.file, r.of.rules.mode); err != nil {
		return err
	}
	if err := r.file.Sync(); err != nil {
		return err
	}
	if err := r.file.Close(); err != nil {
		return err
	}
	if err := rename(r.name, r.of.path); err != nil {
		return err
	}
	r.name = ""
	return syncDir(filepath.Dir(r.of.path))
}

func (r *fileRoom) release() {
	if r.name == "" {
		return
	}
	_ = r.file.Close()    // closed already, or an earlier error counts
	_ = os.Remove(r.name) // the next update sweeps it
	r.name = ""
}

// Between them are the name of the file and a random number.
const (
	tempStart  = ".wxaudit-"
	tempSuffix = ".tmp"
)

// tempPrefix begins the names of the temporary files for this file and no other.
func (s *File) tempPrefix() string {
	return tempStart + strings.TrimSuffix(filepath.Base(s.path), ".json") + "."
}

// leftovers are the temporary files for this file. Only under the lock do they
// belong to nobody.
func (s *File) leftovers() []string {
	entries, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		return nil
	}
	var found []string
	for _, e := range entries {
		middle, ok := strings.CutPrefix(e.Name(), s.tempPrefix())
		if !ok {
			continue
		}
		middle, ok = strings.CutSuffix(middle, tempSuffix)
		if ok && middle != "" && strings.Trim(middle, "0123456789") == "" {
			found = append(found, filepath.Join(filepath.Dir(s.path), e.Name()))
		}
	}
	return found
}

// sweep removes the leftovers; the lock is held.
func (s *File) sweep() error {
	for _, name := range s.leftovers() {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}
