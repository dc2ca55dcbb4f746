package replay

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

const (
	// manifestName is the file that makes a directory a recording.
	manifestName = "recording.json"
	// manifestPart is its name while it is being written.
	manifestPart = ".recording.json.part"
	// formatVersion is the only version of the format so far.
	formatVersion = "1.0.0"
)

// Meta says what a recording is of. Its times are the clock of every replay.
type Meta struct {
	ToolVersion  string
	RecordedAt   time.Time
	Organization Organization
}

// Organization is the recorded organisation.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// manifest is the content of recording.json; its fields stand in this order.
type manifest struct {
	FormatVersion string            `json:"format_version"`
	ToolVersion   string            `json:"tool_version"`
	RecordedAt    time.Time         `json:"recorded_at"`
	Organization  Organization      `json:"organization"`
	Files         map[string]string `json:"files"`    // name to SHA-256, in hex
	Checksum      string            `json:"checksum"` // of this file itself, without this field's value
}

// sum is the checksum of the manifest's own content.
func (m manifest) sum() (string, error) {
	m.Checksum = ""
	data, err := encode(m)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// decodeManifest reads recording.json and checks that it makes sense. The
// version is looked at first: a later format may have fields that we refuse.
func decodeManifest(data []byte) (*manifest, error) {
	var version struct {
		FormatVersion string `json:"format_version"`
	}
	if err := decodeLoosely(data, &version); err != nil {
		return nil, err
	}
	if version.FormatVersion != formatVersion {
		return nil, fmt.Errorf("format_version is %q and this program reads %q", version.FormatVersion, formatVersion)
	}
	var m manifest
	if err := decode(data, &m); err != nil {
		return nil, err
	}
	if m.RecordedAt.IsZero() {
		return nil, fmt.Errorf("recorded_at is missing")
	}
	return &m, nil
}
