package collect

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// probesOf are the probes of an endpoint, in order.
func probesOf(f *Forecast, e Endpoint) []Probe {
	return slices.DeleteFunc(slices.Clone(f.Probes), func(p Probe) bool { return p.Endpoint.Path != e.Path })
}

// One site that refuses its settings makes every check of all sites unknown.
func TestPreflightAsksEverySite(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/admin/meeting/config/commonSettings?siteUrl=two.webex.com"] = answer{status: 403}
	s := newService(answers)
	f, err := Preflight(t.Context(), s.options(snapshot.SiteSettingsName))
	require.NoError(t, err)
	probes := probesOf(f, siteSettingsEndpoint)
	require.Len(t, probes, 2)
	require.Equal(t, []string{"one.webex.com", "two.webex.com"}, []string{probes[0].Site, probes[1].Site}, "the auditor's own first")
	require.Equal(t, Readable, probes[0].State)
	require.Equal(t, Refused, probes[1].State)
	out := f.Outlook(snapshot.SiteSettingsName)
	require.False(t, out.Lost, "a failure can be found on the other site")
	require.Len(t, out.Holes, 1)
	require.True(t, out.Holes[0].Sure)
	require.Contains(t, out.Holes[0].Gap.Detail, "(on two.webex.com)")

	answers["/v1/admin/meeting/config/commonSettings?siteUrl=one.webex.com"] = answer{status: 403}
	f, err = Preflight(t.Context(), newService(answers).options(snapshot.SiteSettingsName))
	require.NoError(t, err)
	out = f.Outlook(snapshot.SiteSettingsName)
	require.True(t, out.Lost)
	require.Len(t, out.Holes, 1, "one cause is one hole")
	require.NotContains(t, out.Holes[0].Gap.Detail, "webex.com)")
}

// A site that Webex lists for nobody is somebody else's, and no run asks for its
// settings.
func TestPreflightFindsForeignSites(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(map[string]answer){
		"of whom the host says so": func(a map[string]answer) {
			a["/v1/meetingPreferences/sites?userEmail=host%40clinic.example"] = answer{body: `{"sites":[{"siteUrl":"one.webex.com"}]}`}
		},
		"without a host": func(a map[string]answer) {
			a["/v1/people?max=100"] = answer{body: items(person(1, "it@clinic.example", `,"licenses":[]`))}
			a["/v1/people"] = a["/v1/people?max=100"]
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := clinicSites()
			change(answers)
			s := newService(answers)
			f, err := Preflight(t.Context(), s.options(snapshot.SiteSettingsName))
			require.NoError(t, err)
			require.NotContains(t, s.paths(), "/v1/admin/meeting/config/commonSettings?siteUrl=two.webex.com")
			probes := probesOf(f, siteSettingsEndpoint)
			require.Len(t, probes, 2)
			require.Equal(t, snapshot.OtherOrganization, probes[1].Gap.Cause)
			snap := newService(answers).collect(t, snapshot.SiteSettingsName)
			require.Equal(t, snapshot.OtherOrganization, snap.SiteSettings.Items[1].Gap.Cause, "so does the run")
		})
	}
}

// Beyond the bound nobody asks, and the preflight says so.
func TestPreflightBoundsTheSites(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	var licences []string
	for i := range sitesAsked + 3 {
		licences = append(licences, fmt.Sprintf(`{"id":"L%d","name":"Meetings","siteUrl":"s%02d.webex.com","consumedUnits":1}`, i, i))
	}
	answers["/v1/licenses"] = answer{body: items(licences...)}
	answers["/v1/people"] = answer{status: 503} // nobody knows who is licensed
	f, err := Preflight(t.Context(), newService(answers).options(snapshot.SiteSettingsName))
	require.NoError(t, err)
	probes := probesOf(f, siteSettingsEndpoint)
	require.Len(t, probes, sitesAsked+1)
	last := probes[sitesAsked]
	require.Equal(t, Untested, last.State)
	require.Equal(t, "10 of 14 meeting sites were asked about", last.Why)
	require.True(t, slices.ContainsFunc(f.Outlook(snapshot.SiteSettingsName).Holes, func(h Hole) bool { return h.Gap.Detail == "GET /v1/admin/meeting/config/commonSettings: "+last.Why }))
}

func TestPreflightWithoutASite(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/licenses"] = answer{body: items(`{"id":"L4","name":"Messaging","consumedUnits":1}`)}
	answers["/v1/people"] = answer{body: items(person(1, "it@clinic.example", ""))}
	answers["/v1/meetingPreferences/sites"] = answer{status: 403}
	f, err := Preflight(t.Context(), newService(answers).options(snapshot.SiteSettingsName))
	require.NoError(t, err)
	probes := probesOf(f, siteSettingsEndpoint)
	require.Len(t, probes, 1)
	require.Equal(t, Untested, probes[0].State)
	require.Equal(t, "no meeting site is known to ask about", probes[0].Why)
}
