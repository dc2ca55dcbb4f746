package collect

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestAdminAudit(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{
		"/v1/people": {body: items(person(1, "ann@clinic.example", `,"type":"person","loginEnabled":true,"invitePending":false`))},
		"/v1/adminAudit/events": {body: items(
			`{"id":"e1","created":"2026-03-01T10:00:00.000Z","actorId":"`+base64.RawStdEncoding.EncodeToString([]byte(testUUID(1)))+`","actorOrgId":"`+hydra("ORGANIZATION", testOrgUUID)+`",
				"data":{"eventCategory":"EventCategory.LOGINS","eventDescription":"An Admin logged in","actorEmail":"Ann@clinic.example","actorName":"Ann Secret",
				"actorIp":"10.1.2.3","actionText":"Ann Secret logged in","targetId":"`+hydra("PEOPLE", testUUID(2))+`","targetOrgId":"`+hydra("ORGANIZATION", testOrgUUID)+`"}}`,
			`{"id":"e2","created":"2026-02-01T10:00:00Z","actorId":"`+testUUID(7)+`","actorOrgId":"`+testUUID(8)+`",
				"data":{"eventCategory":"USERS","eventDescription":"User updated","actorEmail":"partner@reseller.example","roleAdded":["id_full_admin"]}}`,
			`{"id":"e3"}`)},
	})
	snap := s.collect(t, snapshot.AdminAuditName)
	require.Nil(t, snap.AdminAudit.Missing())
	require.Equal(t, time.Date(2025, 3, 2, 9, 0, 0, 0, time.UTC), snap.AdminAudit.Source.Since)
	got := snap.AdminAudit.Items
	require.Len(t, got, 3)
	require.Equal(t, snapshot.AdminEvent{
		ID: "e1", At: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), ActorUUID: testUUID(1), ActorOrg: testOrgUUID, TargetOrg: testOrgUUID,
		Actor:    snapshot.Party{Kind: snapshot.Staff, Email: "ann@clinic.example", Domain: "clinic.example", Key: got[0].Actor.Key},
		Category: "LOGINS", Event: "An Admin logged in", TargetUUID: testUUID(2), RoleGrant: snapshot.No, RoleRemoval: snapshot.No,
	}, got[0])
	require.Equal(t, snapshot.Outsider, got[1].Actor.Kind)
	require.Equal(t, "reseller.example", got[1].Actor.Domain)
	require.Equal(t, snapshot.Yes, got[1].RoleGrant)
	require.Equal(t, snapshot.No, got[1].RoleRemoval)
	require.Equal(t, testUUID(8), got[1].ActorOrg)
	require.Equal(t, snapshot.Anonymous, got[2].Actor.Kind)
	require.NotContains(t, fmt.Sprintf("%+v", got), "Secret")
	require.NotContains(t, fmt.Sprintf("%+v", got), "10.1.2.3")

	require.Contains(t, strings.Join(s.paths(), "\n"), "from=2025-03-02T09%3A00%3A00.000Z&max=200&offset=0&orgId="+hydra("ORGANIZATION", testOrgUUID)+"&to=2026-03-02T09%3A00%3A00.000Z")
}

func TestFailedAttempts(t *testing.T) {
	t.Parallel()
	for event, want := range map[string]bool{
		`{"data":{"eventDescription":"SSO Was Disabled"}}`:                                                 false,
		`{"data":{"eventDescription":"SSO Was Disabled","errorCode":"","errorMessage":null}}`:              false,
		`{"data":{"eventDescription":"SSO Was Disabled","errorCode":0}}`:                                   false,
		`{"data":{"eventDescription":"SSO Was Disabled","errorCode":"403"}}`:                               true,
		`{"data":{"eventDescription":"SSO Was Disabled","errorMessage":"Jane Secret may not"}}`:            true,
		`{"data":{"eventDescription":"Disabling SSO failed"}}`:                                             true,
		`{"data":{"eventDescription":"Integration Access Was Denied"}}`:                                    false,
		`{"data":{"eventDescription":"User Logout Attempted","eventStatus":"SUCCESS","failedReason":" "}}`: false,
		`{"data":{"eventDescription":"User Logout Attempted","eventStatus":"FAILED"}}`:                     true,
		`{"data":{"eventDescription":"User Login Attempted","failedReason":"of Jane Secret"}}`:             true,
		`{"data":{"eventDescription":"Role was added","eventStatus":"SUCCESS","failedReason":"N/A"}}`:      false,
		`{"data":{"eventDescription":"Role was added","eventStatus":"PARTIAL_FAILURE"}}`:                   false,
		`{"data":{"eventDescription":"Role was added","eventStatus":"SUCCESS_WITH_ERRORS"}}`:               false,
		`{"data":{"eventDescription":"Account was unlocked","eventStatus":"UNLOCKED"}}`:                    false,
	} {
		snap := newService(map[string]answer{"/v1/adminAudit/events": {body: items(event)}}).collect(t, snapshot.AdminAuditName)
		require.Equal(t, want, snap.AdminAudit.Items[0].Failed, event)
	}
}

// TestRolesAmongChangedAttributes: the identity service calls a new role an update
// of the user, and tells only by the changed attributes what it was.
func TestRolesAmongChangedAttributes(t *testing.T) {
	t.Parallel()
	for attributes, want := range map[string]snapshot.Tri{
		`["userPreferences","ROLES"]`:                          snapshot.Yes,
		`[{"value":"managedSites","operation":"delete"}]`:      snapshot.Yes,
		`["userPreferences","rolesOfOthers"]`:                  snapshot.No,
		`"userPreferences, roles"`:                             snapshot.Yes,
		`{"managedOrgs":{"added":1}}`:                          snapshot.Yes,
		`["urn:ietf:params:scim:schemas:core:2.0:User:roles"]`: snapshot.Yes,
		`"userPreferences"`:                                    snapshot.No,
		`null`:                                                 snapshot.No,
		`[null,7]`:                                             snapshot.No,
	} {
		event := `{"data":{"eventCategory":"WEBEX_IDENTITY","eventDescription":"User was updated","changedAttributes":` + attributes + `}}`
		snap := newService(map[string]answer{"/v1/adminAudit/events": {body: items(event)}}).collect(t, snapshot.AdminAuditName)
		require.Equal(t, want, snap.AdminAudit.Items[0].RoleGrant, attributes)
		require.Equal(t, want, snap.AdminAudit.Items[0].RoleRemoval, attributes)
	}
	snap := newService(map[string]answer{"/v1/adminAudit/events": {body: items(`{"data":{"changedAttributes":["roles"],"roleRemoved":["id_full_admin"]}}`)}}).
		collect(t, snapshot.AdminAuditName)
	require.Equal(t, snapshot.No, snap.AdminAudit.Items[0].RoleGrant, "the event says which it was")
	kept := accountAttributes{}.redact([]any{"roles", "sparkDataRetentionDays", "canary", map[string]any{"value": "managedOrgs"}}, nil)
	require.Equal(t, []any{"sparkDataRetentionDays", "roles", "managedOrgs"}, kept)
}

func TestTargetBehindWords(t *testing.T) {
	t.Parallel()
	const words = "Using Admin Id: "
	event := `{"data":{"eventDescription":"User's token was revoked by an Admin.","targetId":"` + words + testUUID(1) + `"}}`
	snap := newService(map[string]answer{"/v1/adminAudit/events": {body: items(event, `{"data":{"targetId":7}}`)}}).collect(t, snapshot.AdminAuditName)
	require.Equal(t, testUUID(1), snap.AdminAudit.Items[0].TargetUUID)
	require.Empty(t, snap.AdminAudit.Items[1].TargetUUID)
	require.Equal(t, testUUID(1), targetID("").redact("Jane Secret: "+testUUID(1), nil), "the words may be anybody's")
	require.Equal(t, redacted, targetID("").redact("Jane Secret", nil))
}

func TestAdminAuditRefused(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{"/v1/adminAudit/events": {status: http.StatusForbidden}}).collect(t, snapshot.AdminAuditName)
	require.Nil(t, snap.AdminAudit.Items)
	require.Equal(t, snapshot.Forbidden, snap.AdminAudit.Missing().Reason)
	require.Contains(t, snap.AdminAudit.Missing().Detail, "audit:events_read")
}

func TestRoleChange(t *testing.T) {
	t.Parallel()
	for description, want := range map[string][2]bool{
		"An Admin logged in":                         {false, false},
		"Admin role granted":                         {true, false},
		"A role was assigned to a user":              {true, false},
		"ROLE_ASSIGNED":                              {true, false},
		"Assigned administrator roles":               {true, false},
		"User role added":                            {true, false},
		"Admin role was revoked":                     {false, true},
		"Role unassigned":                            {false, true},
		"ROLE_REMOVED":                               {false, true},
		"Administrator roles were added and removed": {true, true},
		"User's administrator roles were changed":    {true, true},
		"Roles updated":                              {true, true},
		"Role viewed":                                {false, false},
		"Message retention changed":                  {false, false},
		"":                                           {false, false},
	} {
		grant, removal := roleChange(description)
		require.Equal(t, want, [2]bool{grant, removal}, description)
	}
}

// signIn is an event of the security audit log, so many minutes before now.
func signIn(actor string, minutes int, ip, category, description string) string {
	return fmt.Sprintf(`{"id":"x","created":%q,"actorId":%q,"data":{"eventCategory":%q,"eventDescription":%q,"actorIp":%q,"actorName":"Jane Secret"}}`,
		testNow.Add(-time.Duration(minutes)*time.Minute).Format(time.RFC3339), hydra("PEOPLE", actor), category, description, ip)
}

func TestSignIns(t *testing.T) {
	t.Parallel()
	const month = 31 * 24 * 60
	a, b := testUUID(1), testUUID(2)
	s := newService(map[string]answer{"/v1/admin/securityAudit/events": {body: items(
		signIn(b, 5, "10.0.0.9", "LOGINS", "User failed to log in"),
		signIn(a, 10, "10.0.0.1", "LOGOUT", "A user logged out"),
		signIn(a, 30, "10.0.0.1", "EventCategory.LOGINS", "A user logged in"),
		signIn(a, 45, "10.0.0.2", "LOGINS", "A user logged in"),
		signIn(a, 89, "10.0.0.3", "LOGINS", "A user logged in"),
		signIn(a, 91, "10.0.0.4", "LOGINS", "A user logged in"),
		signIn(a, 92, "10.0.0.4", "LOGINS", "A user logged in"),
		signIn(b, month, "10.0.0.1", "LOGINS", "A user logged in"),
		signIn(b, month, "10.0.0.2", "LOGINS", "A user logged in"),
	)}})
	snap := s.collect(t, snapshot.SignInsName)
	require.Nil(t, snap.SignIns.Missing())
	require.Equal(t, []snapshot.SignIn{
		{ActorUUID: a, Last: testNow.Add(-30 * time.Minute), MaxAddressesPerHour: 3,
			Networks: []string{"10.0.0.0/24"}, Unplaced: snapshot.Some(0), PauseDays: snapshot.Some(124), PauseOpen: snapshot.Yes},
		{ActorUUID: b, Last: testNow.Add(-month * time.Minute), MaxAddressesPerHour: 0,
			Networks: []string{}, Unplaced: snapshot.Some(0)},
	}, snap.SignIns.Items)
	require.Equal(t, testNow.AddDate(0, 0, -125), snap.SignIns.Source.Since)
	require.Contains(t, s.paths()[0], "endTime=2026-03-02T09%3A00%3A00.000Z&max=1000&orgId=")
}

// attempt is a sign-in of which only the status says what became of it.
func attempt(status string) string {
	return strings.Replace(signIn(testUUID(1), 5, "10.0.0.1", "LOGINS", "User Login Attempted"), `"data":{`, `"data":{"eventStatus":"`+status+`",`, 1)
}

func TestAttemptsToSignIn(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]int{"SUCCESS": 1, "FAILED": 0, "Unsuccessful": 0} {
		other := signIn(testUUID(2), 5, "10.0.0.1", "LOGINS", "A user logged in")
		snap := newService(map[string]answer{"/v1/admin/securityAudit/events": {body: items(attempt(status), other)}}).collect(t, snapshot.SignInsName)
		require.Nil(t, snap.SignIns.Missing(), status)
		require.Len(t, snap.SignIns.Items, 1+want, status)
	}
}

func TestSignInsProveNothingWhenEmpty(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no event":       items(),
		"sign-outs only": items(signIn(testUUID(1), 5, "10.0.0.1", "LOGOUT", "A user logged out")),
		"failures only":  items(signIn(testUUID(1), 5, "10.0.0.1", "LOGINS", "Login denied")),
		"an attempt":     items(attempt("FAILURE")),
	} {
		snap := newService(map[string]answer{"/v1/admin/securityAudit/events": {body: body}}).collect(t, snapshot.SignInsName)
		require.Equal(t, snapshot.NotLicensed, snap.SignIns.Missing().Reason, name)
		require.Contains(t, snap.SignIns.Missing().Detail, "Pro Pack", name)
	}
}

func TestSignInsBreakOff(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{
		"/v1/admin/securityAudit/events":     {body: items(signIn(testUUID(1), 5, "10.0.0.1", "LOGINS", "A user logged in")), next: "/v1/admin/securityAudit/events?p=2"},
		"/v1/admin/securityAudit/events?p=2": {status: http.StatusBadGateway},
	})
	snap := s.collect(t, snapshot.SignInsName)
	require.Len(t, snap.SignIns.Items, 1)
	require.Equal(t, snapshot.Truncated, snap.SignIns.Missing().Reason)
}

// TestSignInsLackingAField: an event that cannot be counted would make an
// account look quieter than it is.
func TestSignInsLackingAField(t *testing.T) {
	t.Parallel()
	whole := signIn(testUUID(1), 5, "10.0.0.1", "LOGINS", "A user logged in")
	for name, event := range map[string]string{
		"actor":    signIn("nobody", 5, "10.0.0.1", "LOGINS", "A user logged in"),
		"address":  signIn(testUUID(2), 5, "", "LOGINS", "A user logged in"),
		"category": signIn(testUUID(2), 5, "10.0.0.1", "", "A user logged in"),
		"success":  attempt("CHALLENGED"),
		"status":   attempt(""),
		"words":    attempt("not a word"),
		"time":     strings.Replace(whole, `"created"`, `"x"`, 1),
	} {
		snap := newService(map[string]answer{"/v1/admin/securityAudit/events": {body: items(whole, event)}}).collect(t, snapshot.SignInsName)
		require.Len(t, snap.SignIns.Items, 1, name)
		require.Equal(t, snapshot.FieldAbsent, snap.SignIns.Missing().Reason, name)
	}
}
