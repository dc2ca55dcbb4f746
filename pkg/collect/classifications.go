package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var classificationsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/classifications", Rank: snapshot.RankAPI,
	Scope: "spark-admin:organizations_read", Role: "any administrator",
	Wire: listOf[wireClassification]{},
}

// wireClassification has no field for the description.
type wireClassification struct {
	ID      string    `json:"id"`
	Title   shownName `json:"title"`
	Rank    looseInt  `json:"rank"`
	Enabled looseBool `json:"enabled"`
}

// classifications reads the labels that spaces can carry.
func classifications(ctx context.Context, r *run) {
	nameless := 0
	pages := webex.Linked[wireClassification](ctx, r.o.Client, classificationsEndpoint.request(nil), "items")
	r.s.Classifications = fill(r, classificationsEndpoint, pages, func(w wireClassification) snapshot.Classification {
		if w.ID == "" {
			nameless++
		}
		if w.Title == redacted {
			w.Title = "" // nobody knows what it says
		}
		return snapshot.Classification{ID: w.ID, Title: string(w.Title), Rank: w.Rank.Opt(), Enabled: w.Enabled.Tri()}
	})
	r.s.Classifications.Gap = firstGap(r.s.Classifications.Gap, classificationsEndpoint.lacking(nameless, "id"))
}
