package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/hipaa"
)

// reasons say what would turn unknown into an answer, what an administrator can
// do something about first.
var reasons = []struct{ name, means string }{
	{"forbidden", "Webex refused: the token lacks a scope, a role or a licence"},
	{"not_found", "Webex has no such thing, or none for this token"},
	{"not_licensed", "the feature is not licensed, so its setting is not shown"},
	{"not_attested", "only a person can say: an attestation would decide"},
	{"field_absent", "Webex answered without the field: look in Control Hub"},
	{"schema", "the answer was not of the documented shape: look in Control Hub"},
	{"throttled", "Webex asked to slow down until the retries ran out: run again later"},
	{"timeout", "a deadline passed: run again, with more time"},
	{"truncated", "a list ended before its end: run again"},
	{"budget", "the request budget was used up: run again with a larger one"},
	{"error", "not read, for the reason that each line gives"},
}

// ReasonMeans says to an administrator what the reason of an unknown finding
// means, and what would decide it.
func ReasonMeans(reason string) string {
	for _, r := range reasons {
		if r.name == reason {
			return r.means
		}
	}
	return "see the messages"
}

// ReasonsInOrder returns the reasons that something is kept by: what an
// administrator can do something about first, and what this version does not
// know last. No reason may keep an answer out of a report.
func ReasonsInOrder[T any](byReason map[string]T) []string {
	rank := func(reason string) int {
		for i, r := range reasons {
			if r.name == reason {
				return i
			}
		}
		return len(reasons)
	}
	return slices.SortedFunc(maps.Keys(byReason), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

// StateInWords says what a state means for a row: settings speak for or against a
// paragraph, and never fulfil or break it.
func StateInWords(s hipaa.State) string {
	switch s {
	case hipaa.StateFail:
		return "evidence against it"
	case hipaa.StateUnknown:
		return "not known"
	case hipaa.StateWarn:
		return "to look at"
	case hipaa.StateSupported:
		return "supported by evidence"
	case hipaa.StateVendor:
		return "for Cisco to show"
	case hipaa.StateNotApplicable:
		return "not about Webex"
	default:
		return strings.ReplaceAll(string(s), "_", " ")
	}
}
