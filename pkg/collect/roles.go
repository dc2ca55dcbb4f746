package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var rolesEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/roles", Rank: snapshot.RankAPI,
	Scope: "spark-admin:roles_read", Role: "any administrator",
	Wire: listOf[wireRole]{},
}

type wireRole struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// roles reads the names of the administrator roles.
func roles(ctx context.Context, r *run) {
	pages := webex.Linked[wireRole](ctx, r.o.Client, rolesEndpoint.request(nil), "items")
	r.s.Roles = fill(r, rolesEndpoint, pages, wireRole.role)
}

func (w wireRole) role() snapshot.Role { return snapshot.Role{ID: w.ID, Name: w.Name} }
