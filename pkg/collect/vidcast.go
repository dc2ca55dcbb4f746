package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var vidcastEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/settings/organizations/{orgId}/settings/{settingKey}", Rank: snapshot.RankAPI,
	Scope: "identity:organizations_read", Role: "full, user or device administrator",
	Wire: wireSetting{},
}

// wireSetting is one setting of the organisation.
type wireSetting struct {
	Key   string    `json:"key"`
	Value looseBool `json:"value"`
}

// vidcastKey is one of the two keys that Cisco documents; others are not
// guessed.
const vidcastKey = "allow-vidcast-access"

// vidcast reads whether Vidcast may be used.
func vidcast(ctx context.Context, r *run) {
	s := &r.s.Vidcast
	s.Source = vidcastEndpoint.source()
	w, resp, err := webex.Get[wireSetting](ctx, r.o.Client, vidcastEndpoint.request(nil, r.orgID(), vidcastKey))
	switch {
	case err != nil:
		s.Gap = r.gap(vidcastEndpoint, err)
	case w.Key != "" && w.Key != vidcastKey:
		s.Gap = vidcastEndpoint.misshapen("the answer is about another setting")
	default:
		s.Source.ReadAt = resp.ReadAt
		s.Value = &snapshot.Vidcast{Allowed: w.Value.Tri()}
	}
}
