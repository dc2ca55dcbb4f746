//go:build linux

package formattest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/sarif"
)

// multitool is the program inside of the npm package, whose own start script
// splits the rule kinds at their semicolon.
const multitool = "testdata/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"

// sarifTool returns Microsoft's validator, ready to run.
func sarifTool(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(multitool)
	require.NoError(t, err)
	realpart.Need(t, realpart.File(path), "the validator is not installed: npm ci --ignore-scripts --prefix pkg/internal/formattest/testdata/sarif")
	require.NoError(t, os.Chmod(path, 0o755)) // npm ci --ignore-scripts leaves that out
	return path
}

// judged returns what the validator complains about in the files of a directory,
// by the rules of the standard and by those of GitHub. It exits with 0 whatever
// it finds.
func judged(t *testing.T, tool, dir string) (complaints []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.sarif"))
	require.NoError(t, err)
	cmd := exec.Command(tool, slices.Concat([]string{"validate"}, files, []string{"--rule-kind", "Sarif;Ghas",
		"--level", "Error;Warning;Note", "--output", filepath.Join(dir, "verdict.json"), "--log", "ForceOverwrite"})...)
	// It would fetch the schema to see whether its address is one; and it needs no
	// ICU for what it does.
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "HTTP_PROXY=http://127.0.0.1:9", "HTTPS_PROXY=http://127.0.0.1:9",
		"DOTNET_BUNDLE_EXTRACT_BASE_DIR="+filepath.Join(dir, "bundle"))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "Analysis completed successfully")
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, " error ") || strings.Contains(line, " warning ") {
			complaints = append(complaints, line)
		}
	}
	return complaints
}

func TestMicrosoftsValidatorTakesOurSARIF(t *testing.T) {
	t.Parallel()
	tool, dir := sarifTool(t), t.TempDir()
	for name, r := range formattest.Reports() {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".sarif"), formattest.Bytes(t, sarif.Write, r), 0o600))
	}
	for _, line := range judged(t, tool, dir) {
		// There is no page about the tool to point to, and a hostile version is no number.
		require.Contains(t, line, "warning SARIF2005")
	}
}

// What says yes to everything is no judge.
func TestMicrosoftsValidatorRefusesSpoiltSARIF(t *testing.T) {
	t.Parallel()
	tool := sarifTool(t)
	good := formattest.Bytes(t, sarif.Write, reporttest.Clinic())
	dir := t.TempDir()
	changes := map[string][2]string{
		"error SARIF1009": {`"ruleIndex":0`, `"ruleIndex":77`},
		"error SARIF1006": {`"startTimeUtc":"2026`, `"startTimeUtc":"2027`},
		"error GH":        {`"locations":[{`, `"relatedLocations":[{`},
	}
	for complaint, change := range changes {
		spoilt := formattest.Spoilt(t, good, change[0], change[1])
		require.NoError(t, os.WriteFile(filepath.Join(dir, strings.ReplaceAll(complaint, " ", "-")+".sarif"), spoilt, 0o600))
	}
	said := judged(t, tool, dir)
	for complaint := range changes {
		require.True(t, slices.ContainsFunc(said, func(line string) bool {
			return strings.Contains(line, strings.ReplaceAll(complaint, " ", "-")+".sarif") && strings.Contains(line, complaint)
		}), "no %s in %v", complaint, said)
	}
}
