package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink/file"
)

// history is the file in which an audit leaves to the next which findings were
// open: one for each organisation, and another for replays of it. It holds ids and
// no names.
type history struct {
	path string
	next report.Memory
}

// historyFormat is the version of the file's layout.
const historyFormat = 1

// maxHistory bounds the file, in bytes: a million findings.
const maxHistory = 512 << 20

type historyFile struct {
	Format int `json:"format"`
	report.Memory
}

// recall compares the report with what the last audit left. What it returns is
// kept once the events of this run are safe: an event that is lost must not have
// been told before.
func recall(sys *system, dir string, rep *report.Report) *history {
	id := sha256.Sum256([]byte(rep.Organization.ID))
	name := hex.EncodeToString(id[:8])
	if rep.Run.Mode != "live" { // what a recording shows is open nowhere now, and mends nothing
		name += "-" + rep.Run.Mode
	}
	h := &history{path: filepath.Join(dir, "history", name+".json")}
	before, err := readHistory(h.path, rep.Organization.ID)
	if err != nil {
		aside := h.path + ".damaged"
		fmt.Fprintf(sys.stderr, "wxaudit: warning: %s: %v; it is kept as %s, and every finding counts as new\n", h.path, err, filepath.Base(aside))
		_ = os.Rename(h.path, aside) // it is replaced in any case
	}
	h.next = report.Remember(rep, before)
	return h
}

// readHistory reads what the last audit left; nil when there was none.
func readHistory(path, organization string) (*report.Memory, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, plainPathError(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	case info.Size() > maxHistory:
		return nil, fmt.Errorf("it is larger than %d MiB", maxHistory>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	var f historyFile
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, errors.New("it cannot be read")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the end")
	}
	switch {
	case f.Format != historyFormat:
		return nil, fmt.Errorf("it has format %d, and this program knows %d", f.Format, historyFormat)
	case f.Organization != organization, f.Run == "", f.AsOf.IsZero():
		return nil, errors.New("it is of another organisation, or of none")
	}
	for _, o := range f.Open {
		if o.ID == "" || o.CheckID == "" || o.FirstSeen.IsZero() || o.Severity.Rank() >= len(finding.Severities) {
			return nil, errors.New("an entry is not whole")
		}
	}
	return &f.Memory, nil
}

// keep leaves the findings to the next audit; no history keeps nothing.
func (h *history) keep() error {
	if h == nil {
		return nil
	}
	err := ownDir(filepath.Dir(h.path))
	if err == nil {
		err = file.Create(h.path, func(w io.Writer) error {
			return json.NewEncoder(w).Encode(historyFile{historyFormat, h.next})
		})
	}
	if err != nil {
		return unfinished(fmt.Errorf("keep the history: %w", err), "the reports are written; the next run will call the same findings new again")
	}
	return nil
}

// ownDir makes a directory for its user alone. A link is refused: whoever made
// it would choose what is read and written.
func ownDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return plainPathError(err)
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is a symbolic link; put a directory in its place", path)
	}
	return nil
}
