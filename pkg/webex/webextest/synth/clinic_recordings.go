package synth

import "time"

func recordingHabits(o *Organization) {
	for _, rec := range o.recordings {
		if rec.SiteURL == o.sites[1].url {
			rec.DownloadURL = "https://" + rec.SiteURL + "/lsr.php?RCID=" + o.canaries.plant("download")
		}
	}
	for _, h := range []*account{o.hosts[3], o.hosts[17]} {
		o.preferencesOf(h.email(), h.sites[0].url).scheduling.EnabledAutoShareRecording = true
	}
	delegated := &o.preferencesOf(o.hosts[18].email(), o.hosts[18].sites[0].url).scheduling
	delegated.DelegateEmails = []string{o.hosts[0].email(), o.canaries.plant("delegate") + "@partner-hospital.example"}
	o.each(o.series(o.hosts[10], "care"), func(a *admission) { a.EnabledAutoRecordMeeting = true })
}

// openedRecordings has a stranger watch one recording, somebody watch another
// through a bare link, and a member of staff download all the others.
func openedRecordings(o *Organization) {
	collector := o.staff[40].asGuest(o)
	for n, rec := range o.recordings {
		switch {
		case o.Now.Sub(rec.at) > 85*day: // not in the report that is asked for
		case n == 4:
			o.open(rec, o.patient("stranger.example"), rec.at.Add(30*time.Hour), false)
		case n == 8:
			o.open(rec, guest{}, rec.at.Add(day), false)
		default:
			o.open(rec, collector, o.at(-1, 3), true)
		}
	}
}

func lostRecordings(o *Organization) {
	gone := o.record(o.hosts[7], o.hosts[7].sites[0], o.at(-35, 16), "deleted")
	gone.Status = "deleted"

	// Its meeting says that there was a recording, and no list has it.
	o.instances(o.hosts[0], "care")[0].HasRecording = true

	left := &account{uuid: o.uuid("person", "departed"), person: person{DisplayName: "Rosa Thornton", Emails: []string{"rosa.thornton@" + o.Domain}}}
	for n := range 3 {
		o.record(left, o.sites[0], o.at(-120-9*n, 17), "departed", n)
	}

	o.record(o.hosts[2], o.sites[0], o.at(-2290, 17), "first weeks")

	o.calls = callRecording{Enabled: true, VendorID: bareID(o.uuid("vendor")), VendorName: "Webex",
		TermsOfServiceURL: "https://www.cisco.com/c/en/us/about/legal/cloud-and-software/cloud-terms.html"}
	o.addCall(o.staff[12], "purged", "calling", o.at(-200, 16))
	o.addCall(o.staff[13], "deleted", "calling", o.at(-60, 16))
}
