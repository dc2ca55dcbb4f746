package main

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
)

// seal gives the lines of the files that lie in a directory of the state, and were
// written by a script, the checksums that the spool looks for: seal state/set-aside/NAME
func seal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: seal DIRECTORY")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.ndjson"))
	ts.Check(err)
	for _, file := range files {
		b, err := os.ReadFile(file)
		ts.Check(err)
		var sealed []byte
		for line := range bytes.Lines(b) {
			if !bytes.Contains(line, []byte(`,"crc32c":"`)) {
				line = bytes.TrimSuffix(line, []byte("}\n"))
				line = fmt.Appendf(bytes.Clone(line), `,"crc32c":"%08x"}`+"\n", crc32.Checksum(line, crc32.MakeTable(crc32.Castagnoli)))
			}
			sealed = append(sealed, line...)
		}
		ts.Check(os.WriteFile(file, sealed, 0o600))
	}
}
