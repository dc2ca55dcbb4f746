package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// messagingParts are the sections of this area.
func messagingParts() []part {
	return []part{
		{snapshot.SpacesName, spaces, nil},
		{snapshot.ClassificationsName, classifications, nil},
	}
}

func spaces(_ context.Context, r *run) {
	r.s.Spaces.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func classifications(_ context.Context, r *run) {
	r.s.Classifications.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
