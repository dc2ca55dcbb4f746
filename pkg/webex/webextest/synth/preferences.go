package synth

import (
	"net/http"
	"slices"
)

// schedulingOptions is the answer of GET /meetingPreferences/schedulingOptions.
type schedulingOptions struct {
	EnabledJoinBeforeHost          bool     `json:"enabledJoinBeforeHost"`
	JoinBeforeHostMinutes          int      `json:"joinBeforeHostMinutes"`
	EnabledAutoShareRecording      bool     `json:"enabledAutoShareRecording"`
	EnabledWebexAssistantByDefault bool     `json:"enabledWebexAssistantByDefault"`
	DelegateEmails                 []string `json:"delegateEmails"`
}

// personalRoom is the answer of GET /meetingPreferences/personalMeetingRoom.
type personalRoom struct {
	Topic                     string    `json:"topic"`
	HostPin                   string    `json:"hostPin"`
	PersonalMeetingRoomLink   string    `json:"personalMeetingRoomLink"`
	EnabledAutoLock           bool      `json:"enabledAutoLock"`
	AutoLockMinutes           int       `json:"autoLockMinutes"`
	EnabledNotifyHost         bool      `json:"enabledNotifyHost"`
	SupportCoHost             bool      `json:"supportCoHost"`
	SupportAnyoneAsCoHost     bool      `json:"supportAnyoneAsCoHost"`
	AllowFirstUserToBeCoHost  bool      `json:"allowFirstUserToBeCoHost"`
	AllowAuthenticatedDevices bool      `json:"allowAuthenticatedDevices"`
	CoHosts                   []cohost  `json:"coHosts"`
	SipAddress                string    `json:"sipAddress"`
	DialInIPAddress           string    `json:"dialInIpAddress"`
	Telephony                 telephony `json:"telephony"`
}

type cohost struct {
	Email       string `json:"email"`
	DisplayName string `json:"displayName"`
}

// preferences are what a host has set for one site.
type preferences struct {
	host       *account
	site       *site
	scheduling schedulingOptions
	room       personalRoom
}

// addHost gives an account the licences of the sites, and preferences as the
// checklist asks for them.
func (o *Organization) addHost(a *account, sites ...*site) {
	o.hosts = append(o.hosts, a)
	for _, s := range sites {
		a.sites = append(a.sites, s)
		a.Licenses = append(a.Licenses, s.licence)
		a.SiteURLs = append(a.SiteURLs, s.url)
		room := o.canaries.plant("room")
		o.preferences = append(o.preferences, &preferences{host: a, site: s,
			scheduling: schedulingOptions{DelegateEmails: []string{}},
			room: personalRoom{
				Topic: o.canaries.plant("room-topic"), HostPin: o.canaries.plant("host-pin"),
				PersonalMeetingRoomLink: "https://" + s.url + "/meet/pr-" + room, EnabledAutoLock: true, EnabledNotifyHost: true,
				SupportCoHost: true, CoHosts: []cohost{}, SipAddress: room + "@" + s.url, DialInIPAddress: "198.51.100.17",
				Telephony: telephony{o.canaries.number(), []callInNumber{{"US Toll", o.canaries.number(), "toll"}}},
			}})
	}
}

// preferencesOf finds what a host has set for one of its sites.
func (o *Organization) preferencesOf(email, siteURL string) *preferences {
	a := o.byEmail(email)
	i := slices.IndexFunc(o.preferences, func(p *preferences) bool { return p.host == a && p.site.url == siteURL })
	if i < 0 {
		return nil
	}
	return o.preferences[i]
}

// asked returns the preferences that a request asks for; without siteUrl those
// of the preferred site, whichever is the host's. There are none for a person
// without a licence on the site.
func (o *Organization) asked(w http.ResponseWriter, r *http.Request) (*preferences, bool) {
	s, ok := o.siteOf(w, r)
	if !ok {
		return nil, false
	}
	email := r.URL.Query().Get("userEmail")
	if email == "" {
		email = o.auditor.email()
	}
	p := o.preferencesOf(email, s.url)
	if p == nil {
		o.fail(w, http.StatusNotFound, "the user has no meeting preferences on this site")
		return nil, false
	}
	return p, true
}

func (o *Organization) serveScheduling(w http.ResponseWriter, r *http.Request) {
	if p, ok := o.asked(w, r); ok {
		o.answer(w, p.scheduling)
	}
}

func (o *Organization) servePersonalRoom(w http.ResponseWriter, r *http.Request) {
	if p, ok := o.asked(w, r); ok {
		o.answer(w, p.room)
	}
}
