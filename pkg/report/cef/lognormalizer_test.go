package cef_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/cef"
	"wxaudit/pkg/report/ocsf"
)

// A parser that is not ours reads every line, hostile ones included, and finds
// in it what was put there: lognormalizer of liblognorm (Debian liblognorm-utils).
func TestLognormalizerReadsEveryLine(t *testing.T) {
	t.Parallel()
	program := realpart.Program(t, "apt-get install liblognorm-utils", "lognormalizer")
	rules := filepath.Join(t.TempDir(), "cef.rulebase")
	require.NoError(t, os.WriteFile(rules, []byte("version=2\nrule=:%cef:cef%\n"), 0o600))

	var lines []string
	var events []ocsf.Event
	for _, r := range reporttest.All(20) {
		for e := range ocsf.Events(r) {
			events = append(events, e)
			lines = append(lines, cef.Encode(e, roomy))
		}
	}
	cmd := exec.CommandContext(t.Context(), program, "-r", rules, "-e", "json")
	cmd.Stdin = strings.NewReader(spaced(t, lines))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	read := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, read, len(lines), "one event is one line")
	for i, text := range read {
		var doc struct {
			CEF struct {
				DeviceVendor, DeviceProduct, DeviceVersion, SignatureID, Name, Severity string
				Extensions                                                              map[string]string
			} `json:"cef"`
		}
		require.NoError(t, json.Unmarshal([]byte(text), &doc))
		got := doc.CEF
		require.Equal(t, want(events[i]), parsed{
			header:    [7]string{"0", got.DeviceVendor, got.DeviceProduct, got.DeviceVersion, got.SignatureID, got.Name, got.Severity},
			extension: got.Extensions,
		}, "%s\n%s", lines[i], text)
	}
}

// spaced puts a space before the extension of each line: liblognorm up to 2.0.6
// leaves out the first character there, whatever it is, and its own examples have
// that space.
func spaced(t *testing.T, lines []string) string {
	t.Helper()
	var b strings.Builder
	for _, line := range lines {
		head, rest, found := strings.Cut(line, "|rt=")
		require.True(t, found)
		b.WriteString(head + "| rt=" + rest + "\n")
	}
	return b.String()
}
