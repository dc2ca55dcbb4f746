// Package attest holds the checks of the area "Attestation register (BAA and the rest)".
package attest

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
		BAAExecuted,
		PlanEligible,
		ProductsCovered,
		HostingRegion,
		VendorReport,
		VendorHitrust,
		PHIRiskRegister,
		PostPHEReassessment,
		ConfigReviewRecord,
		RiskAnalysis,
		PoliciesAndDocumentation,
		Workforce,
		IncidentAndContingency,
		DownstreamBusinessAssociates,
	}
}
