package deploytest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exposed are the ways in which a secret would show to others on the computer,
// or lie in a file that is copied about: variables of the environment, command
// lines, and values that look like a token or a client secret of Webex.
var exposed = map[string]*regexp.Regexp{
	"a secret in the environment": regexp.MustCompile(`WXAUDIT_(ACCESS_TOKEN|REFRESH_TOKEN|CLIENT_SECRET|CLIENT_ID|PSEUDONYM_KEY)`),
	"a secret as an argument":     regexp.MustCompile(`--(client-secret|access-token|refresh-token|password)\b`),
	"a variable from a secret":    regexp.MustCompile(`secretKeyRef|secretRef|envFrom|EnvironmentFile|SetCredential|PassEnvironment`),
	"a password":                  regexp.MustCompile(`(?i)/RP [^*]|<Password>`),
	"what may be a secret":        regexp.MustCompile(`\b[0-9a-f]{64}\b|\b[A-Za-z0-9_-]{64,}\b`),
}

func exposures(text string) []string {
	var found []string
	for name, shape := range exposed {
		if shape.MatchString(text) {
			found = append(found, name+": "+shape.FindString(text))
		}
	}
	return found
}

func TestNoSecretIsExposed(t *testing.T) {
	t.Parallel()
	var files int
	check := func(path string) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Empty(t, exposures(string(text)), path)
		files++
	}
	err := filepath.WalkDir(filepath.Join(root, "deploy"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			check(path)
		}
		return err
	})
	require.NoError(t, err)
	check(filepath.Join(root, "docs/nightly.md"))
	require.Greater(t, files, 15)
}

func TestExposuresAreSeen(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Environment=WXAUDIT_CLIENT_SECRET=x", "EnvironmentFile=/etc/wxaudit/env", "wxaudit run --access-token x",
		"valueFrom: {secretKeyRef: {name: x}}", "schtasks /RU wxaudit /RP hunter2", strings.Repeat("0a", 32),
	} {
		require.Len(t, exposures(text), 1, text)
	}
}

func TestPodsHaveNoSecretInTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, m := range []manifest{cronJob(t), signIn(t), resend(t)} {
		c := m.pod().container(t)
		require.Empty(t, c.EnvFrom)
		require.Equal(t, []map[string]any{{"name": "HOME", "value": "/var/lib/wxaudit"}}, c.Env)
	}
	for _, value := range object(t, "secret.example.yaml").Texts {
		require.Equal(t, 2, strings.Count(value, "REPLACE-WITH-"), "the shipped Secret has no values")
	}
	require.Empty(t, object(t, "secret.example.yaml").Data)
}
