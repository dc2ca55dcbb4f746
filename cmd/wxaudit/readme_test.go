package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
)

// elsewhere are scopes that a nightly token of an administrator cannot or should
// not hold; the README names them apart.
var elsewhere = map[string]bool{
	"spark-admin:datasource_read": true, "guest-issuer:read": true, // of service apps
	"spark-compliance:meetings_read": true, "spark-compliance:memberships_read": true, "spark-compliance:rooms_read": true,
	"spark-compliance:webhooks_read": true, "spark-compliance:recordings_read": true,
	"cjp:config_read": true, // with a Contact Center only
}

// TestReadmeNamesEveryScope keeps the list of scopes to paste true: it has what
// the endpoints ask for, and nothing else.
func TestReadmeNamesEveryScope(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	scope := regexp.MustCompile(`[a-z-]+:[a-z_]+_read\b|guest-issuer:read`)
	_, after, ok := strings.Cut(string(text), "A token with these scopes")
	require.True(t, ok)
	paste, rest, ok := strings.Cut(after, "\n\nThe ")
	require.True(t, ok)

	var want, apart []string
	for _, e := range collect.Endpoints() {
		for _, s := range scope.FindAllString(e.Scope+" "+e.Role, -1) {
			if elsewhere[s] {
				apart = append(apart, s)
			} else {
				want = append(want, s)
			}
		}
	}
	slices.Sort(want)
	require.ElementsMatch(t, slices.Compact(want), scope.FindAllString(paste, -1))
	for _, s := range apart {
		require.Contains(t, rest, s)
	}
}
