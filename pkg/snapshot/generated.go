package snapshot

import "time"

// GeneratedContent is one ended meeting of which Webex made a text: a summary,
// a transcript or closed captions (GET /meetings with hasSummary,
// hasTranscription or hasClosedCaption). The texts themselves are never asked
// for.
type GeneratedContent struct {
	MeetingID     string    `json:"meeting_id"`
	Site          string    `json:"site,omitempty"`
	Host          string    `json:"host,omitempty"` // e-mail of a member of staff
	PersonID      string    `json:"person_id,omitempty"`
	Start         time.Time `json:"start,omitzero"`
	Summary       Tri       `json:"summary,omitzero"`
	Transcription Tri       `json:"transcription,omitzero"`
	Captions      Tri       `json:"captions,omitzero"`
}

// Transcript is one meeting transcript (GET /admin/meetingTranscripts), of
// which only the outside is read.
type Transcript struct {
	ID        string    `json:"id"`
	MeetingID string    `json:"meeting_id,omitempty"`
	Site      string    `json:"site,omitempty"`
	PersonID  string    `json:"person_id,omitempty"` // of the host
	Status    string    `json:"status,omitempty"`    // available, deleted
	Start     time.Time `json:"start,omitzero"`
}

// SessionType is one kind of meeting that a site offers
// (GET /admin/meeting/config/sessionTypes).
type SessionType struct {
	ID   string `json:"id"`
	Site string `json:"site"`
	Name string `json:"name"`
	// EndToEnd says whether the name is one of end-to-end encryption.
	EndToEnd Tri `json:"end_to_end,omitzero"`
}

// KeyManagement says who holds the message keys (GET /hds/organizations/{id}).
type KeyManagement struct {
	Mode     string   `json:"mode,omitempty"`
	Clusters Opt[int] `json:"clusters,omitzero"`
}

// Vidcast says whether Vidcast may be used
// (GET /settings/organizations/{orgId}/settings/allow-vidcast-access).
type Vidcast struct {
	Allowed Tri `json:"allowed,omitzero"`
}
