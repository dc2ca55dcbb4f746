package collect

import (
	"context"
	"net/url"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var organizationEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/organizations/{orgId}", Rank: snapshot.RankAPI,
	Scope: "spark-admin:organizations_read", Role: "full or read-only administrator",
	Wire: wireOrganization{},
}

type wireOrganization struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
	Created     stamp  `json:"created"`
}

// organization reads the organisation that the auditor belongs to. Its ids are
// known from the auditor, so that a refusal leaves a value without a name
// beside its gap, and the run goes on.
func organization(ctx context.Context, r *run) {
	r.section(ctx, snapshot.AuditorName)
	r.s.Organization.Source = organizationEndpoint.source()
	me := r.s.Auditor.Value
	if me == nil {
		r.s.Organization.Gap = r.s.Auditor.Gap
		return
	}
	org := &snapshot.Organization{ID: me.OrgID, UUID: uuidOf(me.OrgID)}
	r.s.Organization.Value = org
	w, resp, err := webex.Get[wireOrganization](ctx, r.o.Client, organizationEndpoint.request(nil, org.ID))
	if err != nil {
		r.s.Organization.Gap = r.gap(organizationEndpoint, err)
		return
	}
	r.s.Organization.Source.ReadAt = resp.ReadAt
	if uuidOf(w.ID) != org.UUID {
		r.s.Organization.Gap = organizationEndpoint.misshapen("the answer is about another organisation than the token's")
		return
	}
	org.Name, org.Created = w.DisplayName, w.Created.Time
}

// orgID and orgUUID are the two forms of the organisation's id.
func (r *run) orgID() string   { return r.s.Organization.Value.ID }
func (r *run) orgUUID() string { return r.s.Organization.Value.UUID }

// orgQuery is a query that names the organisation.
func (r *run) orgQuery() url.Values { return url.Values{"orgId": {r.orgID()}} }
