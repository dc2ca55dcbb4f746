package synth

import "time"

// charter says what an organisation is like before anybody makes a mistake.
type charter struct {
	name, domain string
	created      time.Time
	sites        [2]string
	people       int // accounts of people
	hosts        int // of whom this many hold meetings; the last two on both sites
	firstName    int // where in the list of names to begin
	mailboxes    string
}

// now is the clock of the organisations.
var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

// at is an hour of a day, counted from today.
func (o *Organization) at(days, hour int) time.Time {
	y, m, d := o.Now.Date()
	return time.Date(y, m, d+days, hour, 0, 0, 0, time.UTC)
}

// found makes an organisation that follows the checklist. Its first three
// people are the full administrators, the first of them the auditor; the
// fourth is the compliance officer, the fifth manages users and devices; the
// hosts come behind.
func found(c charter) *Organization {
	o := &Organization{Name: c.name, Domain: c.domain, Now: now, created: c.created, refused: map[string]refusal{}}
	o.UUID = o.uuid("organization")
	o.addRoles()
	north, south := o.addSite(c.sites[0]), o.addSite(c.sites[1])
	for n := range c.people {
		o.addPerson(c.firstName+n, "")
	}
	for _, a := range o.staff[:3] {
		o.grant(a, "Full Administrator")
	}
	o.auditor = o.staff[0]
	o.auditor.managedSites = []string{north.url, south.url}
	o.grant(o.staff[3], "Compliance Officer")
	o.grant(o.staff[4], "User and Device Administrator")
	o.addGroup("everybody", o.staff...)
	for h := range c.hosts {
		a := o.staff[10+h]
		switch {
		case h >= c.hosts-2:
			o.addHost(a, north, south)
		case h%2 == 0:
			o.addHost(a, north)
		default:
			o.addHost(a, south)
		}
	}
	for h, a := range o.hosts {
		o.practise(h, a, c.mailboxes)
	}
	o.secure()
	o.keepLogs()
	for _, found := range []func(*Organization){foundSpaces, foundApps, foundGenerated, foundTelephony, foundCenter, foundDevices, foundTLS} {
		found(o)
	}
	return o
}

// practise fills a host's calendar: every other host sees a patient every
// three weeks and the rest lead a monthly huddle; all have single visits
// behind and ahead of them, the one behind recorded, and an older recording.
func (o *Organization) practise(h int, a *account, mailboxes string) {
	site, hour := a.sites[0], 14+h%8
	if h%2 == 0 {
		o.schedule(a, site, plan{what: "care", start: o.at(-50+h%5, hour), minutes: 30, every: 21, count: 5,
			guests: []guest{o.patient(mailboxes)}})
	} else {
		next, third := o.hosts[(h+1)%len(o.hosts)], o.hosts[(h+2)%len(o.hosts)]
		o.schedule(a, site, plan{what: "huddle", start: o.at(-75+h%6, hour), minutes: 45, every: 28,
			guests: []guest{next.asGuest(o), third.asGuest(o)}})
	}
	for v := range 2 {
		o.schedule(a, site, plan{what: "visit " + itoa(v), start: o.at(2+(h*5+v*9)%26, hour+1), minutes: 25,
			guests: []guest{o.patient(mailboxes)}})
	}
	o.schedule(a, site, plan{what: "past visit", start: o.at(-3-(h*7)%24, hour+1), minutes: 25, guests: []guest{o.patient(mailboxes)}})
	instance := o.meetings[len(o.meetings)-1]
	rec := o.recordInstance(instance)
	o.open(rec, a.asGuest(o), instance.last.Add(3*time.Hour), false)
	if h%3 == 0 {
		o.open(rec, o.staff[3].asGuest(o), instance.last.Add(50*time.Hour), false)
	}
	o.record(a, site, o.at(-100-(h*11)%240, hour), "older")
}

// secure sets what concerns the whole organisation.
func (o *Organization) secure() {
	o.broker = signInWanted()
	o.addProvider()
	o.settings = map[string]any{
		"sparkDataRetentionDays": "2220", "clientSecurityPolicy": true, "blockExternalCommunications": true,
		"allowCustomerLogos": false, "desktopFileShareControl": "BLOCK_BOTH", "sipCloudDomain": o.canaries.plant("sip-domain"),
	}
}

// keepLogs writes what happens in a year: every administrator signs in and
// changes something every few weeks, and everybody signs in.
func (o *Organization) keepLogs() {
	granted := []struct {
		who  int
		role string
	}{{1, "id_full_admin"}, {2, "id_full_admin"}, {4, "id_user_admin"}}
	for n, g := range granted {
		o.log(change{by: o.auditor, at: o.at(-300+20*n, 16), category: "USERS", what: "An admin assigned a role to a user", target: o.staff[g.who], role: g.role})
	}
	work := []string{"An admin updated a user's licenses", "An admin changed meeting site settings", "An admin updated a device", "An eDiscovery report was created", "An admin updated a user"}
	categories := []string{"USERS", "MEETINGS", "DEVICES", "COMPLIANCE", "USERS"}
	for n, a := range o.staff[:5] {
		for week := range 8 {
			o.log(change{by: a, at: o.at(-6-42*week-n, 15), category: "LOGINS", what: "An Admin logged in"})
			if week%2 == 0 {
				did := change{by: a, at: o.at(-6-42*week-n, 16), category: categories[n], what: work[n]}
				if week <= 2 { // fresh changes of a sensitive kind would ask for a review
					did.category, did.what = "USERS", "An admin updated a user"
				}
				o.log(did)
			}
		}
	}
	for n, a := range o.staff {
		for back := range 3 {
			at := o.at(-1-n%5-13*back, 13+n%6).Add(time.Duration(n) * time.Minute)
			o.signIn(a, at, "LOGINS")
			if back == 1 {
				o.signIn(a, at.Add(8*time.Hour), "LOGOUT")
			}
		}
	}
}
