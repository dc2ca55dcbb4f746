package collect

import (
	"context"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var licensesEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/licenses", Rank: snapshot.RankAPI,
	Scope: "spark-admin:licenses_read", Role: "any administrator",
	Wire: listOf[wireLicense]{},
}

type wireLicense struct {
	ID             string   `json:"id"`
	Name           string   `json:"name"`
	TotalUnits     looseInt `json:"totalUnits"`
	ConsumedUnits  looseInt `json:"consumedUnits"`
	SiteURL        string   `json:"siteUrl"`
	SiteType       string   `json:"siteType"`
	SubscriptionID string   `json:"subscriptionId"`
}

// licenses reads what the organisation has bought.
func licenses(ctx context.Context, r *run) {
	pages := webex.Linked[wireLicense](ctx, r.o.Client, licensesEndpoint.request(nil), "items")
	r.s.Licenses = fill(r, licensesEndpoint, pages, wireLicense.license)
	r.contradictLicenses(ctx)
}

func (w wireLicense) license() snapshot.License {
	return snapshot.License{
		ID:       w.ID,
		Name:     w.Name,
		Total:    w.TotalUnits.amount(),
		Consumed: w.ConsumedUnits.amount(),
		SiteURL:  siteHost(w.SiteURL),
		SiteType: w.SiteType,

		SubscriptionID: w.SubscriptionID,
	}
}

// siteHost returns the host name of a site, lower case: Webex writes a site as
// "clinic.webex.com", as an URL, or as "clinic.webex.com#attendee" for people
// who may only attend there.
func siteHost(site string) string {
	site = strings.ToLower(strings.TrimSpace(site))
	if _, rest, ok := strings.Cut(site, "://"); ok {
		site = rest
	}
	if end := strings.IndexAny(site, "/#?"); end >= 0 {
		site = site[:end]
	}
	return site
}
