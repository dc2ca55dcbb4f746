package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// contactCenterParts are the sections of this area.
func contactCenterParts() []part {
	return []part{
		{snapshot.ContactCenterName, contactCenter, nil},
		{snapshot.CCQueuesName, ccQueues, nil},
		{snapshot.CCProfilesName, ccProfiles, nil},
		{snapshot.CCAgentsName, ccAgents, nil},
		{snapshot.CCFeaturesName, ccFeatures, nil},
		{snapshot.CCVariablesName, ccVariables, nil},
	}
}

func contactCenter(_ context.Context, r *run) {
	r.s.ContactCenter.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func ccQueues(_ context.Context, r *run) {
	r.s.CCQueues.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func ccProfiles(_ context.Context, r *run) {
	r.s.CCProfiles.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func ccAgents(_ context.Context, r *run) {
	r.s.CCAgents.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func ccFeatures(_ context.Context, r *run) {
	r.s.CCFeatures.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func ccVariables(_ context.Context, r *run) {
	r.s.CCVariables.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
