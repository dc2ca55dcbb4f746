package ocsf

// Unmapped is what OCSF has no attribute for, flat, so that a rule can ask for
// it. Every name has the same type wherever it occurs.
type Unmapped struct {
	// Result is the verdict in the words of the report: pass, fail, warn, unknown,
	// not_applicable; and disabled, closed, heartbeat.
	Result string `json:"result"`
	*FindingFacts
	*RunFacts
}

// FindingFacts are the facts of an event that is no heartbeat.
type FindingFacts struct {
	CheckID string `json:"check_id"`
	Area    string `json:"area,omitempty"`
	// Reason says why the result is unknown.
	Reason string `json:"reason,omitempty"`
	// Basis says on whose word the check stands: rule-required,
	// rule-addressable, seed, good-practice.
	Basis []string `json:"basis,omitempty"`
	// RuleSeverity is the severity of the check, whatever became of it.
	RuleSeverity string `json:"rule_severity,omitempty"`
	// PolicyAdjusted says that the policy changed a parameter or the severity.
	PolicyAdjusted bool `json:"policy_adjusted"`
	// Waived says that a waiver in force covers the failure.
	Waived        bool   `json:"waived"`
	WaiverID      string `json:"waiver_id,omitempty"`
	WaiverExpires string `json:"waiver_expires,omitempty"` // the last day, 2006-01-02
	WaiverTicket  string `json:"waiver_ticket,omitempty"`
	// The resources of the check: judged, failed, and not judged; and those failed
	// of which something was not learnt.
	CheckEvaluated int `json:"check_evaluated"`
	CheckFailed    int `json:"check_failed"`
	CheckUnknown   int `json:"check_unknown"`
	CheckPartial   int `json:"check_partial"`
}

// RunFacts are the facts of the heartbeat.
type RunFacts struct {
	// EventsBefore counts the events of the run before the heartbeat.
	EventsBefore int    `json:"events_before"`
	Mode         string `json:"mode"` // live or replay
	// Partial says that checks or reads were left out of the run.
	Partial     bool `json:"partial"`
	EditedFiles int  `json:"edited_files"` // of the recording
	Requests    int  `json:"requests"`

	// The checks: all of the catalogue, the selected ones, and those by what
	// became of them.
	Catalogue           int `json:"checks_catalogue"`
	Checks              int `json:"checks_selected"`
	ChecksDecided       int `json:"checks_decided"`
	ChecksUndecided     int `json:"checks_undecided"`
	ChecksDisabled      int `json:"checks_disabled"`
	ChecksFail          int `json:"checks_fail"`
	ChecksUnknown       int `json:"checks_unknown"`
	ChecksWarn          int `json:"checks_warn"`
	ChecksPass          int `json:"checks_pass"`
	ChecksNotApplicable int `json:"checks_not_applicable"`
	ChecksWaived        int `json:"checks_waived"` // among the failed ones
	// The failed checks by the worst severity of their failures.
	FailedCritical int `json:"failed_critical"`
	FailedHigh     int `json:"failed_high"`
	FailedMedium   int `json:"failed_medium"`
	FailedLow      int `json:"failed_low"`
	FailedInfo     int `json:"failed_info"`

	// The findings by status.
	Findings        int `json:"findings"`
	FindingsFail    int `json:"findings_fail"`
	FindingsWarn    int `json:"findings_warn"`
	FindingsUnknown int `json:"findings_unknown"`
	// FindingsNew and FindingsClosed compare with the audit before, PreviousRun;
	// absent where none is known.
	FindingsNew    *int   `json:"findings_new,omitempty"`
	FindingsClosed *int   `json:"findings_closed,omitempty"`
	PreviousRun    string `json:"previous_run,omitempty"`

	// What the exit code was made of: the lowest severity of a failure that made
	// it 1, the failures at or above it, those of them with a waiver, and whether
	// anything is not known.
	FailOn        string `json:"fail_on"`
	FailedAtLeast int    `json:"findings_at_fail_on"`
	WaivedAtLeast int    `json:"findings_at_fail_on_waived"`
	AnyUnknown    bool   `json:"any_unknown"`

	Gaps int `json:"gaps"` // parts of Webex that could not be read
	// SignInDaysLeft is the fewest whole days until somebody has to sign in again,
	// of the sign-ins that renew themselves; absent where that is not known.
	SignInDaysLeft *int `json:"sign_in_days_left,omitempty"`
	// SignInWarnings counts the sign-ins that end soon.
	SignInWarnings int `json:"sign_in_warnings"`

	PolicySHA256       string `json:"policy_sha256,omitempty"`
	AttestationsSHA256 string `json:"attestations_sha256,omitempty"`
}
