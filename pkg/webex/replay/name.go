package replay

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"wxaudit/pkg/webex"
)

// shortDigest is how many hex digits of the hash a file name has, unless two
// requests share them.
const (
	shortDigest = 8
	longDigest  = 32
)

// maxName bounds the file names, in bytes, for file systems that are strict.
const maxName = 120

// requestKey tells exchanges apart, whatever the order of their parameters.
func requestKey(r webex.Request) string {
	return string(r.Host) + " " + r.Path + "?" + r.Query.Encode()
}

// fileName is where an exchange is kept: the service, the path, and enough of
// the hash of the whole request to tell queries apart. Digits is the length of
// the latter: 8, or more when two requests share their first 8.
func fileName(r webex.Request, digits int) string {
	sum := sha256.Sum256([]byte(requestKey(r)))
	tail := "_" + hex.EncodeToString(sum[:])[:digits] + ".json"
	head := string(r.Host) + "_" + strings.ReplaceAll(strings.Trim(r.Path, "/"), "/", ".")
	head = strings.Map(plain, head)
	return head[:min(len(head), maxName-len(tail))] + tail
}

// plain keeps the characters that every file system takes.
func plain(c rune) rune {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '-', c == '_':
		return c
	default:
		return '-'
	}
}
