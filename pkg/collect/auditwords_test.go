package collect

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAuditText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":       "",
		"LOGINS": "LOGINS",
		"Block External Communications Was Disabled": "Block External Communications Was Disabled",
		"Multi-factor Authentication Was Turned Off": "Multi-factor Authentication Was Turned Off",
		"Retention period was reduced or shortened":  "Retention period was reduced or shortened",
		"EventCategory.SITE_SETTINGS":                "EventCategory.SITE_SETTINGS",
		"An Admin logged in":                         "An Admin logged in",
		"An admin updated a user's licenses":         "An admin updated a user's licenses",
		"An eDiscovery report was created":           "An eDiscovery report was created",
		"An admin updated an organization setting":   "An admin updated an organization setting",
		"A user logged in":                           "A user logged in",
		"Role assigned":                              "Role assigned",
		"role_assigned":                              "role_assigned",
		"Jane Doe did it":                            redacted,
		"jane@clinic.example removed a role":         redacted + " removed a role",
		"A role was given to Jane Doe (MRN 12)":      "A role was given to " + redacted,
		"RoleAssignedToJane":                         "assign role",
		"Login-failed for jane":                      "Login-failed for " + redacted,
		"JaneUnassigned":                             "unassign",
		"Jane\nDoe, jané":                            redacted,
		"jane":                                       redacted,
		"LOGINS JANE":                                "LOGINS " + redacted,
		"EventCategory.JANE 5":                       redacted,
	} {
		got := auditText(text)
		require.Equal(t, want, got, text)
		require.Equal(t, got, auditText(got), "a replay reads what was recorded")
		var p phrase
		data, err := json.Marshal(text)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, &p))
		require.Equal(t, want, string(p))
		require.Equal(t, want, phrase("").redact(text, nil))
	}
	long := strings.Repeat("Jane ", 200) + "assigned a role"
	require.Equal(t, redacted+" assigned a role", auditText(long))
}

// TestAuditTextKeepsTheVerdict: what is judged by a description is judged the
// same after it was cleaned.
func TestAuditTextKeepsTheVerdict(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"An admin assigned a role to a user", "Jane's role was unassigned", "ROLE_ADDED_TO_JANE9", "JaneRoleRevoked", "Role-changes by Jane", "xroley grantz",
		"Roles modified: Jane", "jane: sign-in unsuccessful", "LoginFailure(jane)", "Access denied to jane", "account-locked-jane", "rejectedJane", "Jane took away a role",
		"Jane became role holder", "Full admin role withdrawn", "set roles", "edits of roles",
		"LoginAttempted(jane)",
	} {
		clean := auditText(text)
		require.NotContains(t, strings.ToLower(clean), "jane")
		grant, removal := roleChange(text)
		cleanGrant, cleanRemoval := roleChange(clean)
		require.Equal(t, [2]bool{grant, removal}, [2]bool{cleanGrant, cleanRemoval}, "%s: %s", text, clean)
		require.Equal(t, failedSignIn(text), failedSignIn(clean), "%s: %s", text, clean)
		require.Equal(t, wireAttempt{}.succeeded(text), wireAttempt{}.succeeded(clean), "%s: %s", text, clean)
	}
}

func FuzzAuditText(f *testing.F) {
	for _, seed := range []string{"An Admin logged in", "EventCategory.LOGINS", "jane@clinic.example removed a role", "RoleAssignedToJane", "''", "[redacted]", "_-_"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := auditText(text)
		require.Equal(t, clean, auditText(clean))
		require.True(t, failedSignIn(clean) || !failedSignIn(text), "a failure was lost")
	})
}
