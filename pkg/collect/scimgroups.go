package collect

import (
	"context"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	scimGroupsEndpoint = Endpoint{
		Host: webex.API, Path: "/identity/scim/{orgUuid}/v2/Groups", Rank: snapshot.RankAPI,
		Scope: "identity:people_read", Role: "full, group, read-only or device administrator",
		Wire: scimListOf[wireScimGroup]{},
	}
	scimMembersEndpoint = Endpoint{
		Host: webex.API, Path: "/identity/scim/{orgUuid}/v2/Groups/{groupId}/Members", Rank: snapshot.RankAPI,
		Scope: "identity:people_read", Role: "full, group, read-only or device administrator",
		Wire: wireScimMembers{},
	}
)

type wireScimGroup struct {
	ID    string `json:"id"`
	Webex *struct {
		Inheritances []wireInheritance `json:"inheritances"`
	} `json:"urn:scim:schemas:extension:cisco:webexidentity:2.0:Group"`
}

type wireInheritance struct {
	Type   string    `json:"type"`
	Value  string    `json:"value"`
	Nested looseBool `json:"nested"`
}

type wireScimMembers struct {
	TotalResults looseInt     `json:"totalResults"`
	MemberSize   looseInt     `json:"memberSize"`
	ItemsPerPage looseInt     `json:"itemsPerPage"`
	StartIndex   looseInt     `json:"startIndex"`
	Members      []wireMember `json:"members"`
}

// size is how many members there are. Webex's document calls the number
// memberSize in its example, and totalResults in its schema.
func (w wireScimMembers) size() snapshot.Opt[int] {
	if n := w.TotalResults.amount(); n.Known() {
		return n
	}
	return w.MemberSize.amount()
}

type wireMember struct {
	Type  enum     `json:"type"`
	Value uuidText `json:"value"`
}

// isGroup says whether the member is a group. Webex's schema (GET
// /Schemas/SCIM2/Group) has "Group", and its examples have "group".
func (m wireMember) isGroup() bool { return strings.EqualFold(string(m.Type), "group") }

// scimGroups reads the groups, and the members of those that grant an
// administrator role or that the PHI scope names.
func scimGroups(ctx context.Context, r *run) {
	pages := webex.Scim[wireScimGroup](ctx, r.o.Client, scimGroupsEndpoint.request(byID(), r.orgUUID()), "Resources", 100)
	nested := map[string]bool{} // groups whose roles reach the groups inside them
	r.s.ScimGroups = fill(r, scimGroupsEndpoint, pages, func(w wireScimGroup) snapshot.ScimGroup {
		nested[w.ID] = w.reachesNested()
		return w.group()
	})
	r.s.ScimGroups.Gap = firstGap(r.s.ScimGroups.Gap,
		repeated(scimGroupsEndpoint, r.s.ScimGroups.Items, func(g snapshot.ScimGroup) string { return g.ID }))
	groups := r.s.ScimGroups.Items
	readAt := make([]time.Time, len(groups))
	each(len(groups), func(i int) {
		g := &groups[i]
		if len(g.GrantsRoles) > 0 {
			readAt[i] = r.members(ctx, g, nested[g.ID])
		}
		if slices.Contains(r.o.Groups, g.ID) { // with the groups inside it, whatever inherits roles
			whole := snapshot.ScimGroup{ID: g.ID}
			readAt[i] = latest(readAt[i], r.members(ctx, &whole, true))
			g.AllUUIDs, g.Gap = whole.MemberUUIDs, firstGap(g.Gap, whole.Gap)
		}
	})
	for _, at := range readAt {
		r.s.ScimGroups.Source.ReadAt = latest(r.s.ScimGroups.Source.ReadAt, at)
	}
}

// group leaves the granted roles unknown when Webex did not describe the group,
// or did not say which role one of its inheritances is about.
func (w wireScimGroup) group() snapshot.ScimGroup {
	g := snapshot.ScimGroup{ID: w.ID}
	if w.Webex == nil {
		return g
	}
	g.GrantsRoles = []string{}
	for _, in := range w.Webex.Inheritances {
		if in.grantsRole() && in.Value == "" {
			g.GrantsRoles = nil
			return g
		}
		if in.grantsRole() {
			g.GrantsRoles = append(g.GrantsRoles, in.Value)
		}
	}
	return g
}

// reachesNested says whether the members of groups inside the group inherit
// too; only an explicit "nested": false says that they do not.
func (w wireScimGroup) reachesNested() bool {
	return w.Webex != nil && slices.ContainsFunc(w.Webex.Inheritances, func(in wireInheritance) bool {
		return in.grantsRole() && in.Nested.Tri() != snapshot.No
	})
}

// grantsRole says whether the inheritance is about a role: "role", or
// "location_role" for one place. One without a type counts: it may be.
func (in wireInheritance) grantsRole() bool {
	kind := strings.ToLower(in.Type)
	return kind == "" || kind == "role" || strings.HasSuffix(kind, "_role")
}

// members fills in who belongs to a group, through the groups inside it as far
// as its roles reach.
func (r *run) members(ctx context.Context, g *snapshot.ScimGroup, nested bool) (readAt time.Time) {
	todo, seen := []string{g.ID}, map[string]bool{g.ID: true}
	g.MemberUUIDs = []string{} // read, and nobody seen so far
	for len(todo) > 0 {
		id := todo[0]
		todo = todo[1:]
		request := scimMembersEndpoint.request(nil, r.orgUUID(), id)
		found, at, err := drain(webex.Scim[wireMember](ctx, r.o.Client, request, "members", 500))
		readAt = latest(readAt, at)
		if err != nil {
			g.Gap = r.gap(scimMembersEndpoint, err)
		}
		g.Gap = firstGap(g.Gap, repeated(scimMembersEndpoint, found, func(m wireMember) string { return string(m.Value) }))
		for _, m := range found {
			switch uuid := string(m.Value); {
			case uuid == "":
				g.Gap = scimMembersEndpoint.misshapen("a member has no id")
			case !m.isGroup():
				g.MemberUUIDs = append(g.MemberUUIDs, uuid)
			case nested && !seen[uuid]:
				seen[uuid] = true
				todo = append(todo, uuid)
			}
		}
	}
	slices.Sort(g.MemberUUIDs)
	g.MemberUUIDs = slices.Compact(g.MemberUUIDs)
	return readAt
}
