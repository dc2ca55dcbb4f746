package collect

import (
	"net/url"

	"wxaudit/pkg/snapshot"
)

// settingQuestions are about what holds for the whole organisation or a site.
func settingQuestions() []*question {
	return []*question{
		{ask: userSitesEndpoint, fills: names(snapshot.SitesName),
			read: answers(func(k *known, w wireSites, _ bool) verdict {
				var hosts []string
				for _, s := range w.Sites {
					hosts = append(hosts, s.SiteURL)
				}
				k.ownSites = normalSites(hosts)
				return verdict{}
			})},
		{ask: siteSettingsEndpoint, parts: names(snapshot.SiteSettingsName), hollow: true, wave: 2, onSite: ofSite, read: plain[wireSiteSettings]()},
		{ask: sessionTypesEndpoint, fills: names(snapshot.SessionTypesName), wave: 2, onSite: ofSite, read: plain[listOf[wireSessionType]]()},
		{ask: authenticationEndpoint, fills: names(snapshot.AuthenticationName), with: aboutOrganization((*run).orgUUID), read: plain[wireAuthentication]()},
		{ask: identityProvidersEndpoint, fills: names(snapshot.IdentityProvidersName), read: plain[[]wireIdentityProvider](),
			with: func(k *known) (url.Values, []string, *excuse) { return providersQuery(), []string{k.r.orgUUID()}, nil }},
		{ask: orgSettingsEndpoint, fills: names(snapshot.OrgSettingsName), with: aboutOrganization((*run).orgUUID), read: plain[wireOrgSettings]()},
		{ask: orgSettingEndpoint, wave: 2, read: plain[wireSettings](),
			with: func(k *known) (url.Values, []string, *excuse) {
				if k.state(orgSettingsEndpoint) != Refused {
					return nil, nil, nothing("the settings are asked for one by one only where they cannot be had all together")
				}
				return nil, []string{k.r.orgUUID(), retentionKey}, nil
			}},
		{ask: classificationsEndpoint, fills: names(snapshot.ClassificationsName), read: plain[listOf[wireClassification]]()},
		{ask: keyManagementEndpoint, fills: names(snapshot.KeyManagementName), with: aboutOrganization((*run).orgID), read: plain[listOf[wireKeyServers]]()},
		{ask: vidcastEndpoint, fills: names(snapshot.VidcastName), with: aboutOrganization((*run).orgID, vidcastKey), read: plain[wireSetting]()},
		{ask: guestsEndpoint, fills: names(snapshot.GuestsName),
			read: answers(func(_ *known, n looseInt, _ bool) verdict { return verdict{void: !n.amount().Known()} })},
	}
}

// ofSite asks about one site by its name.
func ofSite(_ *known, site string) url.Values { return url.Values{"siteUrl": {site}} }
