package spool

import (
	"fmt"
	"path/filepath"
)

// Open makes the directories spool and set-aside below the state directory, for
// the user alone, and removes what killed processes left half written. The error
// names the directory and says why it cannot be used. The state directory must
// exist.
func Open(dir string) (*Spool, error) {
	s := &Spool{spool: filepath.Join(dir, "spool"), aside: filepath.Join(dir, "set-aside")}
	for _, d := range []string{s.spool, s.aside} {
		if err := makeDir(d); err != nil {
			return nil, fmt.Errorf("open the spool: %w", err)
		}
	}
	return s, nil
}
