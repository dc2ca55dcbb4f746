package synth

import (
	"net/http"
	"slices"
)

// site is one meeting site: its licence and its common settings.
type site struct {
	url      string
	licence  string // id
	settings commonSettings
}

// license is one licence as GET /licenses shows it.
type license struct {
	ID                   string `json:"id"`
	Name                 string `json:"name"`
	TotalUnits           int    `json:"totalUnits"`
	ConsumedUnits        int    `json:"consumedUnits"`
	ConsumedByUsers      int    `json:"consumedByUsers"`
	ConsumedByWorkspaces int    `json:"consumedByWorkspaces"`
	SubscriptionID       string `json:"subscriptionId,omitempty"`
	SiteURL              string `json:"siteUrl,omitempty"`
	SiteType             string `json:"siteType,omitempty"`
}

// commonSettings is the answer of GET /admin/meeting/config/commonSettings.
type commonSettings struct {
	SiteOptions struct {
		AllowCustomPersonalRoomURL bool `json:"allowCustomPersonalRoomURL"`
	} `json:"siteOptions"`
	TelephonyConfig struct {
		AllowCallIn                bool `json:"allowCallIn"`
		AllowCallBack              bool `json:"allowCallBack"`
		AllowOtherTeleconf         bool `json:"allowOtherTeleconf"`
		AllowTollFreeCallin        bool `json:"allowTollFreeCallin"`
		AllowInternationalCallin   bool `json:"allowInternationalCallin"`
		AllowInternationalCallback bool `json:"allowInternationalCallback"`
		VoIP                       bool `json:"VoIP"`
	} `json:"telephonyConfig"`
	DefaultSchedulerOptions struct {
		EntryAndExitTone      string `json:"entryAndExitTone"`
		JoinTeleconfNotPress1 bool   `json:"joinTeleconfNotPress1"`
		TelephonySupport      string `json:"telephonySupport"`
		TollFree              bool   `json:"tollFree"`
		VoIP                  bool   `json:"VoIP"`
	} `json:"defaultSchedulerOptions"`
	ScheduleMeetingOptions struct {
		EmailReminders bool `json:"emailReminders"`
	} `json:"scheduleMeetingOptions"`
	SecurityOptions securityOptions `json:"securityOptions"`
}

type securityOptions struct {
	JoinBeforeHost           bool             `json:"joinBeforeHost"`
	AudioBeforeHost          bool             `json:"audioBeforeHost"`
	FirstAttendeeAsPresenter bool             `json:"firstAttendeeAsPresenter"`
	UnlistAllMeetings        bool             `json:"unlistAllMeetings"`
	RequireLoginBeforeAccess bool             `json:"requireLoginBeforeAccess"`
	AllowMobileScreenCapture bool             `json:"allowMobileScreenCapture"`
	RequireStrongPassword    bool             `json:"requireStrongPassword"`
	PasswordCriteria         passwordCriteria `json:"passwordCriteria"`
}

type passwordCriteria struct {
	MixedCase              bool     `json:"mixedCase"`
	MinLength              int      `json:"minLength"`
	MinNumeric             int      `json:"minNumeric"`
	MinAlpha               int      `json:"minAlpha"`
	MinSpecial             int      `json:"minSpecial"`
	DisallowDynamicWebText bool     `json:"disallowDynamicWebText"`
	DisallowList           bool     `json:"disallowList"`
	DisallowValues         []string `json:"disallowValues"`
}

// addSite opens a site with the settings that the checklist asks for.
func (o *Organization) addSite(url string) *site {
	s := &site{url: url, licence: publicID("LICENSE", o.uuid("licence", url)+":MC_"+o.uuid("offer", url)+"_"+url)}
	c := &s.settings
	c.TelephonyConfig.AllowCallIn = true
	c.TelephonyConfig.VoIP = true
	c.DefaultSchedulerOptions.EntryAndExitTone = "AnnounceName"
	c.DefaultSchedulerOptions.TelephonySupport = "WebexTeleconferencing"
	c.DefaultSchedulerOptions.VoIP = true
	c.ScheduleMeetingOptions.EmailReminders = true
	c.SecurityOptions = securityOptions{
		UnlistAllMeetings:        true,
		RequireLoginBeforeAccess: true,
		RequireStrongPassword:    true,
		PasswordCriteria: passwordCriteria{
			MixedCase: true, MinLength: 10, MinNumeric: 1, MinAlpha: 1, MinSpecial: 1,
			DisallowDynamicWebText: true, DisallowList: true,
			DisallowValues: []string{o.canaries.plant("forbidden-word"), o.canaries.plant("forbidden-word")},
		},
	}
	o.sites = append(o.sites, s)
	return s
}

func (o *Organization) messagingLicense() string {
	return publicID("LICENSE", o.uuid("licence", "messaging")+":MS_"+o.uuid("offer", "messaging"))
}

func (o *Organization) serveOrganization(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]string{"id": o.OrgID(), "displayName": o.Name, "created": milli(o.created)})
}

func (o *Organization) serveLicenses(w http.ResponseWriter, _ *http.Request) {
	subscription := "Sub-" + o.Domain
	held := func(id string) (n int) {
		for _, a := range o.staff {
			if slices.Contains(a.Licenses, id) {
				n++
			}
		}
		return n
	}
	var all []license
	for _, s := range o.sites {
		n := held(s.licence)
		all = append(all, license{ID: s.licence, Name: "Meeting - Webex Meeting Center", TotalUnits: 50,
			ConsumedUnits: n, ConsumedByUsers: n, SubscriptionID: subscription, SiteURL: s.url, SiteType: "Control Hub managed site"})
	}
	all = append(all, o.callingLicenses(held)...)
	messaging := o.messagingLicense()
	n := held(messaging)
	all = append(all,
		license{ID: messaging, Name: "Messaging", TotalUnits: 100, ConsumedUnits: n, ConsumedByUsers: n, SubscriptionID: subscription},
		license{ID: publicID("LICENSE", o.uuid("licence", "pro")+":MS_"+o.uuid("offer", "pro")), Name: "Pro Pack for Webex Control Hub",
			TotalUnits: 100, SubscriptionID: subscription})
	if o.center.bought {
		all = append(all, license{ID: publicID("LICENSE", o.uuid("licence", "center")+":CJPPRM_"+o.uuid("offer", "center")),
			Name: "Contact Center Premium Agent", TotalUnits: 10, SubscriptionID: subscription})
	}
	o.answer(w, map[string]any{"items": all})
}

// serveSites lists the sites of the caller; the first is the preferred one.
func (o *Organization) serveSites(w http.ResponseWriter, _ *http.Request) {
	list := []map[string]any{}
	for i, s := range o.sites {
		list = append(list, map[string]any{"siteUrl": s.url, "default": i == 0})
	}
	o.answer(w, map[string]any{"sites": list})
}

func (o *Organization) serveCommonSettings(w http.ResponseWriter, r *http.Request) {
	if s, ok := o.siteOf(w, r); ok {
		o.answer(w, s.settings)
	}
}

// siteOf returns the site that the request names, or the preferred one, and
// answers 400 when the organisation does not manage it.
func (o *Organization) siteOf(w http.ResponseWriter, r *http.Request) (*site, bool) {
	url := r.URL.Query().Get("siteUrl")
	if url == "" {
		return o.sites[0], true
	}
	for _, s := range o.sites {
		if s.url == url {
			return s, true
		}
	}
	o.fail(w, http.StatusBadRequest, "the site is not managed by this organisation")
	return nil, false
}
