package checks_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// TestRandomLoss takes things away from organisations that nobody thought of:
// every check of the areas identity and admins, over accounts with roles,
// activity and events drawn at random, must hold to the rule of TestLoss.
func TestRandomLoss(t *testing.T) {
	organisations := 8
	if testing.Short() {
		organisations = 2
	}
	seen := map[finding.Status]int{}
	for seed := range organisations {
		g := dice{rand.New(rand.NewPCG(uint64(seed), 1))}
		s := g.organisation()
		text, err := json.Marshal(s)
		require.NoError(t, err)
		e := checks.Example{Now: s.TakenAt, Text: text, Input: &check.Input{Now: s.TakenAt}}
		losses := append(fieldLosses(t, e), sectionLosses(t, snapshot.Names(), e)...)
		losses = append(losses, gapLosses(t, e)...)
		for _, c := range checks.All() {
			if c.Area() != "identity" && c.Area() != "admins" {
				continue
			}
			params := g.params(c)
			before := engine.Evaluate(c, &check.Input{Snapshot: s, Now: s.TakenAt, Params: params}).Status
			seen[before]++
			for _, l := range losses {
				l.in.Params = params
				o := engine.Evaluate(c, l.in)
				if o.Status != before && o.Status != finding.Unknown {
					t.Errorf("organisation %d: %s is %s, and %s without %s (%s)", seed, c.ID, before, o.Status, l.where, o.Message)
				}
			}
		}
	}
	for _, status := range []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown} {
		require.Positive(t, seen[status], "no organisation was %s: the test shows nothing", status)
	}
}

type dice struct{ *rand.Rand }

func (g dice) often() bool { return g.IntN(8) > 0 }

func (g dice) rarely() bool { return g.IntN(8) == 0 }

func pick[T any](g dice, from ...T) T { return from[g.IntN(len(from))] }

// tri is mostly the usual value.
func (g dice) tri(usual bool) snapshot.Tri {
	if g.IntN(40) == 0 {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(usual != g.rarely())
}

func (g dice) organisation() *snapshot.Snapshot {
	now := time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -g.IntN(days)) }
	src := snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI, ReadAt: now, Since: now.AddDate(-1, 0, 0)}
	s := &snapshot.Snapshot{TakenAt: now, InternalDomains: []string{"clinic.example"}}
	s.Organization = snapshot.Record[snapshot.Organization]{Value: &snapshot.Organization{ID: "org", UUID: "own"}, Source: src}
	s.Authentication = snapshot.Record[snapshot.Authentication]{Source: src, Value: &snapshot.Authentication{
		MFAEnabled: g.tri(true), KeepSignedIn: g.tri(false), KeepDays: snapshot.Some(g.IntN(20)), RememberLogin: g.tri(true),
		RememberDays: snapshot.Some(g.IntN(40)), LockoutFailures: snapshot.Some(g.IntN(12)), LockoutMinutes: snapshot.Some(g.IntN(20)),
		LockoutFactor: snapshot.Some(1 + g.IntN(2)), JITCreation: g.tri(false),
	}}
	s.IdentityProviders = snapshot.Section[snapshot.IdentityProvider]{Items: []snapshot.IdentityProvider{}, Source: src}
	for range g.IntN(3) {
		s.IdentityProviders.Items = append(s.IdentityProviders.Items, snapshot.IdentityProvider{ID: "i", SSOEnabled: g.tri(g.often())})
	}
	names := []string{"Full Administrator", "Compliance Officer", "Read-only Administrator", "Device Administrator", "Night Watch"}
	scim := []string{"id_full_admin", "id_compliance_officer", "id_readonly_admin", "id_device_admin", "id_night_watch"}
	s.Roles.Source, s.Roles.Items = src, []snapshot.Role{}
	for i, n := range names[:3+g.IntN(3)] {
		s.Roles.Items = append(s.Roles.Items, snapshot.Role{ID: fmt.Sprintf("r%d", i), Name: n})
	}
	s.People = snapshot.Section[snapshot.Person]{Items: []snapshot.Person{}, Source: src}
	s.ScimUsers = snapshot.Section[snapshot.ScimUser]{Items: []snapshot.ScimUser{}, Source: src}
	s.SignIns = snapshot.Section[snapshot.SignIn]{Items: []snapshot.SignIn{}, Source: src}
	s.SignIns.Source.Since = now.AddDate(0, 0, -90)
	for i := range 1 + g.IntN(4) {
		uuid, mail := fmt.Sprintf("u%d", i), fmt.Sprintf("staff%d@%s", i, pick(g, "clinic.example", "clinic.example", "other.example"))
		p := snapshot.Person{
			ID: fmt.Sprintf("p%d", i), UUID: uuid, OrgID: "org", Email: mail, DisplayName: pick(g, "Ada Berg", "Ada Berg", "Test"),
			HasFirstName: g.tri(true), HasLastName: g.tri(true), Type: pick(g, "person", "person", "person", "bot"),
			Roles: []string{}, Licenses: []string{}, LoginEnabled: g.tri(true), InvitePending: g.tri(false), Created: ago(40), LastActivity: ago(120),
		}
		u := snapshot.ScimUser{UUID: uuid, Email: pick(g, mail, "alias@clinic.example"), Active: snapshot.Yes, UserType: "user", Roles: []string{}}
		for r := range s.Roles.Items {
			if g.IntN(3) == 0 {
				p.Roles = append(p.Roles, fmt.Sprintf("r%d", r))
				if g.often() {
					u.Roles = append(u.Roles, scim[r])
				}
			}
		}
		s.People.Items = append(s.People.Items, p)
		if g.often() {
			s.ScimUsers.Items = append(s.ScimUsers.Items, u)
		}
		if g.IntN(2) == 0 {
			in := snapshot.SignIn{ActorUUID: uuid, Last: ago(90)}
			if in.Last.After(now.AddDate(0, 0, -30)) {
				in.MaxAddressesPerHour = 1 + g.IntN(8)
			}
			s.SignIns.Items = append(s.SignIns.Items, in)
		}
	}
	me := snapshot.Auditor{ID: "app", UUID: "app", OrgID: "org", Type: "appuser", Roles: []string{"r0"}}
	if p := pick(g, s.People.Items...); g.often() {
		me = snapshot.Auditor{ID: p.ID, UUID: p.UUID, OrgID: "org", Type: p.Type, Roles: p.Roles}
	}
	s.Auditor = snapshot.Record[snapshot.Auditor]{Source: src, Value: &me}
	s.ScimGroups = snapshot.Section[snapshot.ScimGroup]{Source: src, Items: []snapshot.ScimGroup{
		{ID: "g0", GrantsRoles: []string{}},
		{ID: "g1", GrantsRoles: []string{pick(g, scim...)}, MemberUUIDs: []string{fmt.Sprintf("u%d", g.IntN(5))}},
	}[:1+g.IntN(2)]}
	s.AdminAudit = snapshot.Section[snapshot.AdminEvent]{Items: []snapshot.AdminEvent{}, Source: src}
	for i := range 1 + g.IntN(4) {
		s.AdminAudit.Items = append(s.AdminAudit.Items, snapshot.AdminEvent{
			ID: fmt.Sprint(i), At: ago(400), ActorUUID: fmt.Sprintf("u%d", g.IntN(5)), ActorOrg: pick(g, "own", "own", "other", "cisco"),
			Actor:    snapshot.Party{Kind: snapshot.Outsider, Domain: pick(g, "clinic.example", "cisco.com", "reseller.example")},
			Category: pick(g, "LOGINS", "USERS"), TargetUUID: fmt.Sprintf("u%d", g.IntN(5)),
			RoleGrant: snapshot.TriFrom(g.IntN(3) == 0), RoleRemoval: snapshot.No,
		})
	}
	return s
}

// params sometimes sets the lists and limits that an operator sets.
func (g dice) params(c check.Check) check.Params {
	params := check.Defaults(c.Params)
	for _, p := range c.Params {
		switch {
		case slices.Contains([]string{"authorised", "approved"}, p.Name) && g.often():
			params[p.Name] = []string{"staff0@clinic.example|on duty|2026-11-01", "staff1@clinic.example", "staff2@clinic.example|on duty|2027-01-01", "alias@clinic.example|on duty|2026-11-01"}
		case p.Name == "approved_orgs":
			params[p.Name] = pick(g, []string{}, []string{"other"})
		case p.Name == "small_org_users", p.Name == "min", p.Name == "max", p.Name == "fail_above":
			params[p.Name] = g.IntN(4)
		case p.Name == "inactive_days":
			params[p.Name] = pick(g, 30, 60, 100)
		case p.Name == "allow_keep_signed_in", p.Name == "require_admin_evidence":
			params[p.Name] = g.IntN(2) == 0
		}
	}
	return params
}
