package collect

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// clinicSites is an organisation with two licensed sites, of which the auditor
// has an account on the first only.
func clinicSites() map[string]answer {
	return map[string]answer{
		"/v1/licenses": {body: items(
			`{"id":"L1","name":"Meetings","siteUrl":"One.webex.com","siteType":"Control Hub managed site","consumedUnits":3}`,
			`{"id":"L2","name":"Meetings","siteUrl":"two.webex.com","consumedUnits":"2"}`,
			`{"id":"L3","name":"Webinars","siteUrl":"two.webex.com","consumedUnits":1}`,
			`{"id":"L4","name":"Messaging"}`)},
		"/v1/people": {body: items(
			person(1, "it@clinic.example", `,"licenses":[],"loginEnabled":"true"`),
			`{"id":"p1","emails":["off@clinic.example"],"licenses":["L2"],"loginEnabled":"false"}`,
			`{"id":"p2","emails":["Host@clinic.example"],"licenses":["L4","L3"],"loginEnabled":"true","siteUrls":["two.webex.com"]}`)},
		"/v1/meetingPreferences/sites":                                    {body: `{"sites":[{"siteUrl":"one.webex.com","default":true}]}`},
		"/v1/meetingPreferences/sites?userEmail=host%40clinic.example":    {body: `{"sites":[{"siteUrl":"two.webex.com","default":true}]}`},
		"/v1/admin/meeting/config/commonSettings?siteUrl=one.webex.com":   {body: `{"securityOptions":{"joinBeforeHost":false}}`},
		"/v1/admin/meeting/config/commonSettings?siteUrl=two.webex.com":   {body: `{"securityOptions":{"joinBeforeHost":true}}`},
		"/v1/admin/meeting/config/commonSettings?siteUrl=three.webex.com": {body: `{"securityOptions":{"joinBeforeHost":true}}`},
		"/v1/admin/meeting/config/commonSettings":                         {body: `{"securityOptions":{"joinBeforeHost":false}}`},
	}
}

func TestSites(t *testing.T) {
	t.Parallel()
	s := newService(clinicSites())
	snap := s.collect(t, snapshot.SitesName)
	require.Nil(t, snap.Sites.Missing())
	require.Equal(t, []snapshot.Site{
		{URL: "one.webex.com", Licensed: snapshot.Yes, Listed: snapshot.Yes, SiteType: "Control Hub managed site", Consumed: snapshot.Some(3)},
		{URL: "two.webex.com", Licensed: snapshot.Yes, Listed: snapshot.Yes, Consumed: snapshot.Some(3)},
	}, snap.Sites.Items)
	require.Len(t, s.paths(), 4, "licences, people, the auditor's sites, one host's sites")
}

func TestSitesFoundElsewhere(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/people"] = answer{body: items(person(1, "it@clinic.example", `,"licenses":[],"siteUrls":["three.webex.com#attendee"]`))}
	answers["/v1/meetingPreferences/sites"] = answer{body: `{"sites":[{"siteUrl":"linked.webex.com"}]}`}
	snap := newService(answers).collect(t, snapshot.SitesName)
	require.Equal(t, []snapshot.Site{
		{URL: "linked.webex.com", Licensed: snapshot.No, Listed: snapshot.Yes},
		{URL: "one.webex.com", Licensed: snapshot.Yes, Listed: snapshot.No, SiteType: "Control Hub managed site", Consumed: snapshot.Some(3)},
		{URL: "three.webex.com", Licensed: snapshot.No, Listed: snapshot.No},
		{URL: "two.webex.com", Licensed: snapshot.Yes, Listed: snapshot.No, Consumed: snapshot.Some(3)},
	}, snap.Sites.Items)
}

// TestSitesIncomplete: whichever of the three sources fails, the list is not
// whole, and what cannot be said is unknown.
func TestSitesIncomplete(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		path     string
		licensed snapshot.Tri
		listed   snapshot.Tri // of the second site
	}{
		"licences":       {"/v1/licenses", snapshot.Unknown, snapshot.No},
		"people":         {"/v1/people", snapshot.Yes, snapshot.Unknown},
		"own sites":      {"/v1/meetingPreferences/sites", snapshot.Yes, snapshot.Unknown},
		"a host's sites": {"/v1/meetingPreferences/sites?userEmail=host%40clinic.example", snapshot.Yes, snapshot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := clinicSites()
			answers[tt.path] = answer{status: http.StatusForbidden}
			snap := newService(answers).collect(t, snapshot.SiteSettingsName)
			if name == "a host's sites" {
				require.Nil(t, snap.Sites.Missing())
			} else {
				require.Equal(t, snapshot.Forbidden, snap.Sites.Missing().Reason)
				require.Equal(t, snapshot.Forbidden, snap.SiteSettings.Missing().Reason)
			}
			two := snap.Sites.Items[len(snap.Sites.Items)-1]
			require.Equal(t, "two.webex.com", two.URL)
			require.Equal(t, tt.licensed, two.Licensed)
			require.Equal(t, tt.listed, two.Listed)
		})
	}
}

func TestSitesUnreadable(t *testing.T) {
	t.Parallel()
	snap := newService(nil).collect(t, snapshot.SiteSettingsName)
	require.Nil(t, snap.Sites.Items)
	require.Nil(t, snap.SiteSettings.Items)
	require.NotNil(t, snap.SiteSettings.Missing())
}

func TestConsumedOfASiteIsAllOrNothing(t *testing.T) {
	t.Parallel()
	for name, licenses := range map[string]string{
		"first unknown":  items(`{"id":"1","siteUrl":"a.webex.com"}`, `{"id":"2","siteUrl":"a.webex.com","consumedUnits":2}`),
		"second unknown": items(`{"id":"1","siteUrl":"a.webex.com","consumedUnits":2}`, `{"id":"2","siteUrl":"a.webex.com"}`),
	} {
		answers := clinicSites()
		answers["/v1/licenses"] = answer{body: licenses}
		snap := newService(answers).collect(t, snapshot.SitesName)
		require.False(t, snap.Sites.Items[0].Consumed.Known(), name)
	}
}

func TestSiteSettings(t *testing.T) {
	t.Parallel()
	s := newService(clinicSites())
	snap := s.collect(t, snapshot.SiteSettingsName)
	require.Nil(t, snap.SiteSettings.Missing())
	require.Empty(t, snap.SiteSettings.ItemGaps())
	require.Len(t, snap.SiteSettings.Items, 2)
	require.Equal(t, snapshot.SiteSettings{Site: "one.webex.com", JoinBeforeHost: snapshot.No}, snap.SiteSettings.Items[0])
	require.Equal(t, snapshot.SiteSettings{Site: "two.webex.com", JoinBeforeHost: snapshot.Yes}, snap.SiteSettings.Items[1])
	for _, p := range s.paths() {
		if strings.HasPrefix(p, "/v1/admin/meeting/config/commonSettings") {
			require.Contains(t, p, "siteUrl=", "without a site Webex answers for the preferred one")
		}
	}
}

func TestSiteSettingsFields(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/admin/meeting/config/commonSettings?siteUrl=one.webex.com"] = answer{body: `{
		"siteOptions":{"allowCustomPersonalRoomURL":true},
		"telephonyConfig":{"allowCallIn":"true","VoIP":true},
		"securityOptions":{"joinBeforeHost":true,"audioBeforeHost":true,"firstAttendeeAsPresenter":true,"unlistAllMeetings":true,
			"requireLoginBeforeAccess":true,"allowMobileScreenCapture":true,"requireStrongPassword":true,
			"passwordCriteria":{"mixedCase":true,"minLength":8,"minNumeric":"1","minAlpha":2,"minSpecial":0,
				"disallowDynamicWebText":true,"disallowList":true,"disallowValues":["secret-word","other"]}}}`}
	got := newService(answers).collect(t, snapshot.SiteSettingsName).SiteSettings.Items[0]
	require.Equal(t, snapshot.SiteSettings{
		Site: "one.webex.com", JoinBeforeHost: snapshot.Yes, AudioBeforeHost: snapshot.Yes, FirstAttendeeAsPresenter: snapshot.Yes,
		UnlistAllMeetings: snapshot.Yes, RequireLoginBeforeAccess: snapshot.Yes, AllowMobileScreenCapture: snapshot.Yes,
		RequireStrongPassword: snapshot.Yes, AllowCustomPersonalRoomURL: snapshot.Yes, AllowCallIn: snapshot.Yes,
		PasswordMixedCase: snapshot.Yes, PasswordMinLength: snapshot.Some(8), PasswordMinNumeric: snapshot.Some(1),
		PasswordMinAlpha: snapshot.Some(2), PasswordMinSpecial: snapshot.Some(0), PasswordDisallowDynamicWebText: snapshot.Yes,
		PasswordDisallowList: snapshot.Yes, PasswordDisallowed: snapshot.Some(2),
	}, got)
}

func TestSiteSettingsOfAnEmptyAnswerAreUnknown(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/admin/meeting/config/commonSettings?siteUrl=one.webex.com"] = answer{body: `{}`}
	got := newService(answers).collect(t, snapshot.SiteSettingsName).SiteSettings.Items[0]
	require.Equal(t, snapshot.SiteSettings{Site: "one.webex.com"}, got)
}

func TestSiteSettingsRefusedForOneSite(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/admin/meeting/config/commonSettings?siteUrl=two.webex.com"] = answer{status: http.StatusForbidden}
	snap := newService(answers).collect(t, snapshot.SiteSettingsName)
	require.Nil(t, snap.SiteSettings.Missing())
	require.Nil(t, snap.SiteSettings.Items[0].Gap)
	require.Equal(t, snapshot.Forbidden, snap.SiteSettings.Items[1].Gap.Reason)
	require.Equal(t, snapshot.Unknown, snap.SiteSettings.Items[1].JoinBeforeHost)
}

// TestSiteSettingsOfAnUnlistedSite: Webex could answer for another site, so a
// site that nobody sees is not asked about.
func TestSiteSettingsOfAnUnlistedSite(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/meetingPreferences/sites?userEmail=host%40clinic.example"] = answer{body: `{"sites":[{"siteUrl":"one.webex.com"}]}`}
	s := newService(answers)
	snap := s.collect(t, snapshot.SiteSettingsName)
	require.Equal(t, snapshot.NotFound, snap.SiteSettings.Items[1].Gap.Reason)
	require.Equal(t, snapshot.Unknown, snap.SiteSettings.Items[1].JoinBeforeHost)
	require.NotContains(t, s.paths(), "/v1/admin/meeting/config/commonSettings?siteUrl=two.webex.com")
}

// TestSitesLackingAField: an answer that names no sites is not an empty list of
// sites.
func TestSitesLackingAField(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		path, body string
		want       snapshot.Reason
	}{
		"sites":                {"/v1/meetingPreferences/sites", `{}`, snapshot.Schema},
		"siteUrl":              {"/v1/meetingPreferences/sites", `{"sites":[{"default":true}]}`, snapshot.Schema},
		"siteUrl of a licence": {"/v1/licenses", items(`{"id":"L1"}`), snapshot.FieldAbsent},
	} {
		answers := clinicSites()
		answers[tt.path] = answer{body: tt.body}
		snap := newService(answers).collect(t, snapshot.SitesName)
		require.Equal(t, tt.want, snap.Sites.Missing().Reason, name)
	}
}
