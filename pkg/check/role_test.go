package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestRoleOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]check.Role{
		"Full Administrator":                  check.FullAdmin,
		"full administrator":                  check.FullAdmin,
		"id_full_admin":                       check.FullAdmin,
		"Full_Admin":                          check.FullAdmin,
		"Compliance Officer":                  check.ComplianceOfficer,
		"Site Administrator":                  check.SiteAdmin,
		"Webex Site Administrator":            check.SiteAdmin,
		"Read-only administrator":             "read only admin",
		"id_readonly_admin":                   "read only admin",
		"User and Device administrator":       "user and device admin",
		"User & Device Administrator":         "user and device admin",
		"id_user_admin":                       "user and device admin",
		"User Administrator":                  "user admin",
		"id_device_admin":                     "device admin",
		"Content Admin":                       "content admin",
		"location_admin":                      "location admin",
		"  Support   Administrator ":          "support admin",
		"User":                                check.NoRole,
		"id_user":                             check.NoRole,
		"cjp.premium_agent":                   check.NoRole,
		"cjp.standard_agent":                  check.NoRole,
		"cjp.supervisor":                      check.CenterSupervisor,
		"cjp.admin":                           "contact center admin",
		"atlas-portal.support":                "support admin",
		"Administrateur avec droits complets": "administrateur avec droits complets",
	} {
		require.Equal(t, want, check.RoleOf(name), name)
	}
	require.True(t, check.RoleOf("Night Watch").Unclassified())
	require.Equal(t, "unclassified", check.RoleOf("Night Watch").Key(), "a name that is not known may be free text")
	require.Equal(t, "read-only administrator", check.RoleOf("id_readonly_admin").String())
	require.Equal(t, "full_admin", check.FullAdmin.Key())
}
