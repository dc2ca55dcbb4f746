package spool

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

func (s *Spool) asidePath(run, name string) string {
	return filepath.Join(s.aside, name, run+".ndjson")
}

// damagedPath is where the events of a run are kept when lines of them could not
// be read.
func (s *Spool) damagedPath(run, name string) string {
	return filepath.Join(s.aside, name, run+".damaged")
}

func asideLine(a aside) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// readAside reads what was set aside; lines that cannot be read are left out.
func readAside(r io.Reader, each func(aside)) error {
	for l := newLines(r); ; {
		line, whole, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var a aside
		if !whole || json.Unmarshal(line, &a) != nil {
			continue
		}
		if a.Index >= 0 && a.Count > 0 && a.Index < maxEvents && a.Count <= maxEvents-a.Index && a.Reason != "" {
			each(a)
		}
	}
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
	entries, err := os.ReadDir(filepath.Join(s.aside, name))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read %s: %w", filepath.Join(s.aside, name), reason(err))
	}
	n := 0
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), ".ndjson") {
			continue
		}
		if err := readAsideFile(filepath.Join(s.aside, name, e.Name()), func(a aside) { n += a.Count }); err != nil {
			return 0, err
		}
	}
	return n, nil
}
