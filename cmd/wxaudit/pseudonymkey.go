package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wxaudit/pkg/sink/file"
)

// pseudonymKey returns the key of the hashes and pseudonyms in reports, so that
// the same outsider is the same every night: the operator's own, or one that
// this computer made and keeps in the user's configuration directory. Where
// there is no such place the key lasts for this run, and the user is told.
func pseudonymKey(sys *system) ([]byte, error) {
	if text := sys.getenv("WXAUDIT_PSEUDONYM_KEY"); text != "" {
		if len(text) < 16 {
			return nil, usage(errors.New("WXAUDIT_PSEUDONYM_KEY is shorter than 16 characters"), "use the output of: openssl rand -hex 32")
		}
		sum := sha256.Sum256([]byte(text))
		return sum[:], nil
	}
	dir, err := sys.configDir()
	if err != nil {
		return passingKey(sys, err)
	}
	path := filepath.Join(dir, "wxaudit", "pseudonym.key")
	text, err := os.ReadFile(path)
	switch {
	case err == nil:
		key, err := hex.DecodeString(strings.TrimSpace(string(text)))
		if err != nil || len(key) != 32 {
			return nil, usage(fmt.Errorf("%s does not hold a key of 64 hexadecimal digits", path), "delete it to have a new one made; outsiders will have new keys then")
		}
		return key, nil
	case !errors.Is(err, fs.ErrNotExist):
		return passingKey(sys, err)
	}
	key, err := randomKey(sys)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return passingKey(sys, err)
	}
	if err := file.Write(path, []byte(hex.EncodeToString(key)+"\n")); err != nil {
		return passingKey(sys, err)
	}
	return key, nil
}

// passingKey is for a computer without a place to keep a key.
func passingKey(sys *system, why error) ([]byte, error) {
	fmt.Fprintf(sys.stderr, "wxaudit: note: the pseudonym key cannot be kept (%v), so outsiders have other keys in the next run; set WXAUDIT_PSEUDONYM_KEY\n", why)
	return randomKey(sys)
}

func randomKey(sys *system) ([]byte, error) {
	key := make([]byte, 32)
	if _, err := io.ReadFull(sys.random, key); err != nil {
		return nil, unfinished(fmt.Errorf("read random bytes: %w", err), "")
	}
	return key, nil
}
