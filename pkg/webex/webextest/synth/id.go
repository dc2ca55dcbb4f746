package synth

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// digest is the source of every id: the same words give the same id.
func (o *Organization) digest(words ...any) []byte {
	sum := sha256.Sum256([]byte(o.Domain + "/" + fmt.Sprint(words...)))
	return sum[:]
}

// uuid makes a UUID of version 4.
func (o *Organization) uuid(words ...any) string {
	b := o.digest(words...)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:16])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// hexID makes an id as meetings and recordings have them.
func (o *Organization) hexID(words ...any) string {
	return hex.EncodeToString(o.digest(words...)[:16])
}

// publicID wraps a UUID as the public API does.
func publicID(kind, uuid string) string {
	return base64.RawStdEncoding.EncodeToString([]byte("ciscospark://us/" + kind + "/" + uuid))
}

// bareID is base64 of a UUID without its envelope, as the audit logs write it.
func bareID(uuid string) string {
	return base64.RawStdEncoding.EncodeToString([]byte(uuid))
}
