// Package cc holds the checks of the area "Contact Center".
package cc

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
		RecordingControls,
		AIFeatures,
		SensitiveVariables,
	}
}
