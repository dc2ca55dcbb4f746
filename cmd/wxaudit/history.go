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
// open, one for each organisation. It holds ids and no names.
type history struct {
	path string
	next report.Memory
}

// historyFormat is the version of the file's layout.
const historyFormat = 1

type historyFile struct {
	Format int `json:"format"`
	report.Memory
}

// recall compares the report with what the last audit left. What it returns is
// kept once the events of this run are safe: an event that is lost must not have
// been told before.
func recall(sys *system, dir string, rep *report.Report) *history {
	id := sha256.Sum256([]byte(rep.Organization.ID))
	h := &history{path: filepath.Join(dir, "history", hex.EncodeToString(id[:8])+".json")}
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
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
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
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		return plainPathError(err)
	}
	return file.Create(h.path, func(w io.Writer) error {
		return json.NewEncoder(w).Encode(historyFile{historyFormat, h.next})
	})
}
