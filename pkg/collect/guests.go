package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// guestsEndpoint answers with a bare number in place of an object.
var guestsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/guests/count", Rank: snapshot.RankAPI,
	Scope: "guest-issuer:read", Role: "full administrator, for a service app",
	Wire: looseInt{},
}

// guests reads how many guest identities the organisation's service apps made.
// People who join a meeting without an account are not among them.
func guests(ctx context.Context, r *run) {
	s := &r.s.Guests
	s.Source = guestsEndpoint.source()
	n, resp, err := webex.Get[looseInt](ctx, r.o.Client, guestsEndpoint.request(nil))
	if err != nil {
		s.Gap = r.gap(guestsEndpoint, err)
		return
	}
	s.Source.ReadAt = resp.ReadAt
	if count, ok := n.Opt().Get(); !ok || count < 0 {
		s.Gap = guestsEndpoint.misshapen("the answer is no number")
		return
	}
	s.Value = &snapshot.Guests{Count: n.Opt()}
}
