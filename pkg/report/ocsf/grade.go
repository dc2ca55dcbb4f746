package ocsf

import "wxaudit/pkg/finding"

// IsHeartbeat says that the event ends its run.
func (e Event) IsHeartbeat() bool { return e.Metadata.EventCode == HeartbeatCode }

// Grade is the severity of the event in the words of the report: info for what
// passed and for heartbeats. A severity that nobody knows is critical, so that no
// threshold hides it.
func (e Event) Grade() finding.Severity {
	for _, s := range finding.Severities {
		if severity(s).id == e.SeverityID {
			return s
		}
	}
	return finding.Critical
}
