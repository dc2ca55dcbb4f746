package snapshot

import "time"

// Auditor is the identity that the token speaks for (GET /people/me).
type Auditor struct {
	ID    string   `json:"id"`             // Webex person id
	UUID  string   `json:"uuid"`           // the UUID inside it
	OrgID string   `json:"org_id"`         // Webex organisation id
	Type  string   `json:"type,omitempty"` // person, bot or appuser
	Roles []string `json:"roles"`          // role ids; nil when the answer had none
}

// Organization is the audited organisation (GET /organizations/{orgId}). Its
// ids are known from the auditor, so that the record has a value even beside a
// gap.
type Organization struct {
	ID      string    `json:"id"`
	UUID    string    `json:"uuid"`
	Name    string    `json:"name,omitempty"`
	Created time.Time `json:"created,omitzero"`
}

// License is one licence of the organisation (GET /licenses).
type License struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Total    Opt[int] `json:"total,omitzero"`
	Consumed Opt[int] `json:"consumed,omitzero"`
	SiteURL  string   `json:"site_url,omitempty"`  // set for meeting licences
	SiteType string   `json:"site_type,omitempty"` // Control Hub managed site, Linked site, Site Admin managed site
	// SubscriptionID is the subscription that the licence was bought with; free
	// licences may have none.
	SubscriptionID string `json:"subscription_id,omitempty"`
}

// Site is one Webex meeting site: the union of GET /licenses and
// GET /meetingPreferences/sites.
type Site struct {
	URL      string `json:"url"`               // lower case, host name only
	Licensed Tri    `json:"licensed,omitzero"` // a licence names it
	Listed   Tri    `json:"listed,omitzero"`   // the sites call returned it
	SiteType string `json:"site_type,omitempty"`
	// Consumed is the number of meeting licences in use on it.
	Consumed Opt[int] `json:"consumed,omitzero"`
}

// SiteSettings are the common settings of one site
// (GET /admin/meeting/config/commonSettings?siteUrl=). There is one for every
// site; Gap is set where it could not be read, and where a licence names a
// site that the sites call does not return.
type SiteSettings struct {
	Site string `json:"site"`
	Gap  *Gap   `json:"gap,omitempty"`

	JoinBeforeHost             Tri `json:"join_before_host,omitzero"`
	AudioBeforeHost            Tri `json:"audio_before_host,omitzero"`
	FirstAttendeeAsPresenter   Tri `json:"first_attendee_as_presenter,omitzero"`
	UnlistAllMeetings          Tri `json:"unlist_all_meetings,omitzero"`
	RequireLoginBeforeAccess   Tri `json:"require_login_before_access,omitzero"`
	AllowMobileScreenCapture   Tri `json:"allow_mobile_screen_capture,omitzero"`
	RequireStrongPassword      Tri `json:"require_strong_password,omitzero"`
	AllowCustomPersonalRoomURL Tri `json:"allow_custom_personal_room_url,omitzero"`
	AllowCallIn                Tri `json:"allow_call_in,omitzero"`

	PasswordMixedCase              Tri      `json:"password_mixed_case,omitzero"`
	PasswordMinLength              Opt[int] `json:"password_min_length,omitzero"`
	PasswordMinNumeric             Opt[int] `json:"password_min_numeric,omitzero"`
	PasswordMinAlpha               Opt[int] `json:"password_min_alpha,omitzero"`
	PasswordMinSpecial             Opt[int] `json:"password_min_special,omitzero"`
	PasswordDisallowDynamicWebText Tri      `json:"password_disallow_dynamic_web_text,omitzero"`
	PasswordDisallowList           Tri      `json:"password_disallow_list,omitzero"`
	// PasswordDisallowed is the number of words on the disallow list; the words
	// themselves are never held.
	PasswordDisallowed Opt[int] `json:"password_disallowed,omitzero"`
}

// ItemGap returns why the settings of this site are not known.
func (s SiteSettings) ItemGap() *Gap { return s.Gap }

// OrgSettings are the organisation settings of the Control Hub service
// (rank control_hub).
type OrgSettings struct {
	MessageRetention Retention `json:"message_retention,omitzero"`
	// BlockExternal is blockExternalCommunications: no spaces with outsiders.
	BlockExternal Tri `json:"block_external,omitzero"`
	// MobileLock is clientSecurityPolicy: the mobile app asks for a PIN.
	MobileLock Tri `json:"mobile_lock,omitzero"`
	// The file controls are NONE, BLOCK_UPLOAD or BLOCK_BOTH, and ALLOW or BLOCK
	// for whiteboards; empty when absent.
	DesktopFiles    string `json:"desktop_files,omitempty"`
	MobileFiles     string `json:"mobile_files,omitempty"`
	WebFiles        string `json:"web_files,omitempty"`
	BotFiles        string `json:"bot_files,omitempty"`
	WhiteboardFiles string `json:"whiteboard_files,omitempty"`
}

// Retention is the value of sparkDataRetentionDays. Absent is not indefinite.
type Retention struct {
	// Days is the number of days; -1 means indefinite.
	Days Opt[int] `json:"days,omitzero"`
	// Malformed is set when there was a value that is no whole number.
	Malformed bool `json:"malformed,omitempty"`
}
