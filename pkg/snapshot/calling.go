package snapshot

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Calling holds what Webex Calling has for the organisation as a whole. Each
// part that could not be read has its gap in Gaps, by the name of the part.
type Calling struct {
	Gaps map[string]*Gap `json:"gaps,omitempty"`
	// Vendor is the call recording provider of the organisation
	// (GET /telephony/config/callRecording/vendors).
	Vendor string `json:"vendor,omitempty"`
	// DataRegion is orgDataRegion, the country where Webex keeps recordings (GET
	// /telephony/config/dataPolicies). Since July 2026 it counts in place of
	// StorageRegion, which the vendor's settings show.
	DataRegion    string `json:"data_region,omitempty"`
	StorageRegion string `json:"storage_region,omitempty"`

	Announcement Announcement `json:"announcement,omitzero"`
	// Transcripts is the organisation's switch for transcripts of calls
	// (GET /telephony/config/callCaptions).
	Transcripts Tri       `json:"transcripts,omitzero"`
	Voicemail   Voicemail `json:"voicemail,omitzero"`
	PinRules    PinRules  `json:"pin_rules,omitzero"`
}

// The parts of Calling and CallingLocation, as their Gaps and Sources name
// them.
const (
	PartVendors      = "vendors"
	PartDataPolicy   = "data_policy"
	PartAnnouncement = "announcement"
	PartCaptions     = "captions"
	PartVoicemail    = "voicemail"
	PartPinRules     = "pin_rules"
)

// ItemGap returns why a part of the organisation's settings is not known: the
// first one by name.
func (c Calling) ItemGap() *Gap { return firstPart(c.Gaps) }

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
	ExpiryOn   Tri      `json:"expiry_on,omitzero"`
	ExpiryDays Opt[int] `json:"expiry_days,omitzero"`
	Forwarding Tri      `json:"forwarding,omitzero"` // users may forward messages by e-mail
}

// PinRules are the rules for voicemail PINs (GET
// /telephony/config/voicemail/rules and …/voicePortal/passcodeRules). No PIN is
// ever in the answer.
type PinRules struct {
	// DefaultPin is the organisation's only: new mailboxes get one PIN for all.
	DefaultPin      Tri      `json:"default_pin,omitzero"`
	MinLength       Opt[int] `json:"min_length,omitzero"`
	BlockRepeated   Tri      `json:"block_repeated,omitzero"`
	BlockContiguous Tri      `json:"block_contiguous,omitzero"`
	BlockPatterns   Tri      `json:"block_patterns,omitzero"`
}

// CallingLocation is one location of Webex Calling with what it decides for
// itself (GET /telephony/config/locations and what lies under each of them).
type CallingLocation struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Gaps are the parts that could not be read, Sources where the others came
	// from, both by the name of the part.
	Gaps    map[string]*Gap   `json:"gaps,omitempty"`
	Sources map[string]Source `json:"sources,omitempty"`

	Vendor        string       `json:"vendor,omitempty"`
	OrgVendor     Tri          `json:"org_vendor,omitzero"` // the organisation's vendor counts
	StorageRegion string       `json:"storage_region,omitempty"`
	OrgRegion     Tri          `json:"org_region,omitzero"` // the organisation's storage region counts
	DataRegion    string       `json:"data_region,omitempty"`
	OrgDataRegion Tri          `json:"org_data_region,omitzero"` // the organisation's data region counts
	Announcement  Announcement `json:"announcement,omitzero"`
	Transcription Tri          `json:"transcription,omitzero"` // of voicemail
	Transcripts   Tri          `json:"transcripts,omitzero"`   // of calls
	OrgCaptions   Tri          `json:"org_captions,omitzero"`  // the organisation's switch for transcripts counts
	PinRules      PinRules     `json:"pin_rules,omitzero"`
}

// ItemGap returns why a part of the location's settings is not known: the
// first one by name.
func (l CallingLocation) ItemGap() *Gap { return firstPart(l.Gaps) }

func firstPart(gaps map[string]*Gap) *Gap {
	for _, name := range slices.Sorted(maps.Keys(gaps)) {
		return gaps[name]
	}
	return nil
}

// RecordedLine is a person, workspace, virtual line or queue whose calls can be
// recorded (GET /telephony/config/callRecording/vendorUsers, and its own call
// recording settings).
type RecordedLine struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`            // one of the kinds of lines
	Email string `json:"email,omitempty"` // of a person
	// Location is the id of the line's location; empty when it is not known.
	Location string `json:"location,omitempty"`
	Gap      *Gap   `json:"gap,omitempty"`
	Source   Source `json:"source,omitzero"` // of its settings

	Enabled Tri `json:"enabled,omitzero"`
	// Record says which calls; empty when Webex did not say, or in words that
	// are not known.
	Record        RecordMode `json:"record,omitempty"`
	PSTNAnnounced Tri        `json:"pstn_announced,omitzero"` // its own announcement to outside callers
	MayDownload   Tri        `json:"may_download,omitzero"`
	MayDelete     Tri        `json:"may_delete,omitzero"`
	MayShare      Tri        `json:"may_share,omitzero"`
	Summary       Tri        `json:"summary,omitzero"`
	Transcript    Tri        `json:"transcript,omitzero"`
}

// The kinds of lines and mailboxes.
const (
	PersonLine    = "person"
	WorkspaceLine = "workspace"
	VirtualLine   = "virtual_line"
	QueueLine     = "queue"
	GroupMailbox  = "group"
)

// RecordMode says which calls of a line are recorded.
type RecordMode string

// The modes, for what Webex writes as "Always", "Always with Pause/Resume",
// "On Demand", "On Demand with User Initiated Start" and "Never".
const (
	RecordAlways    RecordMode = "always"
	RecordPausable  RecordMode = "always_with_pause"
	RecordOnDemand  RecordMode = "on_demand"
	RecordUserStart RecordMode = "on_user_start"
	RecordNever     RecordMode = "never"
)

// ItemGap returns why the settings of this line are not known.
func (l RecordedLine) ItemGap() *Gap { return l.Gap }

// VoicemailBox is one mailbox with where copies of its messages go
// (…/features/voicemail and the like). Addresses of outsiders are held as
// domain and hash; numbers are not held.
type VoicemailBox struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`            // one of the kinds of lines and mailboxes
	Email  string `json:"email,omitempty"` // of a person
	Gap    *Gap   `json:"gap,omitempty"`
	Source Source `json:"source,omitzero"` // of its settings

	Enabled Tri `json:"enabled,omitzero"`
	Copy    Tri `json:"copy,omitzero"` // e-mail copy of each message
	// CopyTo is where the copy goes; its owner's own address where Webex names
	// none. An empty Kind means that it is not known.
	CopyTo    Party  `json:"copy_to,omitzero"`
	CopyOwn   Tri    `json:"copy_own,omitzero"` // Webex names nobody: the owner
	Storage   string `json:"storage,omitempty"` // INTERNAL, or EXTERNAL: every message goes by e-mail
	StorageTo Party  `json:"storage_to,omitzero"`
	Notify    Tri    `json:"notify,omitzero"` // of new messages, without their sound
	// NotifyMail says whether that news goes by e-mail, to NotifyTo; No when it
	// goes to a number.
	NotifyMail Tri   `json:"notify_mail,omitzero"`
	NotifyTo   Party `json:"notify_to,omitzero"`
	NotifySMS  Tri   `json:"notify_sms,omitzero"` // to a telephone number
	Fax        Tri   `json:"fax,omitzero"`        // it takes faxes
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

// Calling says whether a licence is for Webex Calling or Customer Assist, whose
// holders have a telephone line. Names change, so it looks for words; plans of
// telephone companies and dedicated instances are no such lines.
func (l License) Calling() bool {
	name := strings.ToLower(l.Name)
	if strings.Contains(name, "dedicated instance") || strings.Contains(name, "calling plan") {
		return false
	}
	return strings.Contains(name, "calling") || l.Assist()
}

// Assist says whether a licence is for Customer Assist, which was called CX
// Essentials until January 2026.
func (l License) Assist() bool {
	name := strings.ToLower(l.Name)
	return strings.Contains(name, "customer assist") || strings.Contains(name, "cx essentials") || strings.Contains(name, "customer experience")
}
