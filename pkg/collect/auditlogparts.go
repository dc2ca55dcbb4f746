package collect

import "wxaudit/pkg/snapshot"

// auditParts are the sections of this area.
func auditParts() []part {
	return []part{
		{snapshot.AuditReachName, auditReach, []Endpoint{adminAuditEndpoint}},
	}
}
