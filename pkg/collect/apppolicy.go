package collect

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Both are at the public host and in no document: Control Hub's own pages about
// integrations ask for them.
var (
	appPolicyEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/policies", Rank: snapshot.RankControlHub,
		Role: "full administrator",
		Wire: listOf[wireAppPolicy]{},
	}
	usedAppsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/applications/usage", Rank: snapshot.RankControlHub,
		Role: "full administrator",
		Wire: listOf[wireUsedApp]{},
	}
)

type wireAppPolicy struct {
	Type   enum `json:"type"`
	Action enum `json:"action"`
}

// wireUsedApp has no field for the people and addresses behind the application.
type wireUsedApp struct {
	AppName         shownName `json:"appName"`
	AppClientID     string    `json:"appClientId"`
	AppUserAdoption looseInt  `json:"appUserAdoption"`
	PolicyAction    enum      `json:"policyAction"`
}

// appPolicy reads what Control Hub does with integrations that nobody named.
func appPolicy(ctx context.Context, r *run) {
	s := &r.s.AppPolicy
	s.Source = appPolicyEndpoint.source()
	if s.Gap = r.leftOut(appPolicyEndpoint); s.Gap != nil {
		return
	}
	query := r.orgQuery()
	query.Set("type", "default")
	list, at, err := drain(webex.Linked[wireAppPolicy](ctx, r.o.Client, appPolicyEndpoint.request(query), "items"))
	if err != nil {
		s.Gap = r.gap(appPolicyEndpoint, err)
		return
	}
	s.Source.ReadAt = at
	var actions []string
	for _, w := range list {
		if strings.EqualFold(string(w.Type), "default") {
			actions = append(actions, strings.ToLower(string(w.Action)))
		}
	}
	switch {
	case len(actions) != 1:
		s.Gap = appPolicyEndpoint.misshapen(fmt.Sprintf("the answer holds %d default policies", len(actions)))
	case actions[0] != "allow" && actions[0] != "deny":
		s.Gap = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("GET %s: the default policy neither allows nor denies", appPolicyEndpoint.Path)}
	default:
		s.Value = &snapshot.AppPolicy{Action: actions[0]}
	}
}

// usedAppPages bounds the list of used integrations; a page holds 100 of them.
const usedAppPages = 100

// usedApps reads the integrations that anybody of the organisation uses. As no
// document says how the list ends, it is read until a page is empty.
func usedApps(ctx context.Context, r *run) {
	s := &r.s.UsedApps
	s.Source = usedAppsEndpoint.source()
	if s.Gap = r.leftOut(usedAppsEndpoint); s.Gap != nil {
		return
	}
	var entries once
	for read, page := 0, 0; ; page++ {
		query := r.orgQuery()
		query.Set("start", strconv.Itoa(read))
		query.Set("count", "100")
		w, resp, err := webex.Get[listOf[wireUsedApp]](ctx, r.o.Client, usedAppsEndpoint.request(query))
		if err != nil {
			s.Gap = firstGap(s.Gap, r.gap(usedAppsEndpoint, err))
			break
		}
		s.Source.ReadAt = resp.ReadAt
		if w.Items == nil {
			s.Gap = usedAppsEndpoint.misshapen("the answer has no items")
			break
		}
		if s.Items == nil {
			s.Items = []snapshot.UsedApp{}
		}
		if len(w.Items) == 0 {
			break
		}
		before := len(entries.seen) + entries.nameless
		r.addUsedApps(w.Items, &entries)
		if page == usedAppPages || len(entries.seen)+entries.nameless == before {
			s.Gap = &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf("GET %s: the list does not end", usedAppsEndpoint.Path)}
			break
		}
		read += len(w.Items)
	}
	s.Gap = firstGap(s.Gap, usedAppsEndpoint.lacking(entries.nameless, "appClientId"))
}

// addUsedApps adds the entries of a page that no page had before.
func (r *run) addUsedApps(page []wireUsedApp, entries *once) {
	for _, w := range page {
		if entries.takes(w.AppClientID) {
			r.s.UsedApps.Items = append(r.s.UsedApps.Items, snapshot.UsedApp{
				ClientID: w.AppClientID, Name: string(w.AppName), Users: w.AppUserAdoption.Opt(), Action: strings.ToLower(string(w.PolicyAction)),
			})
		}
	}
}
