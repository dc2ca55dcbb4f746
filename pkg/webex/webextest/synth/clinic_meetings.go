package synth

import "strings"

// settingsOf calls change for the settings of every series and occurrence of a
// host whose invitees include somebody from outside.
func (o *Organization) settingsOf(h *account, change func(*admission)) {
	for _, m := range o.meetings {
		if m.HostEmail == h.email() && m.admission != nil && m.outsiders(o.Domain) > 0 {
			change(m.admission)
		}
	}
}

func (m *meeting) outsiders(domain string) (n int) {
	for _, address := range m.invited {
		if !strings.HasSuffix(address, "@"+domain) {
			n++
		}
	}
	return n
}

// series returns the series that a host scheduled with those words.
func (o *Organization) series(h *account, what string) *meeting {
	return o.meetingByID(o.hexID("series", h.email(), what))
}

// each calls change for the settings of a series and its occurrences.
func (o *Organization) each(series *meeting, change func(*admission)) {
	for _, m := range o.meetings {
		if m.MeetingSeriesID == series.ID && m.admission != nil {
			change(m.admission)
		}
	}
}

func earlyMeetings(o *Organization) {
	for _, h := range []*account{o.hosts[3], o.hosts[8]} {
		o.settingsOf(h, func(a *admission) { a.EnabledJoinBeforeHost, a.JoinBeforeHostMinutes = true, 15 })
		p := o.preferencesOf(h.email(), h.sites[0].url)
		p.scheduling.EnabledJoinBeforeHost, p.scheduling.JoinBeforeHostMinutes = true, 15
	}
}

func openDoor(o *Organization) {
	h := o.hosts[6]
	o.settingsOf(h, func(a *admission) {
		a.UnlockedMeetingJoinSecurity = "allowJoin"
		a.EnableAutomaticLock, a.AutomaticLockMinutes = false, 0
	})
}

func oddMeetings(o *Organization) {
	o.each(o.series(o.hosts[9], "visit 0"), func(a *admission) { a.Password = "" })
	o.each(o.series(o.hosts[11], "visit 1"), func(a *admission) { a.PublicMeeting = true })
	o.each(o.series(o.hosts[12], "care"), func(a *admission) { a.AllowAnyUserToBeCoHost = true })
	o.each(o.series(o.hosts[13], "visit 0"), func(a *admission) {
		a.EnabledLiveStream = true
		a.LiveStream = &liveStream{"Youtube", "rtmps://stream.example/" + o.canaries.plant("stream-key"), "https://stream.example/" + o.canaries.plant("stream")}
	})
	// Somebody else's meeting, to which a host of ours is invited: not ours to
	// judge, though it has neither lobby nor lock.
	foreign := o.patient("partner-hospital.example")
	m := o.schedule(o.hosts[2], o.sites[0], plan{what: "case conference", start: o.at(9, 17), minutes: 60, guests: []guest{o.hosts[2].asGuest(o)}})
	for _, c := range o.meetings {
		if c.MeetingSeriesID == m.ID {
			c.HostEmail, c.HostDisplayName, c.SiteURL = foreign.email, foreign.name, "partner-hospital.webex.com"
			c.HostUserID = publicID("PEOPLE", o.uuid("foreign host"))
			c.UnlockedMeetingJoinSecurity, c.EnableAutomaticLock = "allowJoin", false
		}
	}
}

// uninvited puts a stranger, somebody without a name of their own, and a
// telephone into visits that had a patient; and somebody who only waited.
func uninvited(o *Organization) {
	visits := o.instances(o.hosts[14], "past visit")
	o.attend(visits[0], o.patient("stranger.example"), nil)
	care := o.instances(o.hosts[14], "care")
	o.attend(care[1], guest{name: o.canaries.plant("caller")}, func(p *participant) {
		p.Video, p.Devices[0].DeviceType, p.Devices[0].AudioType, p.Devices[0].CallType = "off", "webex_meeting_center_phone", "pstn", "callIn"
		p.Devices[0].PhoneNumber = o.canaries.number()
	})
	o.attend(care[2], o.patient("stranger.example"), func(p *participant) { p.State = "lobby" })
	o.attend(o.instances(o.hosts[16], "past visit")[0], guest{name: o.canaries.plant("guest-name")}, nil)
}

// instances are the ended meetings of a series, oldest first.
func (o *Organization) instances(h *account, what string) (all []*meeting) {
	id := o.hexID("series", h.email(), what)
	for _, m := range o.meetings {
		if m.MeetingSeriesID == id && m.MeetingType == "meeting" {
			all = append(all, m)
		}
	}
	return all
}

func personalRooms(o *Organization) {
	h, s := o.hosts[5], o.hosts[5].sites[0]
	room := &o.preferencesOf(h.email(), s.url).room
	p := plan{minutes: 30, number: room.Telephony.AccessCode, topic: room.Topic}
	for week := range 3 {
		p.what, p.start = "room "+itoa(week), o.at(-4-7*week, 20)
		p.guests = []guest{o.patient("patients.example")}
		m := o.schedule(h, s, p)
		o.forgetSeries(m) // people walked in: nothing was scheduled
	}
	// Scheduled in advance, the list of invitees cannot be read.
	h, s = o.hosts[19], o.hosts[19].sites[0]
	room = &o.preferencesOf(h.email(), s.url).room
	o.schedule(h, s, plan{what: "room ahead", start: o.at(6, 20), minutes: 30, number: room.Telephony.AccessCode, topic: room.Topic,
		room: true, guests: []guest{o.patient("patients.example")}})

	for n, careless := range []int{5, 7} {
		h := o.hosts[careless]
		room := &o.preferencesOf(h.email(), h.sites[0].url).room
		local, _, _ := strings.Cut(h.email(), "@")
		room.PersonalMeetingRoomLink = "https://" + h.sites[0].url + "/meet/" + local + "-" + o.canaries.plant("room")
		room.EnabledAutoLock, room.AutoLockMinutes = n == 1, 10
		room.SupportAnyoneAsCoHost = n == 1
	}
	outside := o.patient("partner-hospital.example")
	standing := &o.preferencesOf(o.hosts[10].email(), o.hosts[10].sites[0].url).room
	standing.CoHosts = []cohost{{outside.email, outside.name}, {o.hosts[4].email(), o.hosts[4].DisplayName}}
	// Webex gives an empty link for a room that was never set up.
	unused := &o.preferencesOf(o.hosts[4].email(), o.hosts[4].sites[0].url).room
	unused.PersonalMeetingRoomLink, unused.Topic = "", ""
}

// forgetSeries removes a series and leaves its instances.
func (o *Organization) forgetSeries(series *meeting) {
	var left []*meeting
	for _, m := range o.meetings {
		if m != series {
			left = append(left, m)
		}
	}
	o.meetings = left
}

// sharedSeries is one link for everybody: four visits, four patients. Another
// belongs to a Webex space, whose members keep it.
func sharedSeries(o *Organization) {
	h := o.hosts[1]
	m := o.schedule(h, h.sites[0], plan{what: "office hours", start: o.at(-28, 19), minutes: 30, every: 7, count: 6})
	for _, instance := range o.instances(h, "office hours") {
		o.attend(instance, o.patient("patients.example"), func(p *participant) { p.Invitee = true })
	}
	o.invite(m, []guest{o.patient("patients.example"), o.patient("mailbox.example")})
	o.shareInvited(m)

	o.schedule(o.hosts[20], o.sites[0], plan{what: "space", start: o.at(-12, 20), minutes: 20, every: 14, count: 3, space: true,
		guests: []guest{o.patient("patients.example")}})
}

// shareInvited copies the invitees of a series to its occurrences.
func (o *Organization) shareInvited(series *meeting) {
	for _, m := range o.meetings {
		if m.MeetingSeriesID == series.ID {
			m.invited = series.invited
		}
	}
}

func endlessSeries(o *Organization) {
	h := o.hosts[15]
	o.schedule(h, h.sites[0], plan{what: "group", start: o.at(-21, 18), minutes: 50, every: 7, rule: "FREQ=WEEKLY;INTERVAL=1",
		guests: []guest{o.patient("patients.example"), o.patient("mailbox.example")}})
}
