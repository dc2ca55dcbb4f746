// Package report is the finished result of an audit: plain, sorted, read-only
// data that every output format writes in its own way.
//
// The JSON names are those of the JSON report, whose schema is in
// pkg/report/json/schema.json.
package report

import (
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// SchemaVersion is the version of the JSON report, by semantic versioning:
// a new optional field raises the second number, anything that could break a
// reader the first.
const SchemaVersion = "1.0.0"

// Report is everything that one audit found out. Writers must not change it.
type Report struct {
	SchemaVersion string       `json:"schema_version"`
	Tool          Tool         `json:"tool"`
	Run           Run          `json:"run"`
	Organization  Organization `json:"organization"`
	Coverage      Coverage     `json:"coverage"`
	Summary       Summary      `json:"summary"`
	// Checks has one entry for every check that was selected, in catalogue order.
	Checks []Check `json:"checks"`
	// Findings has one entry for each check and resource that is fail, warn or
	// unknown: by severity, then status, both worst first, then in catalogue
	// order, then by resource.
	Findings []finding.Finding `json:"findings"`
	// History compares the findings with an earlier audit; nil where none is
	// known.
	History *History `json:"history,omitempty"`
	// Controls has every row of the matrix, in the order of the regulation.
	Controls []Control `json:"controls"`
	// Gaps has what could not be read.
	Gaps []Gap `json:"gaps"`
	// Waivers are those of the policy, in its order, and Attestations the
	// statements that the selected checks ask for, in catalogue order.
	Waivers      []Waiver      `json:"waivers"`
	Attestations []Attestation `json:"attestations"`
	// VendorAssertions are what Cisco has said about its own part, with its age.
	// They are evidence for nothing that is the customer's.
	VendorAssertions []VendorAssertion `json:"vendor_assertions"`
}

// Tool is the program that wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Run is one run of the program; all times are UTC.
type Run struct {
	ID         string    `json:"id"`
	Mode       string    `json:"mode"` // live or replay
	StartedAt  time.Time `json:"started_at"`
	FinishedAt time.Time `json:"finished_at"`
	// AsOf is the clock that the audit was judged by: that of the recording in
	// a replay.
	AsOf time.Time `json:"as_of"`
	// Day is the day of AsOf where the organisation is, by which waivers and
	// attestations were judged; absent where a report does not say.
	Day finding.Day `json:"day,omitzero"`
	// Requests counts the requests that were sent, or looked up in the recording.
	Requests int `json:"requests"`
	// EditedFiles counts the files of the recording that are not as they were
	// recorded; such a replay shows what would be, not what was.
	EditedFiles int `json:"edited_files,omitempty"`
	// Selection says what was left out, so that a partial run cannot be taken
	// for a whole one.
	Selection Selection `json:"selection"`
	// Inputs are the files that the audit was judged by, beside Webex.
	Inputs Inputs `json:"inputs"`
	// SignIns are the identities that a live audit read as; absent in a replay.
	SignIns []SignIn `json:"sign_ins,omitempty"`
}

// Inputs are the files that the audit was judged by. A hash is the SHA-256 of
// the file's bytes, in hexadecimal; empty means that there was no such file.
type Inputs struct {
	PolicySHA256       string `json:"policy_sha256,omitempty"`
	AttestationsSHA256 string `json:"attestations_sha256,omitempty"`
	// Attestations counts the entries of the register.
	Attestations int `json:"attestations"`
	// StrictAttestations says that a missing attestation failed.
	StrictAttestations bool `json:"strict_attestations,omitempty"`
	// CapturedAt is when the administrator's browser saw what stood in for
	// refused answers; nil when there was no capture.
	CapturedAt *time.Time `json:"captured_at,omitempty"`
}

// Selection is how the run was cut down.
type Selection struct {
	Catalogue      int      `json:"catalogue"` // how many checks there are in all
	Only           []string `json:"only,omitempty"`
	Skip           []string `json:"skip,omitempty"`
	FailOn         string   `json:"fail_on"` // the lowest severity that made the exit code 1
	DocumentedOnly bool     `json:"documented_only"`
}

// Organization is the audited Webex organisation.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// InternalDomains are the e-mail domains whose people were taken for the
	// organisation's own.
	InternalDomains []string `json:"internal_domains"`
}

// Coverage says how much of the checklist was decided. See check.Coverage.
type Coverage struct {
	Checks        int    `json:"checks"`
	Decided       int    `json:"decided"`
	Unknown       int    `json:"unknown"`
	NotApplicable int    `json:"not_applicable"`
	Disabled      int    `json:"disabled"` // by the policy; neither decided nor unknown
	ByRank        ByRank `json:"by_rank"`
	// Steps are what would decide the unknown checks, the most useful first.
	Steps []Step `json:"steps"`
}

// Step is something that an administrator can do. See check.Step.
type Step struct {
	Kind   string   `json:"kind"`
	What   string   `json:"what"`
	Text   string   `json:"text"`
	Checks []string `json:"checks"`
}

// ByRank counts the decided checks by the weakest rank of their evidence.
type ByRank struct {
	API         int `json:"api"`
	ControlHub  int `json:"control_hub"`
	Capture     int `json:"capture"`
	AuditLog    int `json:"audit_log"`
	Attestation int `json:"attestation"`
}

// Summary counts the checks.
type Summary struct {
	ByStatus ByStatus `json:"by_status"`
	// FailedBySeverity counts each failed check under the worst severity of
	// its failing findings.
	FailedBySeverity BySeverity `json:"failed_by_severity"`
	// Waived counts the failed checks whose every failure has a waiver in force;
	// they are among the failed ones.
	Waived int `json:"waived"`
}

// ByStatus counts by status.
type ByStatus struct {
	Fail          int `json:"fail"`
	Unknown       int `json:"unknown"`
	Warn          int `json:"warn"`
	Pass          int `json:"pass"`
	NotApplicable int `json:"not_applicable"`
}

// BySeverity counts by severity.
type BySeverity struct {
	Critical int `json:"critical"`
	High     int `json:"high"`
	Medium   int `json:"medium"`
	Low      int `json:"low"`
	Info     int `json:"info"`
}

// Check is the answer of one check over all its resources.
type Check struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"` // true when the check passes
	Area     string           `json:"area"`
	Severity finding.Severity `json:"severity"`
	// Basis says on whose word the check stands: the law (rule-required,
	// rule-addressable) or advice (seed, good-practice).
	Basis  []string       `json:"basis"`
	Status finding.Status `json:"status"`
	// Waived says that an accepted deviation covers the failure; the status
	// stays what it is.
	Waived bool `json:"waived"`
	// Disabled says that the policy leaves the check out; nothing was judged.
	Disabled bool `json:"disabled,omitempty"`
	// Adjusted lists the parameters and the severity that the policy changed.
	Adjusted []Adjustment `json:"adjusted,omitempty"`
	// Reason says why the status is unknown; absent otherwise.
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message"`
	Scope   string `json:"scope"` // the PHI scope rule that was used
	// Evaluated counts the resources that were judged, Failed those of them
	// that failed, Warned those that warn, Unknown those that could not be judged.
	Evaluated int `json:"evaluated"`
	Failed    int `json:"failed"`
	Warned    int `json:"warned"`
	Unknown   int `json:"unknown"`
	// Partial counts the failed resources of which something was not learnt.
	Partial     int              `json:"partial,omitempty"`
	Controls    []hipaa.Citation `json:"controls"`
	Evidence    []Evidence       `json:"evidence"`
	Remediation Remediation      `json:"remediation"`
}

// Adjustment is something about a check that the policy changed.
type Adjustment struct {
	Name    string `json:"name"` // of the parameter, or "severity"
	Default any    `json:"default"`
	Value   any    `json:"value"`
}

// Evidence is one field of one answer that the check read, with the values it
// had over all resources.
type Evidence struct {
	Source string `json:"source"`          // method and path, never query values
	Field  string `json:"field,omitempty"` // empty when the answer itself could not be read
	Rank   string `json:"rank"`
	// ReadAt is when the last of the answers came.
	ReadAt time.Time `json:"read_at,omitzero"`
	// Values has the most frequent values first, at most MaxValues of them.
	Values []Value `json:"values"`
	// OtherValues counts the resources whose value is not listed; absent when
	// every value is.
	OtherValues int `json:"other_values,omitempty"`
}

// Value is one value of a field, and how many resources had it.
type Value struct {
	Value any `json:"value"` // a boolean, number or string; null where the field was absent
	Count int `json:"count"`
}

// Remediation says how to make a check pass.
type Remediation struct {
	Text string `json:"text"`
}

// Control is one row of 45 CFR 164.308 to 164.316 with the evidence for it.
type Control struct {
	Citation       hipaa.Citation         `json:"citation"`
	Title          string                 `json:"title"`
	Required       hipaa.Required         `json:"required"`
	Responsibility []hipaa.Responsibility `json:"responsibility"` // the first leads
	Status         hipaa.State            `json:"status"`
	Checks         []string               `json:"checks"` // also those that did not run
	// Parts has the state of each party's part, in the order of Responsibility.
	Parts []ControlPart `json:"parts"`
	// Satisfies are those of the checks in which a person vouches for the row;
	// Supports are the others, which can never take their place.
	Satisfies []string `json:"satisfies"`
	Supports  []string `json:"supports"`
	// VendorStatement is what Cisco said of its own part; nil where it said
	// nothing.
	VendorStatement *VendorStatement `json:"vendor_statement,omitempty"`
}

// ControlPart is one party's part of a row.
type ControlPart struct {
	Responsibility hipaa.Responsibility `json:"responsibility"`
	Status         hipaa.State          `json:"status"`
}

// VendorStatement is Cisco's word on its own part of a row.
type VendorStatement struct {
	Text    string `json:"text"`
	AsOf    string `json:"as_of"`    // 2006-01-02
	AgeDays int    `json:"age_days"` // on the day of the audit
	Source  string `json:"source"`   // the seed document
}

// VendorAssertion is something that Cisco has said about its services. See
// hipaa.VendorAssertion.
type VendorAssertion struct {
	ID       string   `json:"id"`
	Says     string   `json:"says"`
	AsOf     string   `json:"as_of"`
	AgeDays  int      `json:"age_days"`
	Covers   []string `json:"covers"`
	Excludes []string `json:"excludes"`
	Source   string   `json:"source"`
}

// Gap is something that was asked for and not learnt.
type Gap struct {
	Section string   `json:"section"`
	Reason  string   `json:"reason"`
	Detail  string   `json:"detail"`
	Checks  []string `json:"checks"` // the checks that wanted it
}
