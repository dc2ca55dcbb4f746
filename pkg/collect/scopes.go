package collect

import (
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Grantee says whose token scopes are asked for. The zero value is an
// administrator who signs in to an ordinary integration, in an organisation
// without a Contact Center.
type Grantee struct {
	// Officer is a compliance officer instead of an administrator. No token should
	// hold the scopes of both.
	Officer bool
	// ServiceApp adds what Webex grants to service apps only. A sign-in to an
	// ordinary integration that asks for one of these fails as a whole.
	ServiceApp bool
	// ContactCenter adds what only an organisation with a Contact Center can
	// grant; elsewhere it makes a sign-in fail as well.
	ContactCenter bool
}

// scopeOrder lists every scope that some grantee is given, in the order in which
// the documents list them: an integration is registered with them once, and
// whoever compares the two lists should find the same words in the same places.
var scopeOrder = []string{
	"spark-admin:organizations_read", "spark-admin:people_read", "spark-admin:roles_read", "spark-admin:licenses_read",
	"identity:people_read", "identity:organizations_read", "identity:tokens_read", "audit:events_read",
	"meeting:admin_config_read", "meeting:admin_preferences_read", "meeting:admin_schedule_read",
	"meeting:admin_participants_read", "meeting:admin_recordings_read", "spark:rooms_read",
	"spark-admin:telephony_config_read", "spark-admin:recordings_read", "spark-admin:devices_read", "spark-admin:workspaces_read",
	"spark-admin:webhooks_read",
	centerScope,
	"spark:people_read",
	"spark-compliance:meetings_read", "spark-compliance:recordings_read", "spark-compliance:rooms_read",
	"spark-compliance:memberships_read",
	"guest-issuer:read", "spark-admin:datasource_read",
}

// centerScope is the only scope of the Contact Center.
const centerScope = "cjp:config_read"

// Scopes returns the smallest set of scopes with which the grantee may send the
// requests, in a fixed order; all of them only read. Endpoints that only a
// compliance officer may read count for an officer alone, and all others for
// everybody else. Services that Cisco does not document ask for no scope.
func Scopes(endpoints []Endpoint, g Grantee) []string {
	need := map[string]bool{}
	var either [][]string // any one of each will do
	for _, e := range endpoints {
		officers := e.OfOfficers() || e.Host == webex.Officer
		if e.Scope == "" || officers != g.Officer {
			continue
		}
		choice := slices.DeleteFunc(strings.Split(e.Scope, " or "), func(scope string) bool { return !g.mayHold(scope) })
		if len(choice) == 1 {
			need[choice[0]] = true
		} else if len(choice) > 1 {
			either = append(either, choice)
		}
	}
	for _, choice := range either {
		if !slices.ContainsFunc(choice, func(scope string) bool { return need[scope] }) {
			need[choice[0]] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(scopeOrder), func(scope string) bool { return !need[scope] })
}

// mayHold says whether the grantee may ask for a scope at all.
func (g Grantee) mayHold(scope string) bool {
	switch {
	case snapshot.OnlyServiceApps(scope):
		return g.ServiceApp
	case scope == centerScope:
		return g.ContactCenter
	default:
		return g.Officer || !snapshot.OnlyOfficers(scope)
	}
}
