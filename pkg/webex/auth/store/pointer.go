package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
)

// A grant is too large for one item: the Credential Manager takes 2560 bytes,
// the Keychain's tool a line of 4096. It is therefore kept in chunks, in one of
// two generations of items, and a pointer says which of them counts. There are
// only two, because a keyring cannot be listed: whatever a killed process left
// is at a name that the next one knows.

const (
	// chunkSize is in bytes. The Keychain's tool adds a third to it.
	chunkSize = 1200
	// maxChunks bounds what a damaged pointer can ask for.
	maxChunks = 64
)

// pointer is the item that is written last. It holds no secret.
type pointer struct {
	Version    int    `json:"version"`
	Generation string `json:"generation"` // a or b
	Count      int    `json:"count"`      // of chunks
	SHA256     string `json:"sha256"`     // of the chunks together, in hex
}

// other is the generation that does not count.
func (p pointer) other() string {
	if p.Generation == "a" {
		return "b"
	}
	return "a"
}

// split makes chunks and their pointer.
func split(data []byte, generation string) (pointer, []string) {
	text := base64.RawURLEncoding.EncodeToString(data)
	p := pointer{Version: formatVersion, Generation: generation, SHA256: digest(text)}
	var chunks []string
	for len(text) > chunkSize {
		chunks, text = append(chunks, text[:chunkSize]), text[chunkSize:]
	}
	chunks = append(chunks, text)
	p.Count = len(chunks)
	return p, chunks
}

// join undoes split. Its errors quote nothing.
func (p pointer) join(chunks []string) ([]byte, error) {
	text := strings.Join(chunks, "")
	if digest(text) != p.SHA256 {
		return nil, errors.New("its pieces do not belong together")
	}
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, errors.New("its pieces are damaged")
	}
	return data, nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (p pointer) encode() (string, error) {
	data, err := json.Marshal(p)
	return string(data), err
}

// decodePointer reads a pointer. Its errors begin with "it" and quote nothing.
func decodePointer(text string) (pointer, error) {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal([]byte(text), &head); err == nil && head.Version > formatVersion {
		return pointer{}, errNewer
	}
	var p pointer
	if err := decodeStrictly([]byte(text), &p); err != nil {
		return pointer{}, err
	}
	sum, err := hex.DecodeString(p.SHA256)
	switch {
	case p.Version != formatVersion:
		return pointer{}, errors.New("it does not say its version")
	case p.Generation != "a" && p.Generation != "b":
		return pointer{}, errors.New("it names no generation that there is")
	case p.Count < 1 || p.Count > maxChunks:
		return pointer{}, errors.New("it does not say how many pieces there are")
	case err != nil || len(sum) != sha256.Size:
		return pointer{}, errors.New("it holds no checksum")
	}
	return p, nil
}
