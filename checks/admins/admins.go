// Package admins holds the checks of the area "Administrative scope".
package admins

import (
	"embed"

	"wxaudit/pkg/check"
)

// Examples holds a file for each check: snapshots with the answer they get.
//
//go:embed examples/*.json
var Examples embed.FS

// All lists the checks of the area in catalogue order.
func All() []check.Check {
	return []check.Check{
		FullAdminCount,
		ContentAccessAllowList,
		ComplianceOfficerSeparation,
		Dormant,
		UnusedRole,
		External,
		NonHuman,
		AccessReview,
	}
}
