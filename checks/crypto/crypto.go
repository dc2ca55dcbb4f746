// Package crypto holds the checks of the area "Encryption".
package crypto

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
		TLSMinimum,
		E2EEClinical,
	}
}
