package audit

import "wxaudit/pkg/finding"

// The logs that are reviewed and exported, as attestations name them.
const (
	adminLogName  = "admin-audit"
	signInLogName = "sign-ins"
	accessLogName = "recording-access"
)

var logNames = []string{adminLogName, signInLogName, accessLogName}

// logResource is one source of audit records.
func logResource(name string) finding.Resource {
	return finding.Resource{Type: "log", ID: name, Name: name}
}
