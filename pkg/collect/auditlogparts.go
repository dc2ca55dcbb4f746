package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// auditParts are the sections of this area.
func auditParts() []part {
	return []part{
		{snapshot.AuditReachName, auditReach, nil},
	}
}

func auditReach(_ context.Context, r *run) {
	r.s.AuditReach.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
