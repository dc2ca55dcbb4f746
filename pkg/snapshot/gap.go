package snapshot

// Reason says why something is not known.
type Reason string

// The reasons, as they stand in the report.
const (
	Forbidden   Reason = "forbidden"    // 403: scope, role or licence is missing
	NotFound    Reason = "not_found"    // 404, 405 or 410: not there, or not for this token
	Throttled   Reason = "throttled"    // 423 or 429 until the retries ran out
	Timeout     Reason = "timeout"      // a deadline passed
	FieldAbsent Reason = "field_absent" // the answer lacked the field
	Truncated   Reason = "truncated"    // a list ended before its end
	NotLicensed Reason = "not_licensed" // the feature is not bought, so it does not show its setting
	NotAttested Reason = "not_attested" // only a person can say, and nobody has
	Budget      Reason = "budget"       // the request budget was used up
	Schema      Reason = "schema"       // the answer was not of the documented shape
	Error       Reason = "error"        // anything else
)

// Gap is a hole in the snapshot: something that was asked for and not learnt.
// Its detail is written by us; it never quotes an answer of the server.
type Gap struct {
	Reason Reason `json:"reason"`
	// Cause says what would have to change; empty where that is not known.
	Cause Cause `json:"cause,omitempty"`
	// Detail is one sentence for the administrator: which request failed, how,
	// and which scope, role or licence would help.
	Detail string `json:"detail"`
	// Scope and Role are the OAuth scope and the administrator role that would
	// open it; empty where they would not help.
	Scope string `json:"scope,omitempty"`
	Role  string `json:"role,omitempty"`
	// Officer says that it is the compliance officer's token that was asked, and
	// that lacks them.
	Officer bool `json:"officer,omitempty"`
	// Option is what the run would have to be told, where that is the cause.
	Option Option `json:"option,omitempty"`
}

// Rank says how far a source can be trusted, best first.
type Rank string

// The ranks of evidence.
const (
	RankAPI         Rank = "api"         // documented Webex API
	RankControlHub  Rank = "control_hub" // GET known only from Cisco's own clients or support documents
	RankCapture     Rank = "capture"     // the administrator's own browser saw it
	RankAuditLog    Rank = "audit_log"   // last change seen in the admin audit log
	RankAttestation Rank = "attestation" // a person signed it
)
