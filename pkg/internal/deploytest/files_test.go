package deploytest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const root = "../../.."

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	require.NoError(t, err)
	return string(text)
}

// unit reads a systemd unit: the values of each key, in order, with continued
// lines joined. Sections do not matter, as no key here is in two of them.
func unit(text string) map[string][]string {
	text = strings.ReplaceAll(text, "\\\n", " ")
	keys := map[string][]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if key, value, ok := strings.Cut(line, "="); ok && line[0] != '#' {
			keys[key] = append(keys[key], value)
		}
	}
	return keys
}

// crontab reads the one line of a table of cron.d that is neither a comment nor
// a variable: its five times, its user and its command.
func crontab(t *testing.T, text string) (schedule []string, user, command string) {
	t.Helper()
	variable := regexp.MustCompile(`^[A-Z]+=`)
	var lines []string
	for line := range strings.Lines(text) {
		require.True(t, strings.HasSuffix(line, "\n"), "cron ignores a last line without a newline")
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !variable.MatchString(line) {
			lines = append(lines, line)
		}
	}
	require.Len(t, lines, 1)
	require.NotContains(t, lines[0], "%", "cron ends the command there")
	fields := strings.SplitN(lines[0], " ", 7)
	require.Len(t, fields, 7)
	return fields[:5], fields[5], fields[6]
}

// codeLines are the lines of a Markdown document's indented code.
func codeLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			lines = append(lines, strings.TrimSpace(code))
		}
	}
	return lines
}

// table reads the rows of the Markdown table whose head begins with a word,
// without head and rule.
func table(t *testing.T, text, word string) [][]string {
	t.Helper()
	_, after, ok := strings.Cut(text, "\n| "+word+" |")
	require.True(t, ok, "there is no table that begins with %q", word)
	var rows [][]string
	for i, line := range strings.Split(after, "\n") {
		if i < 2 {
			continue
		}
		if !strings.HasPrefix(line, "|") {
			break
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		rows = append(rows, cells)
	}
	require.NotEmpty(t, rows)
	return rows
}
