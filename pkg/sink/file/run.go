package file

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// runFile is the file of a run that is being written, under its temporary name.
type runFile struct {
	run  string
	file *os.File
	// has are the lines that are in it, by their hashes. What an earlier attempt
	// left behind is not written twice: every event has an id of its own, so that
	// equal lines are the same event.
	has map[[sha256.Size]byte]struct{}
}

// extend appends lines to the file of a run and flushes them. What it cannot
// flush it takes out again, because after a failed flush nobody knows what is on
// the disk.
func (s *Sink) extend(run string, acknowledged int, lines [][]byte) error {
	r, err := s.open(run)
	if err != nil {
		return err
	}
	if len(r.has) < acknowledged {
		return errLost
	}
	var b bytes.Buffer
	var fresh [][sha256.Size]byte
	for _, line := range lines {
		sum := sha256.Sum256(line)
		if _, ok := r.has[sum]; ok {
			continue
		}
		r.has[sum] = struct{}{}
		fresh = append(fresh, sum)
		b.Write(line)
	}
	size, _, err := tail(r.file)
	if err == nil {
		_, err = r.file.Write(b.Bytes())
	}
	if err == nil {
		err = r.file.Sync()
	}
	if err == nil {
		return nil
	}
	for _, sum := range fresh {
		delete(r.has, sum)
	}
	if cut := r.file.Truncate(size); cut != nil {
		err = errors.Join(err, cut)
	}
	s.leave() // the next attempt reads what is there
	return err
}

// errLost is about a file that was moved or removed while it was written, or that
// lies in another directory since the path was changed. Nobody reads it there.
var errLost = errors.New("the file of the run does not hold all that was written to it before, so all of the run is written again")

// open continues the file of a run, or begins it. The name of a finished run is
// taken back: its file goes on, and loses nothing.
func (s *Sink) open(run string) (*runFile, error) {
	if s.run != nil && s.run.run == run {
		if same, err := isAt(s.run.file, filepath.Join(s.path, temporary(run))); err == nil && same {
			return s.run, nil
		}
	}
	s.leave()
	if !safeRun.MatchString(run) {
		return nil, refuse("the run has no name that a file could have")
	}
	temp, final := filepath.Join(s.path, temporary(run)), filepath.Join(s.path, fileName(run))
	if err := Check(temp); err != nil {
		return nil, refuse("%s: %w", temporary(run), err)
	}
	_, tempErr := os.Lstat(temp)
	if info, err := os.Lstat(final); err == nil && info.Mode().IsRegular() && errors.Is(tempErr, fs.ErrNotExist) {
		if err := os.Rename(final, temp); err != nil {
			return nil, err
		}
	}
	f, err := openOwn(temp)
	if err != nil {
		return nil, err
	}
	r := &runFile{run: run, file: f, has: map[[sha256.Size]byte]struct{}{}}
	if err := r.read(); err != nil {
		_ = f.Close()
		return nil, err
	}
	// The new name must last before the first event counts as delivered.
	if err := syncDir(s.path); err != nil {
		_ = f.Close()
		return nil, err
	}
	s.run = r
	return r, nil
}

// read learns what the file has, and cuts off half a line at its end: it was
// never acknowledged. All that stays is flushed, because who wrote it may have
// been killed before.
func (r *runFile) read() error {
	in := bufio.NewReaderSize(r.file, 1<<16)
	var size int64
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if len(line) > 0 {
				if err := r.file.Truncate(size); err != nil {
					return err
				}
			}
			return r.file.Sync()
		}
		if err != nil {
			return err
		}
		size += int64(len(line))
		r.has[sha256.Sum256(line)] = struct{}{}
	}
}

func (s *Sink) leave() {
	if s.run != nil {
		_ = s.run.file.Close() // every batch was flushed
		s.run = nil
	}
}

// publish gives the file of a run its final name. A run that has no file any more
// was finished before, or else was lost.
func (s *Sink) publish(run string, acknowledged int) error {
	if !safeRun.MatchString(run) {
		return refuse("the run has no name that a file could have")
	}
	temp, final := filepath.Join(s.path, temporary(run)), filepath.Join(s.path, fileName(run))
	if info, err := os.Lstat(temp); err == nil {
		if !info.Mode().IsRegular() {
			return refuse("%s: %w", temporary(run), Check(temp))
		}
		r, err := s.open(run)
		if err != nil {
			return err
		}
		if len(r.has) < acknowledged {
			return errLost
		}
		s.leave()
		if _, err := os.Lstat(final); err == nil {
			return refuse("there is a file %s already, which this run did not write; move it away", fileName(run))
		}
		if err := os.Rename(temp, final); err != nil {
			return err
		}
		if err := syncDir(s.path); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	} else if _, err := os.Lstat(final); errors.Is(err, fs.ErrNotExist) && acknowledged > 0 {
		return errLost
	}
	s.fresh = fileName(run)
	return s.pointLatest(run)
}
