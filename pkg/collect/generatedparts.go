package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// generatedParts are the sections of this area.
func generatedParts() []part {
	return []part{
		{snapshot.GeneratedName, generatedContent, nil},
		{snapshot.TranscriptsName, transcripts, nil},
		{snapshot.SessionTypesName, sessionTypes, nil},
		{snapshot.KeyManagementName, keyManagement, nil},
		{snapshot.VidcastName, vidcast, nil},
	}
}

func generatedContent(_ context.Context, r *run) {
	r.s.Generated.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func transcripts(_ context.Context, r *run) {
	r.s.Transcripts.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func sessionTypes(_ context.Context, r *run) {
	r.s.SessionTypes.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func keyManagement(_ context.Context, r *run) {
	r.s.KeyManagement.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func vidcast(_ context.Context, r *run) {
	r.s.Vidcast.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
