package collect

import (
	"context"
	"net/url"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// identityProvidersEndpoint is known from Cisco's own client code only.
var identityProvidersEndpoint = Endpoint{
	Host: webex.Broker, Path: "/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp", Rank: snapshot.RankControlHub,
	Role: "full administrator",
	Wire: []wireIdentityProvider{},
}

type wireIdentityProvider struct {
	ID         string    `json:"id"`
	SSOEnabled looseBool `json:"ssoEnabled"`
}

// identityProviders reads which SAML identity providers the organisation has.
// The attributes that are asked for leave the certificates out.
func identityProviders(ctx context.Context, r *run) {
	s := &r.s.IdentityProviders
	s.Source = identityProvidersEndpoint.source()
	if s.Gap = r.leftOut(identityProvidersEndpoint); s.Gap != nil {
		return
	}
	query := url.Values{"attributes": {"id", "entityId", "ssoEnabled"}}
	request := identityProvidersEndpoint.request(query, r.orgUUID())
	w, resp, err := webex.Get[[]wireIdentityProvider](ctx, r.o.Client, request)
	if err != nil {
		s.Gap = r.gap(identityProvidersEndpoint, err)
		return
	}
	s.Source.ReadAt = resp.ReadAt
	if w == nil { // an empty answer is not an empty list
		s.Gap = identityProvidersEndpoint.misshapen("the answer is no list")
		return
	}
	s.Items = make([]snapshot.IdentityProvider, 0, len(w))
	for _, p := range w {
		s.Items = append(s.Items, snapshot.IdentityProvider{ID: p.ID, SSOEnabled: p.SSOEnabled.Tri()})
	}
}
