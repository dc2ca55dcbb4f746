package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/collect"
)

// TestReadmeNamesEveryScope keeps the lists of scopes to paste true: they are
// what a login asks for, and nothing else.
func TestReadmeNamesEveryScope(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	all := collect.Asks(sectionsOf(checks.All())...)
	administrators := collect.Scopes(all, collect.Grantee{})
	officers := collect.Scopes(all, collect.Grantee{Officer: true})
	require.Equal(t, administrators, block(t, string(text), "Choose these scopes and no others"))
	require.Equal(t, officers, block(t, string(text), "the compliance officer sign in as well"))
	for _, s := range collect.Scopes(all, collect.Grantee{ServiceApp: true, ContactCenter: true}) {
		require.Contains(t, string(text), s)
	}
}

// block returns the words of the first indented block after a text.
func block(t *testing.T, text, after string) []string {
	t.Helper()
	_, rest, ok := strings.Cut(text, after)
	require.True(t, ok, after)
	_, rest, ok = strings.Cut(rest, "\n\n       ")
	require.True(t, ok, after)
	paste, _, ok := strings.Cut(rest, "\n\n")
	require.True(t, ok, after)
	return strings.Fields(paste)
}
