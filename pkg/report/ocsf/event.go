package ocsf

// Event is a Compliance Finding (class 2003) of OCSF 1.6.0 with the profile
// cloud: only the attributes that wxaudit fills, all of which 1.6.0 has. Times
// are milliseconds since 1970. Events share memory with one another: whoever
// wants to change one copies its slices first, as Shorten does.
//
// The order of the fields is that of the line: agents that follow files tell
// them apart by their first 256 bytes, so what differs comes first.
type Event struct {
	Time     int64    `json:"time"` // the clock that the audit was judged by
	Metadata Metadata `json:"metadata"`

	ActivityID   int    `json:"activity_id"`
	ActivityName string `json:"activity_name"`
	CategoryUID  int    `json:"category_uid"`
	CategoryName string `json:"category_name"`
	ClassUID     int    `json:"class_uid"`
	ClassName    string `json:"class_name"`
	TypeUID      int    `json:"type_uid"` // class_uid*100 + activity_id
	TypeName     string `json:"type_name"`

	SeverityID int    `json:"severity_id"`
	Severity   string `json:"severity"`
	// StatusID is the state of the work: New, In Progress, Suppressed, Resolved.
	// The verdict is in Compliance.
	StatusID int    `json:"status_id"`
	Status   string `json:"status"`
	// StatusCode is the verdict in one word: FAIL, WARN, PASS, NOT_APPLICABLE,
	// DISABLED, CLOSED, HEARTBEAT, or ERR_ and the reason for not knowing.
	StatusCode string `json:"status_code"`
	// Message is one printable line for people.
	Message string `json:"message"`
	// Comment names the waiver; empty where there is none.
	Comment string `json:"comment,omitempty"`

	FindingInfo FindingInfo  `json:"finding_info"`
	Compliance  Compliance   `json:"compliance"`
	Cloud       Cloud        `json:"cloud"`
	Resources   []Resource   `json:"resources"`
	Remediation *Remediation `json:"remediation,omitempty"` // of what is open
	Evidences   []Evidence   `json:"evidences,omitempty"`
	Observables []Observable `json:"observables,omitempty"`

	// StartTime, EndTime and Duration are those of the run, in the heartbeat only.
	StartTime int64  `json:"start_time,omitempty"`
	EndTime   int64  `json:"end_time,omitempty"`
	Duration  *int64 `json:"duration,omitempty"` // milliseconds

	Unmapped Unmapped `json:"unmapped"`
}

// Metadata says what the event is, and of which run.
type Metadata struct {
	// UID is one for each run and finding: the same however often the run is
	// delivered or its report read back. A UUID of version 5 (RFC 9562).
	UID            string   `json:"uid"`
	CorrelationUID string   `json:"correlation_uid"` // the id of the run
	EventCode      string   `json:"event_code"`      // FindingCode or HeartbeatCode
	Version        string   `json:"version"`         // of OCSF
	Product        Product  `json:"product"`
	Profiles       []string `json:"profiles"`
	TenantUID      string   `json:"tenant_uid,omitempty"` // the organisation
	// Sequence numbers the events of a run from 1; the heartbeat has the last.
	Sequence     int    `json:"sequence"`
	LogName      string `json:"log_name"`
	OriginalTime string `json:"original_time"` // Time as RFC 3339
	// ProcessedTime is when the run ended.
	ProcessedTime int64 `json:"processed_time,omitempty"`
	// Labels are mode:live or mode:replay, partial:true where checks were left
	// out, edited:true where the recording was changed.
	Labels []string `json:"labels"`
	// IsTruncated says that a text or a list is not whole. UntruncatedSize is the
	// size in octets before Shorten; 0 where only something in it was bounded.
	IsTruncated     bool `json:"is_truncated,omitempty"`
	UntruncatedSize int  `json:"untruncated_size,omitempty"`
}

// Product is wxaudit.
type Product struct {
	Name       string `json:"name"`
	VendorName string `json:"vendor_name"`
	Version    string `json:"version,omitempty"`
}

// FindingInfo names the finding.
type FindingInfo struct {
	// UID is the same every night for the same check and resource.
	UID           string    `json:"uid"`
	Title         string    `json:"title"`
	Analytic      *Analytic `json:"analytic,omitempty"` // absent in the heartbeat
	FirstSeenTime int64     `json:"first_seen_time,omitempty"`
	LastSeenTime  int64     `json:"last_seen_time,omitempty"`
	Types         []string  `json:"types,omitempty"` // the area of the check
}

// Analytic is the check that decided.
type Analytic struct {
	TypeID int    `json:"type_id"`
	Type   string `json:"type"`
	UID    string `json:"uid"`
	Name   string `json:"name,omitempty"`
}

// Compliance is the verdict.
type Compliance struct {
	StatusID int    `json:"status_id"`
	Status   string `json:"status"`
	// StatusDetails is what was found, and of a waiver why it was given.
	StatusDetails []string `json:"status_details,omitempty"`
	// Control is what is true when the check passes.
	Control string `json:"control,omitempty"`
	// Standards say on whose word the check stands, Requirements which paragraphs
	// of 45 CFR it gives evidence for.
	Standards    []string `json:"standards,omitempty"`
	Requirements []string `json:"requirements,omitempty"`
	// ControlParameters are what the policy changed about the check.
	ControlParameters []KeyValue `json:"control_parameters,omitempty"`
	Category          string     `json:"category,omitempty"`
	Checks            []Check    `json:"checks,omitempty"`
}

// Check is the check with its own severity and its answer over all resources.
type Check struct {
	UID        string `json:"uid"`
	Name       string `json:"name,omitempty"`
	SeverityID int    `json:"severity_id"`
	Severity   string `json:"severity"`
	StatusID   int    `json:"status_id"`
	Status     string `json:"status"`
}

// KeyValue is a parameter and its value.
type KeyValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Cloud is where the resources are.
type Cloud struct {
	Provider string   `json:"provider"`
	Org      *Account `json:"org,omitempty"`
	Account  *Account `json:"account,omitempty"` // the same, for readers that know accounts only
}

// Account is the organisation.
type Account struct {
	UID  string `json:"uid"`
	Name string `json:"name,omitempty"`
}

// Resource is what was judged.
type Resource struct {
	UID    string `json:"uid"`
	Name   string `json:"name,omitempty"` // empty where it could be PHI
	Type   string `json:"type,omitempty"`
	RoleID int    `json:"role_id"`
	Role   string `json:"role"`
}

// Remediation says what to do.
type Remediation struct {
	Desc string `json:"desc"`
}

// Evidence is a field of an answer of Webex that the check read.
type Evidence struct {
	Name string       `json:"name,omitempty"` // the field
	Data EvidenceData `json:"data"`
}

// EvidenceData leads back to the answer. Value is always a string, because some
// receivers refuse a field that is a number in one event and a word in another.
type EvidenceData struct {
	Source string `json:"source"`
	Rank   string `json:"rank"`
	Value  string `json:"value,omitempty"`
	Absent bool   `json:"absent,omitempty"`    // the answer had no such field
	ReadAt int64  `json:"read_time,omitempty"` // milliseconds
	// Count is how many resources had the value, and Others how many had one that
	// is not listed, where the evidence is that of a whole check.
	Count  int `json:"count,omitempty"`
	Others int `json:"others,omitempty"`
}

// Observable points at a value to search for. Name is its path in the event.
type Observable struct {
	Name   string `json:"name"`
	TypeID int    `json:"type_id"`
	Type   string `json:"type"`
	Value  string `json:"value"`
}
