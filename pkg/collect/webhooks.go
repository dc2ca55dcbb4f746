package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var webhooksEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/webhooks", Rank: snapshot.RankAPI,
	Scope: "spark-admin:webhooks_read or spark-compliance:webhooks_read", Role: "full administrator or compliance officer",
	Wire: listOf[wireWebhook]{},
}

// wireWebhook has no field for name and filter, and keeps of the secret only
// whether there is one.
type wireWebhook struct {
	ID        string        `json:"id"`
	TargetURL targetAddress `json:"targetUrl"`
	Resource  enum          `json:"resource"`
	Event     enum          `json:"event"`
	Status    enum          `json:"status"`
	OwnedBy   enum          `json:"ownedBy"`
	Secret    presence      `json:"secret"`
	Created   stamp         `json:"created"`
}

// webhooks reads the webhooks of the token's own user and those of the whole
// organisation. Webex shows those that other people made for themselves to
// nobody else.
func webhooks(ctx context.Context, r *run) {
	s := &r.s.Webhooks
	s.Source = webhooksEndpoint.source()
	own, ownAt, ownErr := drain(webex.Linked[wireWebhook](ctx, r.o.Client, webhooksEndpoint.request(url.Values{"max": {"100"}}), "items"))
	shared, sharedAt, sharedErr := drain(webex.Linked[wireWebhook](ctx, r.o.Client,
		webhooksEndpoint.request(url.Values{"max": {"100"}, "ownedBy": {"org"}}), "items"))
	s.Source.ReadAt = latest(ownAt, sharedAt)
	if ownErr != nil {
		s.Gap = r.gap(webhooksEndpoint, ownErr)
	}
	if sharedErr != nil {
		s.Gap = r.gap(webhooksEndpoint, sharedErr) // it matters more
	}
	if own == nil && shared == nil {
		return
	}
	s.Items = []snapshot.Webhook{}
	var entries once
	add := func(list []wireWebhook, mine snapshot.Tri) {
		for _, w := range list {
			if entries.takes(w.ID) {
				s.Items = append(s.Items, w.webhook(mine))
			}
		}
	}
	others := snapshot.No
	if ownErr != nil {
		others = snapshot.Unknown
	}
	add(own, snapshot.Yes)
	add(shared, others)
	s.Gap = firstGap(s.Gap, r.hiddenWebhooks(ctx, shared), webhooksEndpoint.lacking(entries.nameless, "id"))
	if s.Gap != nil {
		g := *s.Gap
		g.Detail += fmt.Sprintf("; webhooks seen: %d", len(s.Items))
		s.Gap = &g
	}
	slices.SortFunc(s.Items, func(a, b snapshot.Webhook) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.ID, b.ID))
	})
}

// webhook turns the answer into an item. That a secret is absent says that there
// is none for the token's own webhooks only: whether Webex shows those of others
// is not documented.
func (w wireWebhook) webhook(mine snapshot.Tri) snapshot.Webhook {
	secret := w.Secret.Tri()
	if secret == snapshot.Unknown && mine == snapshot.Yes {
		secret = snapshot.No
	}
	return snapshot.Webhook{
		ID:       w.ID,
		Scheme:   w.TargetURL.scheme,
		Host:     w.TargetURL.host,
		Port:     w.TargetURL.port,
		Resource: string(w.Resource),
		Event:    string(w.Event),
		Status:   string(w.Status),
		OwnedBy:  string(w.OwnedBy),
		Secret:   secret,
		Own:      mine,
		Created:  w.Created.Time,
	}
}

// hiddenWebhooks is the gap of a list of the organisation's webhooks that may
// not be one: where it holds others than those, ownedBy was not understood, and
// where it is empty, the token may not see them.
func (r *run) hiddenWebhooks(ctx context.Context, shared []wireWebhook) *snapshot.Gap {
	if slices.ContainsFunc(shared, func(w wireWebhook) bool { return !strings.EqualFold(string(w.OwnedBy), "org") }) {
		return webhooksEndpoint.misshapen("asked for the webhooks of the organisation, Webex answered with others")
	}
	if len(shared) > 0 || r.holdsRole(ctx, maySeeWebhooks) {
		return nil
	}
	return unseenWebhooks()
}

// unseenWebhooks is the gap of an empty list of the organisation's webhooks that
// was given to somebody who may not be let to see them.
func unseenWebhooks() *snapshot.Gap {
	return webhooksEndpoint.unshown("the list of the organisation's webhooks is empty, and the token's own person is not known to hold a role that may see them")
}

// maySeeWebhooks says whether a role lets its holder see the organisation's.
func maySeeWebhooks(role string) bool {
	return role == "full administrator" || role == "compliance officer"
}
