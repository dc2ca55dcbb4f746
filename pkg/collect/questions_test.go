package collect

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// TestEveryEndpointHasAQuestion but for those that every preflight reads as a run
// does, and the handshakes, which are no service of Webex's.
func TestEveryEndpointHasAQuestion(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	for _, e := range []Endpoint{meEndpoint, officerMeEndpoint, organizationEndpoint, licensesEndpoint, rolesEndpoint, handshakeEndpoint} {
		asked[e.Path+e.Scope] = true
	}
	for _, q := range questions() {
		asked[q.ask.Path+q.ask.Scope] = true
		require.LessOrEqual(t, q.wave, waves, q.ask.Path)
		for _, name := range slices.Concat(q.fills, q.parts) {
			require.True(t, slices.ContainsFunc(EndpointsOf(name), func(e Endpoint) bool { return e.Path == q.ask.Path }),
				"%s does not ask for %s", name, q.ask.Path)
		}
	}
	for _, e := range Asks(snapshot.Names()...) {
		require.True(t, asked[e.Path+e.Scope], "%s %s", e.Path, e.Scope)
	}
}

// TestEverySectionHasAQuestion but for those that are made of others.
func TestEverySectionHasAQuestion(t *testing.T) {
	t.Parallel()
	without := []snapshot.Name{snapshot.HostsName, snapshot.TLSEndpointsName,
		snapshot.AuditorName, snapshot.OrganizationName, snapshot.LicensesName, snapshot.RolesName}
	for _, name := range snapshot.Names() {
		has := slices.ContainsFunc(questions(), func(q *question) bool { return slices.Contains(slices.Concat(q.fills, q.parts), name) })
		require.Equal(t, !slices.Contains(without, name), has, name)
	}
}
