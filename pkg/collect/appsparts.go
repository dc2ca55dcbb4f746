package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// appsParts are the sections of this area.
func appsParts() []part {
	return []part{
		{snapshot.WebhooksName, webhooks, nil},
		{snapshot.SubscriptionsName, subscriptions, nil},
		{snapshot.DataSourcesName, dataSources, nil},
		{snapshot.LinkedFoldersName, linkedFolders, nil},
		{snapshot.AuthorizationsName, authorizations, nil},
		{snapshot.AppPolicyName, appPolicy, nil},
		{snapshot.UsedAppsName, usedApps, nil},
		{snapshot.GuestsName, guests, []Endpoint{guestsEndpoint}},
	}
}

func webhooks(_ context.Context, r *run) {
	r.s.Webhooks.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func subscriptions(_ context.Context, r *run) {
	r.s.Subscriptions.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func dataSources(_ context.Context, r *run) {
	r.s.DataSources.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func linkedFolders(_ context.Context, r *run) {
	r.s.LinkedFolders.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func authorizations(_ context.Context, r *run) {
	r.s.Authorizations.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func appPolicy(_ context.Context, r *run) {
	r.s.AppPolicy.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func usedApps(_ context.Context, r *run) {
	r.s.UsedApps.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
