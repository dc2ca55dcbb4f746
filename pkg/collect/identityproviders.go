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

// identityProviders reads which SAML identity providers the organisation has:
// from the service, or where it cannot be read, from what the browser saw.
func identityProviders(ctx context.Context, r *run) {
	s := &r.s.IdentityProviders
	*s = snapshot.Section[snapshot.IdentityProvider]{Source: identityProvidersEndpoint.source(), Gap: r.leftOut(identityProvidersEndpoint)}
	if s.Gap == nil {
		*s = r.readIdentityProviders(ctx, r.o.Client)
	}
	if r.o.Capture == nil {
		return
	}
	seen := r.readIdentityProviders(ctx, r.o.Capture.Client)
	seen.Source = captured(seen.Source, r.o.Capture)
	switch {
	case seen.Gap != nil:
	case s.Gap == nil:
		r.dispute(snapshot.IdentityProvidersName, providersDisagree(*s, seen))
	default:
		seen.Source.InPlaceOf = s.Gap
		*s = seen
	}
}

// providersQuery leaves the certificates out.
func providersQuery() url.Values {
	return url.Values{"attributes": {"id", "entityId", "ssoEnabled"}}
}

func (r *run) readIdentityProviders(ctx context.Context, c *webex.Client) snapshot.Section[snapshot.IdentityProvider] {
	s := snapshot.Section[snapshot.IdentityProvider]{Source: identityProvidersEndpoint.source()}
	request := identityProvidersEndpoint.request(providersQuery(), r.orgUUID())
	w, resp, err := webex.Get[[]wireIdentityProvider](ctx, c, request)
	if err != nil {
		s.Gap = r.gap(identityProvidersEndpoint, err)
		return s
	}
	s.Source.ReadAt = resp.ReadAt
	if w == nil { // an empty answer is not an empty list
		s.Gap = identityProvidersEndpoint.misshapen("the answer is no list")
		return s
	}
	s.Items = make([]snapshot.IdentityProvider, 0, len(w))
	for _, p := range w {
		s.Items = append(s.Items, snapshot.IdentityProvider{ID: p.ID, SSOEnabled: p.SSOEnabled.Tri()})
	}
	return s
}

// providersDisagree compares whether any provider signs people in.
func providersDisagree(live, seen snapshot.Section[snapshot.IdentityProvider]) []snapshot.Contradiction {
	now, then := anyEnabled(live.Items), anyEnabled(seen.Items)
	if now == snapshot.Unknown || then == snapshot.Unknown || now == then {
		return nil
	}
	return []snapshot.Contradiction{{
		Field:  string(snapshot.IdentityProvidersName) + ".sso_enabled",
		Better: live.Source, Value: now.Any(), Lesser: seen.Source, Other: then.Any(),
	}}
}

func anyEnabled(providers []snapshot.IdentityProvider) snapshot.Tri {
	enabled := snapshot.No
	for _, p := range providers {
		switch p.SSOEnabled {
		case snapshot.Yes:
			return snapshot.Yes
		case snapshot.Unknown:
			enabled = snapshot.Unknown
		}
	}
	return enabled
}
