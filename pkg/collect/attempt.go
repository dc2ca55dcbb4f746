package collect

import (
	"strings"

	"wxaudit/pkg/snapshot"
)

// wireAttempt is what became of what an event tells of. The logs call signing in
// and out attempts ("User Logout Attempted"), and say here alone whether they
// succeeded. No document has these fields.
type wireAttempt struct {
	EventStatus  enum        `json:"eventStatus"`
	FailedReason failureMark `json:"failedReason"` // blank after a success
}

// succeeded is Yes for events that say nothing of it, and Unknown for a word that
// may mean either.
func (w wireAttempt) succeeded() snapshot.Tri {
	switch status := strings.ToLower(string(w.EventStatus)); {
	case bool(w.FailedReason), containsAny(status, "fail", "unsuccess", "error", "denied", "reject", "lock"):
		return snapshot.No
	case status == "", strings.HasPrefix(status, "success"):
		return snapshot.Yes
	default:
		return snapshot.Unknown
	}
}
