package collect

import "wxaudit/pkg/snapshot"

// appsParts are the sections of this area.
func appsParts() []part {
	return []part{
		{snapshot.WebhooksName, webhooks, []Endpoint{webhooksEndpoint}},
		{snapshot.SubscriptionsName, subscriptions, []Endpoint{subscriptionsEndpoint}},
		{snapshot.DataSourcesName, dataSources, []Endpoint{dataSourcesEndpoint, dataSourceEndpoint}},
		{snapshot.LinkedFoldersName, linkedFolders, []Endpoint{linkedFoldersEndpoint}},
		{snapshot.AuthorizationsName, authorizations, []Endpoint{authorizationsEndpoint}},
		{snapshot.AppPolicyName, appPolicy, []Endpoint{appPolicyEndpoint}},
		{snapshot.UsedAppsName, usedApps, []Endpoint{usedAppsEndpoint}},
		{snapshot.GuestsName, guests, []Endpoint{guestsEndpoint}},
	}
}
