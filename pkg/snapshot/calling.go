package snapshot

import "time"

// Calling holds what Webex Calling has for the organisation as a whole. Each
// part that could not be read has its gap in Gaps, by the name of the part:
// vendors, data_policy, announcement, captions, voicemail, pin_rules.
type Calling struct {
	Gaps map[string]*Gap `json:"gaps,omitempty"`
	// Vendors are the call recording providers of the organisation, StorageRegion
	// where Webex keeps its recordings (GET /telephony/config/callRecording/vendors).
	Vendors         []string `json:"vendors,omitempty"`
	StorageRegion   string   `json:"storage_region,omitempty"`
	FailureBehavior string   `json:"failure_behavior,omitempty"`
	// DataRegion is orgDataRegion (GET /telephony/config/dataPolicies).
	DataRegion string `json:"data_region,omitempty"`

	Announcement Announcement `json:"announcement,omitzero"`
	// Captions and Transcripts are the organisation's switches
	// (GET /telephony/config/callCaptions).
	Captions    Tri       `json:"captions,omitzero"`
	Transcripts Tri       `json:"transcripts,omitzero"`
	Voicemail   Voicemail `json:"voicemail,omitzero"`
	PinRules    PinRules  `json:"pin_rules,omitzero"`
}

// Announcement says when callers hear that a call is recorded
// (GET …/callRecording/complianceAnnouncement).
type Announcement struct {
	Inbound      Tri      `json:"inbound,omitzero"`
	Outbound     Tri      `json:"outbound,omitzero"`
	DelayOn      Tri      `json:"delay_on,omitzero"`
	DelaySeconds Opt[int] `json:"delay_seconds,omitzero"`
	// UseOrganization is set for locations only: the organisation's values count.
	UseOrganization Tri `json:"use_organization,omitzero"`
}

// Voicemail is the organisation's voicemail policy
// (GET /telephony/config/voicemail/settings).
type Voicemail struct {
	ExpiryOn       Tri      `json:"expiry_on,omitzero"`
	ExpiryDays     Opt[int] `json:"expiry_days,omitzero"`
	StrictDeletion Tri      `json:"strict_deletion,omitzero"`
	Forwarding     Tri      `json:"forwarding,omitzero"`
}

// PinRules are the rules for voicemail PINs
// (GET /telephony/config/voicemail/rules). No PIN is ever in the answer.
type PinRules struct {
	DefaultPin      Tri      `json:"default_pin,omitzero"` // new mailboxes get one PIN for all
	MinLength       Opt[int] `json:"min_length,omitzero"`
	BlockRepeated   Tri      `json:"block_repeated,omitzero"`
	BlockContiguous Tri      `json:"block_contiguous,omitzero"`
	BlockPatterns   Tri      `json:"block_patterns,omitzero"`
	ExpireOn        Tri      `json:"expire_on,omitzero"`
	ExpireDays      Opt[int] `json:"expire_days,omitzero"`
}

// CallingLocation is one location of Webex Calling with what it decides for
// itself. Each part that could not be read has its gap in Gaps, as in Calling.
type CallingLocation struct {
	ID   string          `json:"id"`
	Name string          `json:"name,omitempty"`
	Gaps map[string]*Gap `json:"gaps,omitempty"`

	Vendor          string       `json:"vendor,omitempty"`
	OrgVendor       Tri          `json:"org_vendor,omitzero"` // the organisation's vendor counts
	StorageRegion   string       `json:"storage_region,omitempty"`
	OrgRegion       Tri          `json:"org_region,omitzero"` // the organisation's region counts
	DataRegion      string       `json:"data_region,omitempty"`
	OrgDataRegion   Tri          `json:"org_data_region,omitzero"`
	Announcement    Announcement `json:"announcement,omitzero"`
	Transcription   Tri          `json:"transcription,omitzero"` // of voicemail
	CallTranscripts Tri          `json:"call_transcripts,omitzero"`
	OrgCaptions     Tri          `json:"org_captions,omitzero"` // the organisation's caption settings count
}

// RecordedLine is a person, workspace or virtual line whose calls can be
// recorded (GET /telephony/config/callRecording/vendorUsers, and its own call
// recording settings).
type RecordedLine struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`            // person, workspace, virtual_line, queue
	Email string `json:"email,omitempty"` // of a person
	Gap   *Gap   `json:"gap,omitempty"`

	Enabled         Tri    `json:"enabled,omitzero"`
	Record          string `json:"record,omitempty"` // Always, Never, On Demand, …
	PSTNAnnounced   Tri    `json:"pstn_announced,omitzero"`
	RecordVoicemail Tri    `json:"record_voicemail,omitzero"`
	MayDownload     Tri    `json:"may_download,omitzero"`
	MayDelete       Tri    `json:"may_delete,omitzero"`
	MayShare        Tri    `json:"may_share,omitzero"`
	Summary         Tri    `json:"summary,omitzero"`
	Transcript      Tri    `json:"transcript,omitzero"`
}

// ItemGap returns why the settings of this line are not known.
func (l RecordedLine) ItemGap() *Gap { return l.Gap }

// VoicemailBox is one mailbox with where copies of its messages go
// (…/features/voicemail and the like). Addresses of outsiders are held as
// domain and hash; numbers are not held.
type VoicemailBox struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"` // person, group, workspace, virtual_line
	Email string `json:"email,omitempty"`
	Gap   *Gap   `json:"gap,omitempty"`

	Enabled Tri `json:"enabled,omitzero"`
	Copy    Tri `json:"copy,omitzero"` // e-mail copy of each message
	// CopyTo is where the copy goes; empty Kind means that it is not known, and
	// Own that Webex named nobody, which is the owner's own address.
	CopyTo     Party  `json:"copy_to,omitzero"`
	CopyOwn    Tri    `json:"copy_own,omitzero"`
	Storage    string `json:"storage,omitempty"` // INTERNAL, EXTERNAL
	StorageTo  Party  `json:"storage_to,omitzero"`
	Notify     Tri    `json:"notify,omitzero"`
	NotifyTo   Party  `json:"notify_to,omitzero"`
	NotifySMS  Tri    `json:"notify_sms,omitzero"` // to a telephone number
	Fax        Tri    `json:"fax,omitzero"`
	Forwarding Tri    `json:"forwarding,omitzero"`
}

// ItemGap returns why the settings of this mailbox are not known.
func (b VoicemailBox) ItemGap() *Gap { return b.Gap }

// CallFile is one recorded call that exists (GET /admin/convergedRecordings).
type CallFile struct {
	ID       string    `json:"id"`
	Service  string    `json:"service,omitempty"`
	Region   string    `json:"region,omitempty"` // storageRegion
	Recorded time.Time `json:"recorded,omitzero"`
}
