package collect

import (
	"strconv"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var meetingsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetings", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_schedule_read", Role: meetingAdmin,
	Wire: listOf[wireMeeting]{},
}

// wireMeeting is a series, a scheduled meeting or an instance. It has no field
// for title, agenda, host key, links, phone numbers, tracking codes and
// registration; passwords and the space are known by presence.
type wireMeeting struct {
	ID              string    `json:"id"`
	MeetingSeriesID string    `json:"meetingSeriesId"`
	MeetingType     enum      `json:"meetingType"`
	ScheduledType   enum      `json:"scheduledType"`
	SessionTypeID   looseInt  `json:"sessionTypeId"`
	HostEmail       mail      `json:"hostEmail"`
	SiteURL         string    `json:"siteUrl"`
	Start           stamp     `json:"start"`
	IsModified      looseBool `json:"isModified"`
	Recurrence      rule      `json:"recurrence"`
	RoomID          presence  `json:"roomId"`
	HasRecording    looseBool `json:"hasRecording"`
	HostDidJoin     looseBool `json:"hostDidJoin"`

	HasSummary       looseBool `json:"hasSummary"`
	HasTranscription looseBool `json:"hasTranscription"`
	HasClosedCaption looseBool `json:"hasClosedCaption"`

	EnabledJoinBeforeHost        looseBool `json:"enabledJoinBeforeHost"`
	JoinBeforeHostMinutes        looseInt  `json:"joinBeforeHostMinutes"`
	EnableConnectAudioBeforeHost looseBool `json:"enableConnectAudioBeforeHost"`
	UnlockedMeetingJoinSecurity  enum      `json:"unlockedMeetingJoinSecurity"`
	EnableAutomaticLock          looseBool `json:"enableAutomaticLock"`
	AutomaticLockMinutes         looseInt  `json:"automaticLockMinutes"`
	AllowAnyUserToBeCoHost       looseBool `json:"allowAnyUserToBeCoHost"`
	AllowFirstUserToBeCoHost     looseBool `json:"allowFirstUserToBeCoHost"`
	AllowAuthenticatedDevices    looseBool `json:"allowAuthenticatedDevices"`
	Password                     presence  `json:"password"`
	PhoneAndVideoSystemPassword  presence  `json:"phoneAndVideoSystemPassword"`
	PublicMeeting                looseBool `json:"publicMeeting"`
	EnabledAutoRecordMeeting     looseBool `json:"enabledAutoRecordMeeting"`
	EnabledLiveStream            looseBool `json:"enabledLiveStream"`
	MeetingOptions               struct {
		EnabledFileTransfer looseBool `json:"enabledFileTransfer"`
	} `json:"meetingOptions"`
	AttendeePrivileges struct {
		EnabledRemoteControl looseBool `json:"enabledRemoteControl"`
		EnabledSaveDocument  looseBool `json:"enabledSaveDocument"`
	} `json:"attendeePrivileges"`
}

// meeting is the series or scheduled meeting, without its invitees.
func (w *wireMeeting) meeting() snapshot.Meeting {
	return snapshot.Meeting{
		ID:                    w.ID,
		SeriesID:              w.MeetingSeriesID,
		Type:                  string(w.MeetingType),
		ScheduledType:         string(w.ScheduledType),
		Site:                  siteHost(w.SiteURL),
		Start:                 w.Start.Time,
		Modified:              w.IsModified.Tri(),
		SessionTypeID:         w.sessionType(),
		JoinBeforeHost:        w.EnabledJoinBeforeHost.Tri(),
		JoinBeforeHostMinutes: w.JoinBeforeHostMinutes.amount(),
		AudioBeforeHost:       w.EnableConnectAudioBeforeHost.Tri(),
		UnlockedJoin:          string(w.UnlockedMeetingJoinSecurity),
		AutoLock:              w.EnableAutomaticLock.Tri(),
		AutoLockMinutes:       w.AutomaticLockMinutes.amount(),
		AnyUserCoHost:         w.AllowAnyUserToBeCoHost.Tri(),
		FirstUserCoHost:       w.AllowFirstUserToBeCoHost.Tri(),
		AuthenticatedDevices:  w.AllowAuthenticatedDevices.Tri(),
		PasswordSet:           w.Password.Tri(),
		PhonePasswordSet:      w.PhoneAndVideoSystemPassword.Tri(),
		Public:                w.PublicMeeting.Tri(),
		AutoRecord:            w.EnabledAutoRecordMeeting.Tri(),
		LiveStream:            w.EnabledLiveStream.Tri(),
		FileTransfer:          w.MeetingOptions.EnabledFileTransfer.Tri(),
		RemoteControl:         w.AttendeePrivileges.EnabledRemoteControl.Tri(),
		SaveDocument:          w.AttendeePrivileges.EnabledSaveDocument.Tri(),
		InSpace:               w.inSpace(),
		Recurrence:            recurrence(w.Recurrence, w.Start.Time),
	}
}

// inSpace says whether the meeting belongs to a Webex space. Cisco documents
// roomId for those meetings only, so that its absence is an answer.
func (w wireMeeting) inSpace() snapshot.Tri {
	if w.RoomID == illegible {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(w.RoomID.Tri() == snapshot.Yes)
}

// sessionType is the id of the session type as the list of them writes it; 0 is
// what older recordings have in its place.
func (w *wireMeeting) sessionType() string {
	id, known := w.SessionTypeID.Opt().Get()
	if !known || id <= 0 {
		return ""
	}
	return strconv.Itoa(id)
}
