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
// may mean either, and for an attempt without one.
func (w wireAttempt) succeeded(description string) snapshot.Tri {
	status := strings.ToLower(string(w.EventStatus))
	failed := bool(w.FailedReason) || containsAny(strings.ReplaceAll(status, "unlock", ""), "fail", "unsuccess", "error", "denied", "reject", "lock")
	switch {
	case failed && !containsAny(strings.ReplaceAll(status, "unsuccess", ""), "success", "partial", "no_error"):
		return snapshot.No
	case failed:
		return snapshot.Unknown // such as SUCCESS_WITH_ERRORS, or a reason beside SUCCESS
	case strings.HasPrefix(status, "success"), status == "" && !strings.Contains(strings.ToLower(description), "attempt"):
		return snapshot.Yes
	default:
		return snapshot.Unknown
	}
}
