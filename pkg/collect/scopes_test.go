package collect

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// serviceAppScopes are written out, and not taken from what is tested.
var serviceAppScopes = []string{"guest-issuer:read", "spark-admin:datasource_read"}

// everyAsk is every question of the catalogue.
func everyAsk() []Endpoint { return Asks(snapshot.Names()...) }

func TestScopesOfAnAdministrator(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"spark-admin:organizations_read", "spark-admin:people_read"}, Scopes(Asks(), Grantee{}),
		"who the token's person is, and which organisation theirs")
	require.Equal(t, []string{
		"spark-admin:organizations_read", "spark-admin:people_read", "spark-admin:roles_read", "spark-admin:licenses_read",
		"identity:people_read", "meeting:admin_preferences_read", "meeting:admin_recordings_read",
	}, Scopes(Asks(snapshot.PurgedRecordingsName, snapshot.RecordingsName), Grantee{}))
}

func TestScopesOfAComplianceOfficer(t *testing.T) {
	t.Parallel()
	officer := Grantee{Officer: true}
	require.Empty(t, Scopes(Asks(snapshot.PeopleName), officer), "nothing that needs one")
	require.Equal(t, []string{"spark:people_read", "spark-compliance:meetings_read"}, Scopes(Asks(snapshot.PurgedRecordingsName), officer))
	require.Equal(t, []string{
		"spark:people_read", "spark-compliance:meetings_read", "spark-compliance:recordings_read",
		"spark-compliance:rooms_read", "spark-compliance:memberships_read",
	}, Scopes(everyAsk(), officer))
}

func TestScopesThatAreAskedForApart(t *testing.T) {
	t.Parallel()
	plain := Scopes(everyAsk(), Grantee{})
	for _, scope := range append([]string{centerScope}, serviceAppScopes...) {
		require.NotContains(t, plain, scope)
	}
	require.ElementsMatch(t, append(slices.Clone(plain), centerScope), Scopes(everyAsk(), Grantee{ContactCenter: true}))
	require.ElementsMatch(t, append(slices.Clone(plain), serviceAppScopes...), Scopes(everyAsk(), Grantee{ServiceApp: true}))
}

func TestScopesPreferOneThatIsAskedForAnyway(t *testing.T) {
	t.Parallel()
	either := Endpoint{Host: webex.API, Scope: "spark-admin:webhooks_read or spark-admin:people_read"}
	require.Equal(t, []string{"spark-admin:webhooks_read"}, Scopes([]Endpoint{either}, Grantee{}), "the first")
	require.Equal(t, []string{"spark-admin:people_read"}, Scopes([]Endpoint{either, peopleEndpoint}, Grantee{}))
	require.Equal(t, []string{"spark-admin:webhooks_read"}, Scopes([]Endpoint{webhooksEndpoint}, Grantee{}), "the other is not an administrator's")
}

// TestScopesAreSmallest takes any scope away, and something can no longer be
// asked.
func TestScopesAreSmallest(t *testing.T) {
	t.Parallel()
	for _, g := range []Grantee{{}, {Officer: true}, {ServiceApp: true, ContactCenter: true}} {
		set := Scopes(everyAsk(), g)
		for _, gone := range set {
			require.True(t, slices.ContainsFunc(everyAsk(), func(e Endpoint) bool {
				return slices.Contains(strings.Split(e.Scope, " or "), gone) &&
					!slices.ContainsFunc(strings.Split(e.Scope, " or "), func(s string) bool { return s != gone && slices.Contains(set, s) })
			}), "%s is not needed", gone)
		}
	}
}

func TestEveryScopeOnlyReadsAndHasAPlace(t *testing.T) {
	t.Parallel()
	for _, e := range everyAsk() {
		for scope := range strings.SplitSeq(e.Scope, " or ") {
			if scope == "" {
				continue
			}
			require.Regexp(t, `^[a-z-]+:([a-z_]+_)?read$`, scope)
		}
	}
	granted := append(Scopes(everyAsk(), Grantee{ServiceApp: true, ContactCenter: true}), Scopes(everyAsk(), Grantee{Officer: true})...)
	require.ElementsMatch(t, scopeOrder, granted, "each is somebody's")
	for _, e := range everyAsk() {
		require.True(t, e.Scope == "" || slices.ContainsFunc(strings.Split(e.Scope, " or "), func(s string) bool { return slices.Contains(scopeOrder, s) }), e.Path)
	}
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(scopeOrder))), len(scopeOrder))
}

// TestScopesAreInTheOrderOfTheReadme: people compare the two lists.
func TestScopesAreInTheOrderOfTheReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	var listed []string
	for _, scope := range regexp.MustCompile(`[a-z-]+:[a-z_]+_read\b`).FindAllString(string(text), -1) {
		if slices.Contains(Scopes(everyAsk(), Grantee{}), scope) && !slices.Contains(listed, scope) {
			listed = append(listed, scope)
		}
	}
	require.Equal(t, Scopes(everyAsk(), Grantee{}), listed)
}
