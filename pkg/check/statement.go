package check

// Statement is something about the organisation that Webex cannot show and a
// person can: a contract, a procedure, a setting without an API. Entries of the
// attestation register answer it (rule R11).
type Statement struct {
	// ID is the id of the check that owns the statement, with "/name" behind it
	// where the check has several.
	ID string
	// Asks is the question, one sentence with its question mark.
	Asks string
	// Where names the screen, person or paper that knows the answer.
	Where string
	// Answers are the words that an entry may answer with, the wanted one first.
	Answers []string
	// Per says what one entry is about, such as "site" or "product"; empty for
	// the organisation as a whole. An entry that names none is about all of them,
	// unless Named is set.
	Per string
	// Scopes are the words that an entry's scope may hold; empty means any, such
	// as site addresses.
	Scopes []string
	// Named refuses entries without a scope: nobody can vouch for products
	// without saying which.
	Named bool
	// Details are the further things that an entry says.
	Details []Detail
	// AboutAdmins is set when the statement is about the administrators: the
	// only administrator may not sign it.
	AboutAdmins bool
}

// Detail is one further thing that an entry of the register says.
type Detail struct {
	Name string // as it stands in the file: lower case with underscores
	Asks string
	// Kind is the type of the value.
	Kind DetailKind
	// Words are the values that a word or list may have; empty means any.
	Words []string
	// Optional details may be left out; the check says what follows.
	Optional bool
}

// DetailKind is the type of a detail's value.
type DetailKind string

// The kinds of details, and what Attestation.Details holds for them.
const (
	NumberDetail DetailKind = "number" // int
	RateDetail   DetailKind = "rate"   // float64 from 0 to 1
	YesNoDetail  DetailKind = "yes_no" // bool
	WordDetail   DetailKind = "word"   // string
	ListDetail   DetailKind = "list"   // []string
	DayDetail    DetailKind = "day"    // finding.Day
)
