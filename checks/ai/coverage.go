package ai

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// coverageCheck is the check that the others of this area rest on.
const coverageCheck = "ai.vendor-coverage"

// coverage returns what ai.vendor-coverage says about the AI of meetings: its
// finding about that feature, and where there is none, its status over all.
func coverage(in *check.Input) finding.Status {
	if in.Others[coverageCheck].Disabled {
		return finding.Unknown
	}
	for _, f := range in.Others[coverageCheck].Findings {
		if f.Resource.ID == meetingsAI {
			return f.Status
		}
	}
	return in.Other(coverageCheck)
}
