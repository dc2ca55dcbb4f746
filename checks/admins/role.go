package admins

import "wxaudit/pkg/check"

type role = check.Role

func rolesOf(names []string) map[role]bool {
	set := make(map[role]bool, len(names))
	for _, n := range names {
		set[check.RoleOf(n)] = true
	}
	return set
}
