package synth

import (
	"strconv"
	"time"
)

// invitee is one person invited to a meeting.
type invitee struct {
	ID          string `json:"id"`
	Email       string `json:"email"`
	DisplayName string `json:"displayName"`
	CoHost      bool   `json:"coHost"`
	MeetingID   string `json:"meetingId"`
	Panelist    bool   `json:"panelist"`
}

// participant is one person in an instance.
type participant struct {
	ID               string   `json:"id"`
	OrgID            string   `json:"orgId,omitempty"`
	Host             bool     `json:"host"`
	CoHost           bool     `json:"coHost"`
	SpaceModerator   bool     `json:"spaceModerator"`
	Email            string   `json:"email"`
	DisplayName      string   `json:"displayName"`
	Invitee          bool     `json:"invitee"`
	Muted            bool     `json:"muted"`
	MeetingStartTime string   `json:"meetingStartTime"`
	Video            string   `json:"video"`
	State            string   `json:"state"`
	JoinedTime       string   `json:"joinedTime"`
	LeftTime         string   `json:"leftTime"`
	SiteURL          string   `json:"siteUrl"`
	MeetingID        string   `json:"meetingId"`
	HostEmail        string   `json:"hostEmail"`
	Devices          []device `json:"devices"`
}

type device struct {
	CorrelationID  string `json:"correlationId"`
	DeviceType     string `json:"deviceType"`
	AudioType      string `json:"audioType"`
	JoinedTime     string `json:"joinedTime"`
	LeftTime       string `json:"leftTime"`
	DurationSecond int    `json:"durationSecond"`
	CallType       string `json:"callType,omitempty"`
	PhoneNumber    string `json:"phoneNumber,omitempty"`
}

// usageRow is one instance in the usage report of its site.
type usageRow struct {
	MeetingID          string         `json:"meetingId"`
	MeetingNumber      string         `json:"meetingNumber"`
	MeetingTitle       string         `json:"meetingTitle"`
	Start              string         `json:"start"`
	End                string         `json:"end"`
	Duration           int            `json:"duration"`
	ScheduledType      string         `json:"scheduledType"`
	HostDisplayName    string         `json:"hostDisplayName"`
	HostEmail          string         `json:"hostEmail"`
	TotalPeopleMinutes int            `json:"totalPeopleMinutes"`
	TotalParticipants  int            `json:"totalParticipants"`
	PeakAttendee       int            `json:"peakAttendee"`
	TotalRegistered    int            `json:"totalRegistered"`
	TotalInvitee       int            `json:"totalInvitee"`
	ServiceType        string         `json:"serviceType"`
	TrackingCodes      []trackingCode `json:"trackingCodes"`

	site string
	from time.Time
}

func itoa(n int) string { return strconv.Itoa(n) }

// invite puts people on the list of a meeting.
func (o *Organization) invite(m *meeting, guests []guest) {
	for _, g := range guests {
		o.invitees = append(o.invitees, invitee{
			ID: m.ID + "_" + o.hexID("invitee", m.ID, g.email)[:12], Email: g.email, DisplayName: g.name, MeetingID: m.ID,
		})
		m.invited = append(m.invited, g.email)
	}
}

// took adds the nth instance of a meeting, with its host and those who came.
func (o *Organization) took(m *meeting, n int, at time.Time, length time.Duration, guests []guest) *meeting {
	c := *m
	c.ID = m.MeetingSeriesID + "_I_" + instanceNumber(o.digest("instance", m.MeetingSeriesID, n))
	c.ScheduledMeetingID = m.MeetingSeriesID + "_" + at.Format("20060102T150405Z")
	c.MeetingType, c.State, c.Recurrence, c.Agenda, c.admission = "meeting", "ended", "", "", nil
	c.ScheduledType = "meeting" // also for personal rooms
	c.outcome = &outcome{HasChat: n%2 == 0}
	c.Start, c.End, c.from, c.last = stamp(at), stamp(at.Add(length)), at, at.Add(length)
	o.meetings = append(o.meetings, &c)

	host := o.byEmail(m.HostEmail)
	o.attend(&c, host.asGuest(o), func(p *participant) { p.Host = true })
	for _, g := range guests {
		o.attend(&c, g, func(p *participant) { p.Invitee = true })
	}
	o.usage = append(o.usage, usageRow{
		MeetingID: c.ID, MeetingNumber: c.MeetingNumber, MeetingTitle: c.Title, Start: c.Start, End: c.End,
		Duration: int(length / time.Minute), ScheduledType: "meeting", HostDisplayName: c.HostDisplayName, HostEmail: c.HostEmail,
		TotalPeopleMinutes: (len(guests) + 1) * int(length/time.Minute), TotalParticipants: len(guests) + 1,
		PeakAttendee: len(guests) + 1, TotalInvitee: len(guests), ServiceType: "MeetingCenter",
		TrackingCodes: []trackingCode{{"Department", o.canaries.plant("tracking")}}, site: c.SiteURL, from: at,
	})
	return &c
}

// attend puts somebody into an instance.
func (o *Organization) attend(m *meeting, g guest, change func(*participant)) {
	start, end := stamp(m.from.Add(time.Minute)), stamp(m.last)
	seconds := int(m.last.Sub(m.from)/time.Second) - 60
	p := participant{
		ID: m.ID + "_" + o.uuid("participant", m.ID, g.email, g.name), OrgID: g.orgUUID, Email: g.email, DisplayName: g.name,
		MeetingStartTime: stamp(m.from), Video: "on", State: "end", JoinedTime: start, LeftTime: end,
		SiteURL: m.SiteURL, MeetingID: m.ID, HostEmail: m.HostEmail,
		Devices: []device{{CorrelationID: o.uuid("device", m.ID, g.email, g.name), DeviceType: "webex_meeting_center_windows",
			AudioType: "voip", JoinedTime: start, LeftTime: end, DurationSecond: seconds}},
	}
	if change != nil {
		change(&p)
	}
	o.participants = append(o.participants, p)
}

// instanceNumber is eighteen digits, as in the ids of instances.
func instanceNumber(b []byte) string {
	digits := make([]byte, 18)
	for i := range digits {
		digits[i] = '0' + b[i]%10
	}
	if digits[0] == '0' {
		digits[0] = '1'
	}
	return string(digits)
}
