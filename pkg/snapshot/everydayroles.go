package snapshot

import (
	"slices"
	"strings"
)

// EverydayRole says whether a role, as the identity service writes it, gives no
// power over the accounts and contents of others: the role that every account
// has, and those of the Contact Center's agents. Cisco's own clients keep these
// beside the administrators' roles (cjp.admin and cjp.supervisor are in the
// documents of the Contact Center's API).
func EverydayRole(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "user", "id_user", "cjp.standard_agent", "cjp.premium_agent":
		return true
	default:
		return false
	}
}

// GivePower says whether one of the roles is more than an everyday one.
func GivePower(roles []string) bool {
	return slices.ContainsFunc(roles, func(name string) bool { return !EverydayRole(name) })
}
