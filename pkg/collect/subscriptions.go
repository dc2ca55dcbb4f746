package collect

import (
	"context"
	"fmt"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var subscriptionsEndpoint = Endpoint{
	Host: webex.ContactCenter, Path: "/v2/subscriptions", Rank: snapshot.RankAPI,
	Scope: "cjp:config_read", Role: "full administrator",
	Wire: wireSubscriptions{},
}

type wireSubscriptions struct {
	Data []wireSubscription `json:"data"`
	Meta struct {
		SubscriptionCount looseInt `json:"subscriptionCount"`
	} `json:"meta"`
}

// wireSubscription has no field for name, description and the people who made
// it.
type wireSubscription struct {
	ID             string        `json:"id"`
	DestinationURL targetAddress `json:"destinationUrl"`
	EventTypes     words         `json:"eventTypes"`
	Status         enum          `json:"status"`
}

// subscriptions reads where the Contact Center sends its events. Without a
// licence for it there are none.
func subscriptions(ctx context.Context, r *run) {
	s := &r.s.Subscriptions
	if !r.o.ContactCenter {
		r.noSubscriptions(ctx, s)
		return
	}
	s.Source = subscriptionsEndpoint.source()
	w, resp, err := webex.Get[wireSubscriptions](ctx, r.o.Client, subscriptionsEndpoint.request(nil))
	if err != nil {
		s.Gap = r.gap(subscriptionsEndpoint, err)
		return
	}
	s.Source.ReadAt = resp.ReadAt
	if w.Data == nil {
		s.Gap = subscriptionsEndpoint.misshapen("the answer has no data")
		return
	}
	s.Items = []snapshot.Outlet{}
	nameless := 0
	for _, one := range w.Data {
		if one.ID == "" {
			nameless++
			continue
		}
		slices.Sort(one.EventTypes)
		s.Items = append(s.Items, snapshot.Outlet{
			Kind: "subscription", ID: one.ID, Scheme: one.DestinationURL.scheme, Host: one.DestinationURL.host,
			Status: string(one.Status), Events: one.EventTypes,
		})
	}
	s.Gap = subscriptionsEndpoint.lacking(nameless, "id")
	if all, known := w.Meta.SubscriptionCount.Opt().Get(); known && all > len(w.Data) {
		s.Gap = firstGap(s.Gap, &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
			"GET %s: the answer holds %d of %d subscriptions; the others are of version 1", subscriptionsEndpoint.Path, len(w.Data), all)})
	}
}

// noSubscriptions answers for an organisation whose Contact Center is at no
// known address: none without a licence for it, a gap otherwise.
func (r *run) noSubscriptions(ctx context.Context, s *snapshot.Section[snapshot.Outlet]) {
	if s.Source, s.Gap = r.noCenter(ctx, subscriptionsEndpoint); s.Gap == nil {
		s.Items = []snapshot.Outlet{}
	}
}
