package synth

import "time"

// meeting is a series, an occurrence of one, or an instance that took place,
// as GET /meetings shows it.
type meeting struct {
	ID                      string    `json:"id"`
	MeetingSeriesID         string    `json:"meetingSeriesId"`
	ScheduledMeetingID      string    `json:"scheduledMeetingId,omitempty"`
	MeetingNumber           string    `json:"meetingNumber"`
	Title                   string    `json:"title"`
	Agenda                  string    `json:"agenda,omitempty"`
	MeetingType             string    `json:"meetingType"`
	State                   string    `json:"state"`
	IsModified              *bool     `json:"isModified,omitempty"`
	Timezone                string    `json:"timezone"`
	Start                   string    `json:"start"`
	End                     string    `json:"end"`
	Recurrence              string    `json:"recurrence,omitempty"`
	HostUserID              string    `json:"hostUserId"`
	HostDisplayName         string    `json:"hostDisplayName"`
	HostEmail               string    `json:"hostEmail"`
	HostKey                 string    `json:"hostKey"`
	SiteURL                 string    `json:"siteUrl"`
	WebLink                 string    `json:"webLink"`
	SipAddress              string    `json:"sipAddress"`
	DialInIPAddress         string    `json:"dialInIpAddress"`
	RoomID                  string    `json:"roomId,omitempty"`
	ScheduledType           string    `json:"scheduledType"`
	EnabledBreakoutSessions bool      `json:"enabledBreakoutSessions"`
	Telephony               telephony `json:"telephony"`

	*admission // nil for instances
	*outcome   // nil for everything else

	from, last time.Time // first start, and the end of the last occurrence
	invited    []string  // addresses, for the lists of invitees' hosts
}

// admission is what Webex shows of a series or a scheduled meeting only: an
// ended instance lacks all of it.
type admission struct {
	Password                     string         `json:"password"`
	PhoneAndVideoSystemPassword  string         `json:"phoneAndVideoSystemPassword"`
	EnabledAutoRecordMeeting     bool           `json:"enabledAutoRecordMeeting"`
	AllowAnyUserToBeCoHost       bool           `json:"allowAnyUserToBeCoHost"`
	AllowFirstUserToBeCoHost     bool           `json:"allowFirstUserToBeCoHost"`
	AllowAuthenticatedDevices    bool           `json:"allowAuthenticatedDevices"`
	EnabledJoinBeforeHost        bool           `json:"enabledJoinBeforeHost"`
	EnableConnectAudioBeforeHost bool           `json:"enableConnectAudioBeforeHost"`
	JoinBeforeHostMinutes        int            `json:"joinBeforeHostMinutes"`
	ExcludePassword              bool           `json:"excludePassword"`
	PublicMeeting                bool           `json:"publicMeeting"`
	ReminderTime                 int            `json:"reminderTime"`
	UnlockedMeetingJoinSecurity  string         `json:"unlockedMeetingJoinSecurity"`
	SessionTypeID                int            `json:"sessionTypeId"`
	EnableAutomaticLock          bool           `json:"enableAutomaticLock"`
	AutomaticLockMinutes         int            `json:"automaticLockMinutes"`
	EnabledLiveStream            bool           `json:"enabledLiveStream"`
	LiveStream                   *liveStream    `json:"liveStream,omitempty"`
	MeetingOptions               meetingOptions `json:"meetingOptions"`
	AttendeePrivileges           privileges     `json:"attendeePrivileges"`
	TrackingCodes                []trackingCode `json:"trackingCodes,omitempty"`
	IntegrationTags              []string       `json:"integrationTags,omitempty"`
}

// outcome is what only an ended instance has.
type outcome struct {
	HasChat          bool `json:"hasChat"`
	HasRecording     bool `json:"hasRecording"`
	HasTranscription bool `json:"hasTranscription"`
	HasClosedCaption bool `json:"hasClosedCaption"`
	HasPolls         bool `json:"hasPolls"`
	HasQA            bool `json:"hasQA"`

	hasSummary bool // found by its filter only: GET /meetings does not show it
}

type telephony struct {
	AccessCode    string         `json:"accessCode"`
	CallInNumbers []callInNumber `json:"callInNumbers"`
}

type callInNumber struct {
	Label        string `json:"label"`
	CallInNumber string `json:"callInNumber"`
	TollType     string `json:"tollType"`
}

type liveStream struct {
	Destination string `json:"destination"`
	RTMPURL     string `json:"rtmpUrl"`
	StreamURL   string `json:"streamUrl"`
}

type meetingOptions struct {
	EnabledChat         bool `json:"enabledChat"`
	EnabledVideo        bool `json:"enabledVideo"`
	EnabledFileTransfer bool `json:"enabledFileTransfer"`
}

type privileges struct {
	EnabledShareContent  bool `json:"enabledShareContent"`
	EnabledSaveDocument  bool `json:"enabledSaveDocument"`
	EnabledPrintDocument bool `json:"enabledPrintDocument"`
	EnabledRemoteControl bool `json:"enabledRemoteControl"`
}

type trackingCode struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// admissionWanted is what the checklist asks for.
func (o *Organization) admissionWanted() *admission {
	return &admission{
		Password:                    o.canaries.plant("password"),
		PhoneAndVideoSystemPassword: o.canaries.plant("phone-password"),
		ReminderTime:                15,
		UnlockedMeetingJoinSecurity: "allowJoinWithLobby",
		SessionTypeID:               3,
		EnableAutomaticLock:         true,
		AutomaticLockMinutes:        5,
		MeetingOptions:              meetingOptions{EnabledChat: true, EnabledVideo: true},
		TrackingCodes:               []trackingCode{{"Department", o.canaries.plant("tracking")}},
		IntegrationTags:             []string{o.canaries.plant("tag")},
	}
}

// plan says what a series is to be.
type plan struct {
	what    string // words for the ids; unique for the host
	start   time.Time
	minutes int
	// every is the days between occurrences, count their number; zero is a
	// meeting that takes place once, and an endless series has only every.
	every, count int
	rule         string // the recurrence; made from every and count when empty
	guests       []guest
	room         bool // in the host's Personal Room
	space        bool // in a Webex space
	number       string
	topic        string
}

// guest is somebody who is invited.
type guest struct {
	email, name string
	orgUUID     string // empty for people without a Webex account
}

// patient makes an outsider without a Webex account. Local part and name are
// canaries; the domain may be seen.
func (o *Organization) patient(domain string) guest {
	return guest{email: o.canaries.plant("outsider") + "@" + domain, name: o.canaries.plant("outsider-name")}
}

func (a *account) asGuest(o *Organization) guest {
	return guest{a.email(), a.DisplayName, o.UUID}
}

// schedule makes a series, its coming occurrences within the next 40 days and
// the instances of the last 90 days, with everybody present who was invited.
func (o *Organization) schedule(h *account, s *site, p plan) *meeting {
	id := o.hexID("series", h.email(), p.what)
	number := p.number
	if number == "" {
		number = o.canaries.number()
	}
	topic := p.topic
	if topic == "" {
		topic = "Visit " + o.canaries.plant("title")
	}
	length := time.Duration(p.minutes) * time.Minute
	series := &meeting{
		ID: id, MeetingSeriesID: id, MeetingNumber: number, Title: topic, Agenda: o.canaries.plant("agenda"),
		MeetingType: "meetingSeries", State: "active", Timezone: "UTC", Start: stamp(p.start), End: stamp(p.start.Add(length)),
		Recurrence: p.recurrence(), HostUserID: h.ID, HostDisplayName: h.DisplayName, HostEmail: h.email(),
		HostKey: o.canaries.plant("host-key"), SiteURL: s.url, WebLink: "https://" + s.url + "/j.php?MTID=" + o.canaries.plant("weblink"),
		SipAddress: number + "@" + s.url, DialInIPAddress: "198.51.100.17", ScheduledType: "meeting",
		Telephony: telephony{number, []callInNumber{{"US Toll", o.canaries.number(), "toll"}}},
		admission: o.admissionWanted(), from: p.start, last: p.end(),
	}
	if p.end().Before(o.Now) {
		series.State = "expired"
	}
	if p.space {
		series.RoomID = publicID("ROOM", o.uuid("space", id))
	}
	if p.room {
		series.ScheduledType = "personalRoomMeeting"
	}
	o.invite(series, p.guests)
	if !p.room { // Webex shows personal rooms as scheduled meetings only
		o.meetings = append(o.meetings, series)
	}
	for n, at := range p.occurrences(o.Now.Add(40 * day)) {
		switch {
		case at.Before(o.Now.Add(-90 * day)):
		case at.Add(length).Before(o.Now):
			o.took(series, n, at, length, p.guests)
		default:
			o.meetings = append(o.meetings, series.occurrence(at, length))
		}
	}
	return series
}

// occurrence is one coming meeting of a series.
func (m *meeting) occurrence(at time.Time, length time.Duration) *meeting {
	c, settings, modified := *m, *m.admission, false
	c.ID += "_" + at.Format("20060102T150405Z")
	c.MeetingType, c.State, c.Recurrence, c.IsModified = "scheduledMeeting", "ready", "", &modified
	c.Start, c.End, c.from, c.last = stamp(at), stamp(at.Add(length)), at, at.Add(length)
	c.admission = &settings
	return &c
}

// recurrence writes the rule as Webex does; a single meeting has none.
func (p plan) recurrence() string {
	switch {
	case p.rule != "":
		return p.rule
	case p.every == 0:
		return ""
	case p.count == 0:
		return "FREQ=DAILY;INTERVAL=" + itoa(p.every)
	default:
		return "FREQ=DAILY;INTERVAL=" + itoa(p.every) + ";COUNT=" + itoa(p.count)
	}
}

// occurrences are the starts up to a moment.
func (p plan) occurrences(until time.Time) []time.Time {
	all := []time.Time{p.start}
	for n := 1; p.every > 0 && (p.count == 0 || n < p.count); n++ {
		at := p.start.Add(time.Duration(n*p.every) * day)
		if at.After(until) {
			break
		}
		all = append(all, at)
	}
	return all
}

// end is when the last occurrence ends; far in the future for an endless one.
func (p plan) end() time.Time {
	if p.every > 0 && p.count == 0 {
		return p.start.AddDate(100, 0, 0)
	}
	return p.start.Add(time.Duration(max(p.count-1, 0)*p.every)*day + time.Duration(p.minutes)*time.Minute)
}
