package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// keyManagementEndpoint is documented without its scope.
var keyManagementEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/hds/organizations/{orgId}", Rank: snapshot.RankAPI,
	Role: "full administrator of an organisation with Hybrid Data Security",
	Wire: listOf[wireKeyServers]{},
}

// wireKeyServers has no field for names; the clusters are counted.
type wireKeyServers struct {
	OrgID    uuidText   `json:"orgId"`
	OrgMode  enum       `json:"orgMode"`
	Clusters []presence `json:"clusters"`
}

// keyManagement reads whether the organisation keeps the keys of its messages
// itself. An empty list says that it has no key servers of its own.
func keyManagement(ctx context.Context, r *run) {
	s := &r.s.KeyManagement
	s.Source = keyManagementEndpoint.source()
	list, at, err := drain(webex.Linked[wireKeyServers](ctx, r.o.Client, keyManagementEndpoint.request(nil, r.orgID()), "items"))
	if err != nil {
		s.Gap = r.gap(keyManagementEndpoint, err)
		return
	}
	s.Source.ReadAt = at
	if len(list) == 0 {
		s.Value = &snapshot.KeyManagement{Clusters: snapshot.Some(0)}
		return
	}
	for _, w := range list {
		if string(w.OrgID) != r.orgUUID() {
			continue
		}
		s.Value = &snapshot.KeyManagement{Mode: string(w.OrgMode)}
		if w.Clusters != nil {
			s.Value.Clusters = snapshot.Some(len(w.Clusters))
		}
		return
	}
	s.Gap = keyManagementEndpoint.misshapen("the answer is about other organisations than the token's")
}
