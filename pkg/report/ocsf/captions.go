package ocsf

import (
	"strings"

	"wxaudit/pkg/finding"
)

// enum is a number of OCSF with its caption. The caption of 99 is free.
type enum struct {
	id      int
	caption string
}

// Activities: what became of the finding since the receiver last heard of it.
var (
	created = enum{1, "Create"}
	updated = enum{2, "Update"}
	closed  = enum{3, "Close"}
)

// States of the work.
var (
	stateNew        = enum{1, "New"}
	stateInProgress = enum{2, "In Progress"}
	stateSuppressed = enum{3, "Suppressed"}
	stateResolved   = enum{4, "Resolved"}
)

// Verdicts. OCSF means by Warning that there is no result for lack of
// information; our warning is a result, so it has a word of its own.
var (
	verdictUnknown = enum{0, "Unknown"}
	verdictPass    = enum{1, "Pass"}
	verdictWarning = enum{2, "Warning"}
	verdictFail    = enum{3, "Fail"}

	verdictWarn          = enum{99, "Warn"}
	verdictManual        = enum{99, "Manual"}
	verdictNotApplicable = enum{99, "Not Applicable"}
	verdictDisabled      = enum{99, "Disabled"}
	verdictHeartbeat     = enum{99, "Heartbeat"}
)

// notAttested is the reason of what only a person can say, and nobody has.
const notAttested = "not_attested"

var informational = enum{1, "Informational"}

func severity(s finding.Severity) enum {
	switch s {
	case finding.Critical:
		return enum{5, "Critical"}
	case finding.High:
		return enum{4, "High"}
	case finding.Medium:
		return enum{3, "Medium"}
	case finding.Low:
		return enum{2, "Low"}
	case finding.Info:
		return informational
	default:
		return enum{0, "Unknown"}
	}
}

func verdict(s finding.Status, reason string) enum {
	switch s {
	case finding.Pass:
		return verdictPass
	case finding.Fail:
		return verdictFail
	case finding.Warn:
		return verdictWarn
	case finding.NotApplicable:
		return verdictNotApplicable
	case finding.Unknown:
		if reason == notAttested {
			return verdictManual
		}
		return verdictWarning
	default:
		return verdictUnknown
	}
}

// graded is the severity of the event: the finding's where it is about
// something that is wrong or not known. What only a person can say is a matter
// for the register and alarms nobody; the severity of its rule is in
// compliance.checks.
func graded(s finding.Status, reason string, of finding.Severity) enum {
	switch s {
	case finding.Pass, finding.NotApplicable:
		return informational
	case finding.Unknown:
		if reason == notAttested {
			return informational
		}
	}
	return severity(of)
}

// code is the verdict in one word.
func code(s finding.Status, reason string) string {
	if s != finding.Unknown {
		return strings.ToUpper(string(s))
	}
	if reason == "" {
		reason = "error"
	}
	return "ERR_" + strings.ToUpper(reason)
}

// headline begins the title of a finding: the title of a check says what is true
// when it passes, and nobody may read a failure so.
func headline(s finding.Status, reason string) string {
	switch s {
	case finding.Pass:
		return "Pass: "
	case finding.Fail:
		return "Fail: "
	case finding.Warn:
		return "Warn: "
	case finding.NotApplicable:
		return "Not applicable: "
	default:
		if reason == notAttested {
			return "Not attested: "
		}
		return "Unknown: "
	}
}
