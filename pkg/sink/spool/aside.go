package spool

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"wxaudit/pkg/sink"
)

// aside is a line of a set-aside file: an event, or a number of them that could
// not be read.
type aside struct {
	Index  int         `json:"index"` // in the run
	Count  int         `json:"count"`
	Reason string      `json:"reason"`
	At     time.Time   `json:"at"` // when it was set aside
	Event  *sink.Event `json:"event,omitempty"`
}

// The ends of the names of files below the set-aside directory.
const (
	asideEnd   = ".ndjson"
	damagedEnd = ".damaged"
)

// valid says whether the numbers can be true.
func (a aside) valid() bool {
	return a.Index >= 0 && a.Count > 0 && a.Index < maxEvents && a.Count <= maxEvents-a.Index && a.Reason != ""
}

func (s *Spool) asidePath(run, name string) string {
	return filepath.Join(s.aside, name, run+asideEnd)
}

// damagedPath is where the events of a run are kept when lines of them could not
// be read.
func (s *Spool) damagedPath(run, name string) string {
	return filepath.Join(s.aside, name, run+damagedEnd)
}

func asideLine(a aside) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		return nil, err
	}
	return seal(bytes.TrimSuffix(b.Bytes(), []byte("}\n"))), nil
}

// unreadable stands for a line that says nothing any more: of an event, of which
// nobody knows which.
var unreadable = aside{Index: -1, Count: 1, Reason: "the line cannot be read: the disk or somebody changed it"}

// asideLines reads the lines of a set-aside file as they are, and what they say:
// unreadable for a damaged one, nothing for an empty one. A line is nil that is too
// long, or that the file ends in, and says nothing; the event of the second is
// still in the spool.
func asideLines(r io.Reader, each func(line []byte, a aside) error) error {
	for l := newLines(r); ; {
		line, whole, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var a aside
		switch {
		case !whole, len(bytes.TrimSpace(line)) == 0:
		case !sealed(line) || json.Unmarshal(line, &a) != nil || !a.valid():
			a = unreadable
		}
		if err := each(line, a); err != nil {
			return err
		}
	}
}

// readAside reads what was set aside.
func readAside(r io.Reader, each func(aside)) error {
	return asideLines(r, func(_ []byte, a aside) error {
		if a.Count > 0 {
			each(a)
		}
		return nil
	})
}

// readAsideFile is readAside of a file that need not be there.
func readAsideFile(path string, each func(aside)) error {
	err := readFile(path, func(f *os.File) error { return readAside(f, each) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// countAside counts the events that were set aside for a sink.
func (s *Spool) countAside(name string) (int, error) {
	runs, err := s.asideRuns(name)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, run := range runs {
		if err := readAsideFile(s.asidePath(run, name), func(a aside) { n += a.Count }); err != nil {
			return 0, err
		}
	}
	return n, nil
}
