package collect

import (
	"context"
	"net/url"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var siteSettingsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/meeting/config/commonSettings", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_config_read", Role: meetingAdmin + " of that site",
	Wire: wireSiteSettings{},
}

type wireSiteSettings struct {
	SiteOptions struct {
		AllowCustomPersonalRoomURL looseBool `json:"allowCustomPersonalRoomURL"`
	} `json:"siteOptions"`
	TelephonyConfig struct {
		AllowCallIn looseBool `json:"allowCallIn"`
	} `json:"telephonyConfig"`
	SecurityOptions struct {
		JoinBeforeHost           looseBool `json:"joinBeforeHost"`
		AudioBeforeHost          looseBool `json:"audioBeforeHost"`
		FirstAttendeeAsPresenter looseBool `json:"firstAttendeeAsPresenter"`
		UnlistAllMeetings        looseBool `json:"unlistAllMeetings"`
		RequireLoginBeforeAccess looseBool `json:"requireLoginBeforeAccess"`
		AllowMobileScreenCapture looseBool `json:"allowMobileScreenCapture"`
		RequireStrongPassword    looseBool `json:"requireStrongPassword"`
		PasswordCriteria         struct {
			MixedCase              looseBool   `json:"mixedCase"`
			MinLength              looseInt    `json:"minLength"`
			MinNumeric             looseInt    `json:"minNumeric"`
			MinAlpha               looseInt    `json:"minAlpha"`
			MinSpecial             looseInt    `json:"minSpecial"`
			DisallowDynamicWebText looseBool   `json:"disallowDynamicWebText"`
			DisallowList           looseBool   `json:"disallowList"`
			DisallowValues         *[]presence `json:"disallowValues"`
		} `json:"passwordCriteria"`
	} `json:"securityOptions"`
}

// siteSettings reads the common settings of every site. Each site is asked for
// by name: without one Webex answers for the preferred site of the auditor.
func siteSettings(ctx context.Context, r *run) {
	r.section(ctx, snapshot.SitesName)
	r.s.SiteSettings.Source = siteSettingsEndpoint.source()
	r.s.SiteSettings.Gap = r.s.Sites.Missing()
	if r.s.Sites.Items == nil {
		return
	}
	items := make([]snapshot.SiteSettings, len(r.s.Sites.Items))
	readAt := make([]time.Time, len(items))
	each(len(items), func(i int) {
		items[i], readAt[i] = r.settingsOf(ctx, r.s.Sites.Items[i])
	})
	for _, at := range readAt {
		r.s.SiteSettings.Source.ReadAt = latest(r.s.SiteSettings.Source.ReadAt, at)
	}
	r.s.SiteSettings.Items = items
}

func (r *run) settingsOf(ctx context.Context, site snapshot.Site) (snapshot.SiteSettings, time.Time) {
	s := snapshot.SiteSettings{Site: site.URL}
	if site.Listed == snapshot.No {
		s.Gap = unlistedSite()
		return s, time.Time{}
	}
	request := siteSettingsEndpoint.request(url.Values{"siteUrl": {site.URL}})
	w, resp, err := webex.Get[wireSiteSettings](ctx, r.o.Client, request)
	if err != nil {
		s.Gap = r.gap(siteSettingsEndpoint, err)
		return s, time.Time{}
	}
	w.fill(&s)
	return s, resp.ReadAt
}

// unlistedSite is the gap of a site that seems to be somebody else's.
func unlistedSite() *snapshot.Gap {
	return &snapshot.Gap{
		Reason: snapshot.NotFound, Cause: snapshot.OtherOrganization,
		Detail: "a licence or an account names this site, but Webex lists it neither for the auditor nor for a host who is licensed on it, so that its settings cannot be asked for",
	}
}

func (w *wireSiteSettings) fill(s *snapshot.SiteSettings) {
	security := &w.SecurityOptions
	s.JoinBeforeHost = security.JoinBeforeHost.Tri()
	s.AudioBeforeHost = security.AudioBeforeHost.Tri()
	s.FirstAttendeeAsPresenter = security.FirstAttendeeAsPresenter.Tri()
	s.UnlistAllMeetings = security.UnlistAllMeetings.Tri()
	s.RequireLoginBeforeAccess = security.RequireLoginBeforeAccess.Tri()
	s.AllowMobileScreenCapture = security.AllowMobileScreenCapture.Tri()
	s.RequireStrongPassword = security.RequireStrongPassword.Tri()
	s.AllowCustomPersonalRoomURL = w.SiteOptions.AllowCustomPersonalRoomURL.Tri()
	s.AllowCallIn = w.TelephonyConfig.AllowCallIn.Tri()

	password := &security.PasswordCriteria
	s.PasswordMixedCase = password.MixedCase.Tri()
	s.PasswordMinLength = password.MinLength.Opt()
	s.PasswordMinNumeric = password.MinNumeric.Opt()
	s.PasswordMinAlpha = password.MinAlpha.Opt()
	s.PasswordMinSpecial = password.MinSpecial.Opt()
	s.PasswordDisallowDynamicWebText = password.DisallowDynamicWebText.Tri()
	s.PasswordDisallowList = password.DisallowList.Tri()
	if password.DisallowValues != nil {
		s.PasswordDisallowed = snapshot.Some(len(*password.DisallowValues))
	}
}
