package policy_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

func TestTemplateChangesNothing(t *testing.T) {
	t.Parallel()
	text := policy.Template(checks.All())
	require.True(t, strings.HasPrefix(string(text), "# yaml-language-server: $schema=wxaudit.schema.json\n"))
	for _, line := range strings.Split(string(text), "\n") {
		require.LessOrEqual(t, len(line), 200, line)
	}
	p, err := policy.Parse("wxaudit.yaml", text, checks.All())
	require.NoError(t, err)
	require.Empty(t, p.Waivers)
	require.Empty(t, p.Disabled)
	require.True(t, p.Scope.All())
	for _, c := range checks.All() {
		require.Empty(t, p.Adjusted(c), c.ID)
		for _, param := range c.Params {
			require.Contains(t, string(text), "#      "+param.Name+": ", "%s: no line for its parameter", c.ID)
		}
		if len(c.Params) > 0 {
			require.Contains(t, string(text), "#  "+c.ID+":\n")
		}
	}
	require.NoError(t, fits(t, policySchema(t, checks.All()), text))
}

// setting is a line of the template that is a setting without its #.
var setting = regexp.MustCompile(`(?m)^#((?:  )*[^ \n])`)

func TestTemplateUncommented(t *testing.T) {
	t.Parallel()
	for name, all := range map[string][]check.Check{"small": catalogue(), "whole": checks.All()} {
		s := policySchema(t, all)
		sections := strings.Split(string(policy.Template(all)), "\n\n")
		require.Len(t, sections, 10)
		for _, section := range sections[1:] {
			text := setting.ReplaceAllString(section, "$1")
			key, _, _ := strings.Cut(text[regexp.MustCompile(`(?m)^[a-z]`).FindStringIndex(text)[0]:], ":")
			t.Run(name+"/"+key, func(t *testing.T) {
				t.Parallel()
				p, err := policy.Parse("wxaudit.yaml", []byte("version: 1\n"+text), all)
				require.NoError(t, err, text)
				require.NoError(t, fits(t, s, []byte("version: 1\n"+text)))
				if key == "checks" {
					for _, c := range all {
						require.Empty(t, p.Adjusted(c), "%s: what the template shows is not the default", c.ID)
					}
				}
			})
		}
	}
}
