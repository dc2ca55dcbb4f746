package formattest_test

import (
	"bytes"
	"os/exec"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/markdown"
)

// GitHub's own parser, which lets all HTML through here, makes of a report
// nothing but what a report is made of: no link, no image, no HTML from outside.
func TestGitHubsParserFindsNothingThatActs(t *testing.T) {
	t.Parallel()
	program := realpart.Program(t, "apt-get install cmark-gfm", "cmark-gfm")
	render := func(src []byte) (tags []string, html string) {
		cmd := exec.Command(program, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
		cmd.Stdin = bytes.NewReader(src)
		out, err := cmd.Output()
		require.NoError(t, err)
		for _, tag := range regexp.MustCompile(`<([a-z0-9!]+)`).FindAllSubmatch(out, -1) {
			if !slices.Contains(tags, string(tag[1])) {
				tags = append(tags, string(tag[1]))
			}
		}
		return tags, string(out)
	}
	formattest.Each(t, markdown.Write, func(t *testing.T, _ *report.Report, out []byte) {
		tags, html := render(out)
		require.Subset(t, []string{"h1", "h2", "h3", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}, tags, html)
	})
	tags, _ := render([]byte("jane@evil.example <b>x</b> ![a](b) www.evil.example"))
	require.Equal(t, []string{"p", "a", "b", "img"}, tags, "it would find them")
}
