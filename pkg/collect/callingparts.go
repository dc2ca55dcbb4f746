package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// callingParts are the sections of this area.
func callingParts() []part {
	return []part{
		{snapshot.CallingName, calling, nil},
		{snapshot.CallingLocationsName, callingLocations, nil},
		{snapshot.RecordedLinesName, recordedLines, nil},
		{snapshot.VoicemailName, voicemailBoxes, nil},
		{snapshot.CallFilesName, callFiles, nil},
	}
}

func calling(_ context.Context, r *run) {
	r.s.Calling.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func callingLocations(_ context.Context, r *run) {
	r.s.CallingLocations.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func recordedLines(_ context.Context, r *run) {
	r.s.RecordedLines.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func voicemailBoxes(_ context.Context, r *run) {
	r.s.Voicemail.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func callFiles(_ context.Context, r *run) {
	r.s.CallFiles.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
