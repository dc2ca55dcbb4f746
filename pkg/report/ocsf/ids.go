package ocsf

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/google/uuid"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// Lengths of ids in an event, in octets. Webex's own have about a hundred. A
// longer one is replaced by its hash, which is as good a name for it.
const (
	maxID       = 256
	maxResource = 512
)

// space is our namespace for UUIDs of version 5.
var space = uuid.MustParse("0e5f9d3b-7c41-4b8e-9f26-5d1a6c02e7a4")

// run makes the ids of the events of one run.
type run struct {
	organization string
	space        uuid.UUID
}

func newRun(organization, id string) run {
	return run{organization, uuid.NewSHA1(space, []byte(id))}
}

// event is metadata.uid.
func (r run) event(findingUID string) string {
	return uuid.NewSHA1(r.space, []byte(findingUID)).String()
}

// findingUID is finding_info.uid of a finding of the report.
func findingUID(id string) string { return "wxa1-" + identifier(id, maxID) }

// check is finding_info.uid of a check that has no finding. No resource is of
// that type.
func (r run) check(id string) string {
	return findingUID(finding.Fingerprint(r.organization, id, finding.Resource{Type: "check", ID: id}))
}

// heartbeat is finding_info.uid of the heartbeat.
func (r run) heartbeat() string {
	return findingUID(finding.Fingerprint(r.organization, HeartbeatCode, finding.Resource{Type: "heartbeat"}))
}

func identifier(id string, limit int) string {
	if visible(id) && len(id) <= limit {
		return id
	}
	if width(id) <= limit && report.Harmless(id, longest) == id {
		return id
	}
	h := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(h[:])
}
