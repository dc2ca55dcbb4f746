package collect

import (
	"net/url"
	"strings"

	"wxaudit/pkg/snapshot"
)

// appQuestions are about integrations and where they send to.
func appQuestions() []*question {
	return []*question{
		{ask: webhooksEndpoint, of: "the token's own webhooks", fills: names(snapshot.WebhooksName), with: asking(atMost(1)), read: plain[listOf[wireWebhook]]()},
		{ask: webhooksEndpoint, of: "the organisation's webhooks", fills: names(snapshot.WebhooksName), with: asking(atMost(100, "ownedBy", "org")),
			read: answers(func(k *known, w listOf[wireWebhook], _ bool) verdict {
				for _, hook := range w.Items {
					if !strings.EqualFold(string(hook.OwnedBy), "org") {
						return verdict{gap: webhooksEndpoint.misshapen("asked for the webhooks of the organisation, Webex answered with others")}
					}
				}
				if len(w.Items) > 0 || k.seesWebhooks {
					return verdict{}
				}
				return verdict{gap: unseenWebhooks()}
			})},
		{ask: dataSourcesEndpoint, fills: names(snapshot.DataSourcesName), read: answers(func(k *known, w listOf[wireDataSource], more bool) verdict {
			k.sources = page[wireDataSource]{w.Items, more, true}
			return verdict{gap: othersDataSources()}
		})},
		{ask: dataSourceEndpoint, parts: names(snapshot.DataSourcesName), wave: 2, read: plain[wireDataSource](),
			with: func(k *known) (url.Values, []string, *excuse) {
				w, ok := k.sources.find(func(w wireDataSource) bool { return w.ID != "" && w.URL.host == "" })
				if !ok {
					return nil, nil, k.sources.none("data source of which the list does not show the address")
				}
				return nil, []string{w.ID}, nil
			}},
		{ask: appPolicyEndpoint, fills: names(snapshot.AppPolicyName), read: plain[listOf[wireAppPolicy]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				q := k.r.orgQuery()
				q.Set("type", "default")
				return q, nil, nil
			}},
		{ask: usedAppsEndpoint, fills: names(snapshot.UsedAppsName),
			with: func(k *known) (url.Values, []string, *excuse) {
				q := k.r.orgQuery()
				q.Set("start", "0")
				q.Set("count", "100")
				return q, nil, nil
			},
			read: keep(func(k *known) *page[wireUsedApp] { return &k.usedApps })},
		{ask: subscriptionsEndpoint, fills: names(snapshot.SubscriptionsName), wave: 2, with: inCenter(false), read: plain[wireSubscriptions]()},
	}
}
