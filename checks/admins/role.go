package admins

import "strings"

// role is the name of an administrator role in one spelling: Webex writes the
// same role as "Full Administrator", "id_full_admin" and "Full_Admin", and role
// ids differ from one organisation to the next.
type role string

// The roles that checks ask for by name.
const (
	fullAdmin         role = "full admin"
	siteAdmin         role = "site admin"
	complianceOfficer role = "compliance officer"
)

// noRole is held by every account and gives nothing.
const noRole role = "user"

// known are the roles whose reach is documented. Others are reported as
// unclassified, and never dropped.
var known = map[role]bool{
	fullAdmin:                 true,
	siteAdmin:                 true,
	complianceOfficer:         true,
	"read only admin":         true,
	"user and device admin":   true,
	"user admin":              true,
	"device admin":            true,
	"support admin":           true,
	"content admin":           true,
	"location admin":          true,
	"location full admin":     true,
	"group admin":             true,
	"calling admin":           true,
	"contact center admin":    true,
	"webinar admin":           true,
	"partner admin":           true,
	"partner full admin":      true,
	"partner read only admin": true,
	"provisioning admin":      true,
}

// spelling turns the spellings of Webex into one.
var spelling = strings.NewReplacer("administrator", "admin", "readonly", "read only", "&", " and ", "_", " ", "-", " ")

// controlHub gives the identity service's ids the names of Control Hub where
// they differ by more than spelling, so that one role of somebody does not read
// like two.
var controlHub = map[string]role{
	"id_user_admin": "user and device admin",
}

// roleOf reads the name of a role.
func roleOf(name string) role {
	if r, ok := controlHub[strings.ToLower(strings.TrimSpace(name))]; ok {
		return r
	}
	words := strings.Fields(spelling.Replace(strings.ToLower(name)))
	for len(words) > 1 && (words[0] == "id" || words[0] == "webex") {
		words = words[1:]
	}
	return role(strings.Join(words, " "))
}

// unclassified says that it is not documented what the role may do.
func (r role) unclassified() bool { return !known[r] }

// String is the role as a person reads it.
func (r role) String() string {
	s := strings.ReplaceAll(string(r), "read only", "read-only")
	if r == complianceOfficer {
		return s
	}
	return strings.ReplaceAll(s, "admin", "administrator")
}

// key is the role as a word of evidence; names that are not known may be free
// text, and are left out.
func (r role) key() string {
	if r.unclassified() {
		return "unclassified"
	}
	return strings.ReplaceAll(string(r), " ", "_")
}

func rolesOf(names []string) map[role]bool {
	set := make(map[role]bool, len(names))
	for _, n := range names {
		set[roleOf(n)] = true
	}
	return set
}
