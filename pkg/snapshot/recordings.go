package snapshot

import "time"

// Recording is a cloud recording of a meeting (GET /admin/recordings). Topic,
// links and passwords have no field.
type Recording struct {
	ID       string `json:"id"`
	Host     string `json:"host,omitempty"` // e-mail of a member of staff, lower case
	PersonID string `json:"person_id,omitempty"`
	// HostKey is the keyed hash of the host's address as Webex gave it, in lower
	// case: it is there even where the address may not be held, so that hosts
	// stay apart from one another.
	HostKey   string `json:"host_key,omitempty"`
	Site      string `json:"site"`
	Status    string `json:"status"` // available, deleted, purged
	MeetingID string `json:"meeting_id,omitempty"`
	// Recorded is timeRecorded: when the meeting was recorded, not when the
	// file was made.
	Recorded time.Time `json:"recorded,omitzero"`
	Seconds  Opt[int]  `json:"seconds,omitzero"`
	// DownloadOffered is Yes when Webex gave a download link, No when it gave a
	// playback link and no download link, and Unknown when it gave neither.
	DownloadOffered Tri `json:"download_offered,omitzero"`
}

// RecordingAccess is who opened one recording
// (GET /recordingReport/accessSummary and /accessDetail).
type RecordingAccess struct {
	RecordingID string    `json:"recording_id"`
	Host        string    `json:"host,omitempty"` // e-mail
	PersonID    string    `json:"person_id,omitempty"`
	HostKey     string    `json:"host_key,omitempty"` // as in Recording
	Site        string    `json:"site"`
	Recorded    time.Time `json:"recorded,omitzero"`
	Views       Opt[int]  `json:"views,omitzero"`
	Downloads   Opt[int]  `json:"downloads,omitzero"`
	// Gap is set when the counts are not zero and the detail was refused.
	Gap      *Gap     `json:"gap,omitempty"`
	Accesses []Access `json:"accesses"`
	// Detail is where Accesses came from: the section itself comes from the
	// summary. It is empty when the detail was not asked for.
	Detail Source `json:"detail,omitzero"`
}

// ItemGap returns why it is not known who opened this recording.
func (r RecordingAccess) ItemGap() *Gap { return r.Gap }

// Access is one person opening one recording.
type Access struct {
	Viewer     Party     `json:"viewer"`
	Viewed     Tri       `json:"viewed,omitzero"`
	Downloaded Tri       `json:"downloaded,omitzero"`
	At         time.Time `json:"at,omitzero"`
}

// CallRecording is the organisation's call recording provider
// (GET /telephony/config/callRecording).
type CallRecording struct {
	Enabled Tri    `json:"enabled,omitzero"`
	Vendor  string `json:"vendor,omitempty"`
}

// CallRecordingFile is a recorded call that was deleted or purged
// (GET /admin/convergedRecordings).
type CallRecordingFile struct {
	ID       string    `json:"id"`
	Status   string    `json:"status"`
	Service  string    `json:"service,omitempty"` // calling or customerAssist
	Recorded time.Time `json:"recorded,omitzero"`
	Seconds  Opt[int]  `json:"seconds,omitzero"`
}
