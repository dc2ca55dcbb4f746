package finding

import (
	"crypto/sha256"
	"encoding/hex"
)

// Fingerprint is the stable id of a finding: the same organisation (its UUID),
// the same check and the same resource give the same id on every night,
// whatever the status says.
func Fingerprint(organization, checkID string, r Resource) string {
	h := sha256.New()
	for _, part := range []string{organization, checkID, r.Type, r.ID} {
		h.Write([]byte(part))
		h.Write([]byte{0}) // no two lists of parts may run together
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
