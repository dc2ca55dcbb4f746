// Package hipaa holds the HIPAA Security Rule, 45 CFR 164.308 to 164.316, as
// the 73 rows of a responsibility matrix: who can make each row true for a
// Webex organisation, and which checks give evidence for it.
//
// It is ground: data and look-ups, nothing of ours imported, no I/O.
package hipaa

// Citation is a paragraph of 45 CFR, such as "164.312(a)(2)(iii)".
type Citation string

// Required says how binding a row is.
type Required string

// The words of the matrix.
const (
	// R must be implemented.
	R Required = "R"
	// A is addressable: assess it, then implement it, or document why not and
	// use an equivalent measure (45 CFR 164.306(d)(3)). It is not optional.
	A Required = "A"
	// Standard rows are mandatory through 164.306(c); their specifications
	// follow as rows of their own.
	Standard Required = "standard"
)

// Responsibility says who can make a row true.
type Responsibility string

// The parties.
const (
	Vendor                Responsibility = "vendor"                 // Cisco
	CustomerConfiguration Responsibility = "customer-configuration" // a Webex setting of the customer
	CustomerProcess       Responsibility = "customer-process"       // people and paper of the customer
	NotApplicable         Responsibility = "not-applicable"         // not about Webex for an ordinary provider
)

// Row is one standard or implementation specification.
type Row struct {
	Citation      Citation
	Standard      string // the standard's title
	Specification string // the specification's title; "(standard)" for a standard that has some below it
	Required      Required
	// Responsibility lists who can make it true; the first leads.
	Responsibility []Responsibility
	// VendorStatement is what Cisco said in seed 001 about Cisco's own
	// programme as of 30 September 2021; empty where it said nothing. It is
	// never evidence for the customer's part.
	VendorStatement string
	// Checks give evidence for the row. They never make it "compliant".
	Checks []string
	// NIST are the SP 800-53r5 controls that SP 800-66r2 maps to the row.
	NIST []string
	Note string
}

// Title names the row: the standard, and the specification where there is one.
func (r Row) Title() string {
	if r.Specification == "" || r.Specification[0] == '(' {
		return r.Standard
	}
	return r.Standard + ": " + r.Specification
}

// Leads says whether that party is the first one responsible.
func (r Row) Leads(p Responsibility) bool {
	return len(r.Responsibility) > 0 && r.Responsibility[0] == p
}

// Matrix returns every row in the order of the regulation. The rows are
// shared; do not change them.
func Matrix() []Row { return matrix }

// Lookup returns the row of a citation.
func Lookup(c Citation) (Row, bool) {
	for _, r := range matrix {
		if r.Citation == c {
			return r, true
		}
	}
	return Row{}, false
}

var matrix = concat(administrative, physical, technical, organizational, documentation)

func concat(parts ...[]Row) []Row {
	var all []Row
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
