package snapshot

import (
	"slices"
	"strings"
)

// serviceAppScopes are those that Webex grants to service apps only.
var serviceAppScopes = []string{"guest-issuer:read", "spark-admin:datasource_read"}

// OnlyServiceApps says whether no person's sign-in can have an OAuth scope.
func OnlyServiceApps(scope string) bool { return slices.Contains(serviceAppScopes, scope) }

// OnlyOfficers says whether a compliance officer has to grant an OAuth scope. No
// token should hold such a one beside an administrator's.
func OnlyOfficers(scope string) bool { return strings.HasPrefix(scope, "spark-compliance:") }
