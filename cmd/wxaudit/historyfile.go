package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink/file"
)

// historyFormat is the version of the file's layout.
const historyFormat = 1

// maxHistory bounds the file, in bytes: a million findings.
const maxHistory = 512 << 20

type historyFile struct {
	Format int `json:"format"`
	report.Memory
}

// readMemory reads what an audit left; nil when there was none.
func readMemory(path, organization string) (*report.Memory, error) {
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

// writeMemory leaves it to the next audit, whole or not at all.
func writeMemory(path string, m report.Memory) error {
	return file.Create(path, func(w io.Writer) error {
		return json.NewEncoder(w).Encode(historyFile{historyFormat, m})
	})
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
