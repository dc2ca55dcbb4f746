package snapshot

import "time"

// Host is a person who can host meetings: somebody with a meeting licence, or
// somebody who hosted one in the look-back.
type Host struct {
	PersonID string   `json:"person_id"`
	Email    string   `json:"email"`
	Sites    []string `json:"sites"` // site URLs, sorted
}

// SchedulingPreferences are the defaults of one host on one site
// (GET /meetingPreferences/schedulingOptions).
type SchedulingPreferences struct {
	PersonID string `json:"person_id"`
	Host     string `json:"host"` // e-mail
	Site     string `json:"site"`
	Gap      *Gap   `json:"gap,omitempty"`

	JoinBeforeHost        Tri      `json:"join_before_host,omitzero"`
	JoinBeforeHostMinutes Opt[int] `json:"join_before_host_minutes,omitzero"`
	AutoShareRecording    Tri      `json:"auto_share_recording,omitzero"`
	AssistantByDefault    Tri      `json:"assistant_by_default,omitzero"`
	// Delegates is the number of people who may schedule for the host.
	Delegates Opt[int] `json:"delegates,omitzero"`
}

// ItemGap returns why these preferences are not known.
func (p SchedulingPreferences) ItemGap() *Gap { return p.Gap }

// PersonalRoom is the Personal Room of one host on one site
// (GET /meetingPreferences/personalMeetingRoom).
type PersonalRoom struct {
	PersonID string `json:"person_id"`
	Host     string `json:"host"` // e-mail
	Site     string `json:"site"`
	Gap      *Gap   `json:"gap,omitempty"`

	// Exists is No when Webex answered without a room link, Unknown when the
	// link field was absent.
	Exists                    Tri      `json:"exists,omitzero"`
	AutoLock                  Tri      `json:"auto_lock,omitzero"`
	AutoLockMinutes           Opt[int] `json:"auto_lock_minutes,omitzero"`
	SupportAnyoneAsCoHost     Tri      `json:"support_anyone_as_cohost,omitzero"`
	AllowFirstUserToBeCoHost  Tri      `json:"allow_first_user_to_be_cohost,omitzero"`
	AllowAuthenticatedDevices Tri      `json:"allow_authenticated_devices,omitzero"`
	// CoHosts are the standing cohosts; nil when Webex did not list them.
	CoHosts []Party `json:"cohosts"`
	// LinkHoldsMailbox says whether the link holds the mailbox part of the
	// host's address; the link itself is never held.
	LinkHoldsMailbox Tri `json:"link_holds_mailbox,omitzero"`
	// NumberKey and TopicKey are keyed hashes that recognise the room in
	// UsageRow; empty when Webex did not give the value.
	NumberKey string `json:"number_key,omitempty"`
	TopicKey  string `json:"topic_key,omitempty"`
}

// ItemGap returns why this room is not known.
func (r PersonalRoom) ItemGap() *Gap { return r.Gap }

// HostMeetings are the meeting series and scheduled meetings of one host whose
// start lies in the look-ahead, or whose series still runs
// (GET /meetings?hostEmail=, for meetingType meetingSeries and
// scheduledMeeting). Meetings to which the host is only invited are left out.
type HostMeetings struct {
	PersonID string    `json:"person_id"`
	Host     string    `json:"host"` // e-mail
	Gap      *Gap      `json:"gap,omitempty"`
	Meetings []Meeting `json:"meetings"`
}

// ItemGap returns why the meetings of this host are not known, or not whole.
func (h HostMeetings) ItemGap() *Gap { return h.Gap }

// Meeting is a series or a scheduled meeting: the level at which Webex shows
// the security settings. Title, links and passwords have no field.
type Meeting struct {
	ID            string    `json:"id"`
	SeriesID      string    `json:"series_id,omitempty"`
	Type          string    `json:"type"`                     // meetingSeries or scheduledMeeting
	ScheduledType string    `json:"scheduled_type,omitempty"` // meeting, webinar, personalRoomMeeting
	Site          string    `json:"site,omitempty"`
	Start         time.Time `json:"start,omitzero"`
	Modified      Tri       `json:"modified,omitzero"` // an occurrence that differs from its series
	SessionTypeID string    `json:"session_type_id,omitempty"`

	JoinBeforeHost        Tri      `json:"join_before_host,omitzero"`
	JoinBeforeHostMinutes Opt[int] `json:"join_before_host_minutes,omitzero"`
	AudioBeforeHost       Tri      `json:"audio_before_host,omitzero"`
	// UnlockedJoin is allowJoin, allowJoinWithLobby or blockFromJoin; empty
	// when absent.
	UnlockedJoin         string   `json:"unlocked_join,omitempty"`
	AutoLock             Tri      `json:"auto_lock,omitzero"`
	AutoLockMinutes      Opt[int] `json:"auto_lock_minutes,omitzero"`
	AnyUserCoHost        Tri      `json:"any_user_cohost,omitzero"`
	FirstUserCoHost      Tri      `json:"first_user_cohost,omitzero"`
	AuthenticatedDevices Tri      `json:"authenticated_devices,omitzero"`
	// PasswordSet and PhonePasswordSet: Yes for a value (masked counts), No for
	// an empty one, Unknown when the field was absent.
	PasswordSet      Tri `json:"password_set,omitzero"`
	PhonePasswordSet Tri `json:"phone_password_set,omitzero"`
	Public           Tri `json:"public,omitzero"`
	AutoRecord       Tri `json:"auto_record,omitzero"`
	LiveStream       Tri `json:"live_stream,omitzero"`
	FileTransfer     Tri `json:"file_transfer,omitzero"`
	RemoteControl    Tri `json:"remote_control,omitzero"`
	SaveDocument     Tri `json:"save_document,omitzero"`
	// InSpace says that the meeting belongs to a Webex space.
	InSpace Tri `json:"in_space,omitzero"`

	Recurrence Recurrence `json:"recurrence,omitzero"`
	// Invitees is nil where no verdict needs it, so that it was not asked for.
	Invitees *Invitees `json:"invitees,omitempty"`
}

// Recurrence is the parsed RRULE of a series.
type Recurrence struct {
	// Kind is "none" (Webex gave no rule: one meeting), "finite", "endless" (no
	// UNTIL and no COUNT) or "unparsable"; empty when not known.
	Kind string `json:"kind,omitempty"`
	// Occurrences and Last are set for finite rules.
	Occurrences Opt[int]  `json:"occurrences,omitzero"`
	Last        time.Time `json:"last,omitzero"`
}

// Invitees are the people invited to a meeting (GET /meetingInvitees).
type Invitees struct {
	Gap    *Gap    `json:"gap,omitempty"`
	Source Source  `json:"source,omitzero"` // of the people, not of their meeting
	People []Party `json:"people"`
	// Unsupported says that Webex does not list the people of such a meeting,
	// which is so of scheduled Personal Room meetings. Then People is nil, and
	// there is no gap: nobody could have read them.
	Unsupported bool `json:"unsupported,omitempty"`
}

// EndedMeeting is an instance that took place
// (GET /meetings?meetingType=meeting&state=ended). Webex does not show
// security settings on it.
type EndedMeeting struct {
	ID            string    `json:"id"`
	SeriesID      string    `json:"series_id,omitempty"`
	ScheduledType string    `json:"scheduled_type,omitempty"`
	Host          string    `json:"host,omitempty"` // e-mail
	PersonID      string    `json:"person_id,omitempty"`
	Site          string    `json:"site,omitempty"`
	Start         time.Time `json:"start,omitzero"`
	HasRecording  Tri       `json:"has_recording,omitzero"`
	InSpace       Tri       `json:"in_space,omitzero"`
	// Participants is nil for instances outside the sample.
	Participants *Participants `json:"participants,omitempty"`
}

// ItemGap returns why the participants of this instance are not known.
func (m EndedMeeting) ItemGap() *Gap {
	if m.Participants == nil {
		return nil
	}
	return m.Participants.Gap
}

// PastSeries is a series, or a single meeting, that was used in the last 30
// days and has no coming meeting: those of the newest 20 for each host
// (GET /admin/meetings/{meetingId}).
type PastSeries struct {
	SeriesID string `json:"series_id"`
	Host     string `json:"host,omitempty"` // e-mail
	PersonID string `json:"person_id,omitempty"`
	Gap      *Gap   `json:"gap,omitempty"`
	// Meeting is nil when it could not be read. This request never shows
	// passwords, so that PasswordSet and PhonePasswordSet stay Unknown.
	Meeting *Meeting `json:"meeting,omitempty"`
}

// ItemGap returns why this series is not known.
func (p PastSeries) ItemGap() *Gap { return p.Gap }

// Participants are the people who were in an ended meeting
// (GET /meetingParticipants).
type Participants struct {
	Gap    *Gap          `json:"gap,omitempty"`
	Source Source        `json:"source,omitzero"` // of the people, not of their meeting
	People []Participant `json:"people"`
}

// Participant is one person in an ended meeting.
type Participant struct {
	Party
	Host    Tri `json:"host,omitzero"`
	Invited Tri `json:"invited,omitzero"`
	// Joined is No for somebody who only waited in the lobby.
	Joined Tri `json:"joined,omitzero"`
	// Phone says that the person joined by telephone only.
	Phone Tri `json:"phone,omitzero"`
	// NameKey is the keyed hash of the display name, to tell unnamed guests
	// apart; empty when there was none, and for a common one.
	NameKey string `json:"name_key,omitempty"`
	// CommonName says that many people go by the display name, such as Guest or
	// iPhone, so that it tells nobody apart.
	CommonName bool `json:"common_name,omitempty"`
}

// UsageRow is one ended meeting or webinar in the usage report of a site
// (GET /meetingReports/usage, service type MeetingCenter: sessions of the classic
// Event, Training and Support Center are not in it).
type UsageRow struct {
	MeetingID    string    `json:"meeting_id"`
	Host         string    `json:"host,omitempty"` // e-mail
	PersonID     string    `json:"person_id,omitempty"`
	Site         string    `json:"site"`
	Start        time.Time `json:"start,omitzero"`
	Participants Opt[int]  `json:"participants,omitzero"`
	// NumberKey and TopicKey compare with PersonalRoom and with one another.
	NumberKey string `json:"number_key,omitempty"`
	TopicKey  string `json:"topic_key,omitempty"`
}
