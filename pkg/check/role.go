package check

import (
	"strings"

	"wxaudit/pkg/snapshot"
)

// Role is the name of an administrator role in one spelling: Webex writes the
// same role as "Full Administrator", "id_full_admin" and "Full_Admin", and role
// ids differ from one organisation to the next.
type Role string

// The roles that checks ask for by name.
const (
	FullAdmin         Role = "full admin"
	SiteAdmin         Role = "site admin"
	ComplianceOfficer Role = "compliance officer"
)

// CenterSupervisor leads agents of the Contact Center and hears their calls; what
// its holder does is in no audit log of administrators.
const CenterSupervisor Role = "contact center supervisor"

// NoRole is held by every account and gives nothing; the roles of the Contact
// Center's agents count as it.
const NoRole Role = "user"

// knownRoles are the roles whose reach is documented. Others are reported as
// unclassified, and never dropped.
var knownRoles = map[Role]bool{
	FullAdmin:                 true,
	SiteAdmin:                 true,
	ComplianceOfficer:         true,
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
	CenterSupervisor:          true,
	"webinar admin":           true,
	"partner admin":           true,
	"partner full admin":      true,
	"partner read only admin": true,
	"provisioning admin":      true,
}

// roleSpelling turns the spellings of Webex into one.
var roleSpelling = strings.NewReplacer("administrator", "admin", "readonly", "read only", "&", " and ", "_", " ", "-", " ")

// controlHubRoles gives the identity service's ids the names of Control Hub
// where they differ by more than spelling, so that one role of somebody does not
// read like two.
var controlHubRoles = map[string]Role{
	"id_user_admin":        "user and device admin",
	"cjp.admin":            "contact center admin",
	"cjp.supervisor":       CenterSupervisor,
	"atlas-portal.support": "support admin",
}

// RoleOf reads the name of a role, as the list of roles or the identity service
// writes it.
func RoleOf(name string) Role {
	if snapshot.EverydayRole(name) {
		return NoRole
	}
	if r, ok := controlHubRoles[strings.ToLower(strings.TrimSpace(name))]; ok {
		return r
	}
	words := strings.Fields(roleSpelling.Replace(strings.ToLower(name)))
	for len(words) > 1 && (words[0] == "id" || words[0] == "webex") {
		words = words[1:]
	}
	return Role(strings.Join(words, " "))
}

// Unclassified says that it is not documented what the role may do.
func (r Role) Unclassified() bool { return !knownRoles[r] }

// String is the role as a person reads it.
func (r Role) String() string {
	s := strings.ReplaceAll(string(r), "read only", "read-only")
	if r == ComplianceOfficer {
		return s
	}
	return strings.ReplaceAll(s, "admin", "administrator")
}

// Key is the role as a word of evidence; names that are not known may be free
// text, and are left out.
func (r Role) Key() string {
	if r.Unclassified() {
		return "unclassified"
	}
	return strings.ReplaceAll(string(r), " ", "_")
}
