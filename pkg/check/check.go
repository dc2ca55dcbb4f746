// Package check says what a check is: its words, its sources in the law and
// the seed documents, what it reads, and the pure function that judges.
//
// A check never does I/O. It sees a snapshot, its parameters and a clock, and
// answers with one finding for each resource that it looked at, passing ones
// included; the engine does the rest.
package check

import (
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Severity grades a failed check. See finding.Severity.
type Severity = finding.Severity

// The severities of checks.
const (
	Critical = finding.Critical
	High     = finding.High
	Medium   = finding.Medium
	Low      = finding.Low
)

// Basis says on whose word a check stands, so that nobody reads advice as law
// (rule R13).
type Basis string

// The labels of R13.
const (
	RuleRequired    Basis = "rule-required"    // a Required specification, or a standard
	RuleAddressable Basis = "rule-addressable" // an Addressable specification
	Seed            Basis = "seed"             // one of the five source documents
	GoodPractice    Basis = "good-practice"    // Cisco, CISA, CIS or plain experience
)

// Mode says how a check finds its answer.
type Mode string

// The modes.
const (
	Automated Mode = "automated" // Webex can be asked
	Hybrid    Mode = "hybrid"    // Webex gives a part, a person must attest the rest
	Attested  Mode = "attested"  // only a person can say
)

// Check is one line of the checklist.
type Check struct {
	ID    string // area.name; stable for ever
	Title string // true when the check passes

	Severity    Severity
	SeverityWhy string
	Mode        Mode
	Basis       []Basis
	BasisNote   string // the catalogue's wording of the basis, with its caveats
	Seed        string // which source document recommends it, and in which words
	Why         string // why it matters for PHI
	Controls    []hipaa.Citation
	NIST        []string // SP 800-53r5 controls
	Resource    string   // what one finding is about
	Logic       Logic
	Traps       []string // what makes a naive answer wrong
	Remedy      string   // names the screen and the switch

	Params []Param

	// Needs are sections without which nothing may be concluded, neither pass
	// nor fail: unless each of them is whole, the engine answers unknown and
	// does not run the check.
	Needs []snapshot.Name
	// Scans are sections in which a hit is a hit even when a part is missing:
	// the check runs over what is there, and the engine adds an unknown finding
	// for each that is not whole, so that the check cannot pass.
	Scans []snapshot.Name
	// Consults are sections that matter to single resources only, such as the
	// ended meetings that tell whether a site is in use. Run itself must answer
	// unknown for those resources when such a section is not whole.
	Consults []snapshot.Name
	// Statements are what a person must say for the check to be decided.
	Statements []Statement
	// Follows are the ids of checks whose outcome this one takes into account;
	// they are judged before it, and stand in Input.Others.
	Follows []string
	// Fields are the snapshot fields that decide, as "section.field". Without
	// any one of them the passing example must turn unknown.
	Fields []string
	// TimeBased says that the answer depends on a window or an age, so that a
	// wrong clock makes it doubtful: the engine then adds a warning (rule R8).
	TimeBased bool
	// Answers are the statuses that the check can give; there is an example
	// for each.
	Answers []finding.Status

	// Run judges. It must not change its input, and it needs no error: what it
	// cannot tell is an unknown finding. No resource at all is not applicable.
	Run func(*Input) []finding.Finding `json:"-"`
}

// Logic is the catalogue's wording of each answer, for the check reference.
type Logic struct {
	Pass, Fail, Warn, NotApplicable, Unknown string
}

// Area is the part of the id before the dot.
func (c Check) Area() string {
	area, _, _ := strings.Cut(c.ID, ".")
	return area
}

// Satisfies says whether a person vouches in this check for the control itself,
// so that it can complete the customer's part of a row; every other check only
// supports it.
func (c Check) Satisfies() bool { return c.Mode == Attested || c.Area() == "attest" }

// Reads lists every section that the check looks at.
func (c Check) Reads() []snapshot.Name {
	return slices.Concat(c.Needs, c.Scans, c.Consults)
}

// Input is all that a check may look at.
type Input struct {
	*snapshot.Snapshot
	// Now is the clock of the run, in UTC.
	Now time.Time
	// Today is the day of Now in the organisation's time zone.
	Today finding.Day
	// Params holds a value for every parameter of the check.
	Params Params
	// Attestations are the entries of the register.
	Attestations []Attestation
	// Others are the outcomes of the checks that this one follows.
	Others map[string]Outcome
}

// Other returns the status of a check that this one follows; unknown when it
// has none, because it was disabled or broke.
func (in *Input) Other(id string) finding.Status {
	o, ok := in.Others[id]
	if !ok || o.Disabled {
		return finding.Unknown
	}
	return o.Status
}
