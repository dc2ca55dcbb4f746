package deploytest_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// commandLines are all the arguments that the program is started with, by the
// file that does it.
func commandLines(t *testing.T) map[string][]string {
	t.Helper()
	lines := map[string][]string{
		"systemd": afterProgram(t, unit(read(t, "deploy/systemd/wxaudit.service"))["ExecStart"][0]),
		"windows": strings.Fields(windowsTask(t).Actions.Exec.Arguments),
		"cronjob": cronJob(t).pod().container(t).Args,
		"sign-in": signIn(t).pod().container(t).Args,
	}
	_, _, command := crontab(t, read(t, "deploy/cron/wxaudit"))
	lines["cron"] = afterProgram(t, regexp.MustCompile(`/usr/local/bin/wxaudit [^>;|&]*`).FindString(command))
	for _, document := range []string{"docs/nightly.md", "README.md"} {
		for _, args := range documented(read(t, document)) {
			lines[document+": "+strings.Join(args, " ")] = args
		}
	}
	return lines
}

func afterProgram(t *testing.T, line string) []string {
	t.Helper()
	words := strings.Fields(line)
	require.NotEmpty(t, words)
	require.Equal(t, "/usr/local/bin/wxaudit", words[0])
	return words[1:]
}

// documented are the arguments of each call in a document's code.
func documented(text string) [][]string {
	call := regexp.MustCompile(`(?:^|[ ;&])(?:(?:\./|/usr/local/bin/)?wxaudit|"[^"]*wxaudit\.exe") ((?:[a-z]+|-)[^;&|<>#]*)`)
	var calls [][]string
	for _, line := range codeLines(text) {
		// Where wxaudit is a user, a unit or a file of another program, it is the
		// word after an option or before a path.
		for _, m := range call.FindAllStringSubmatch(line, -1) {
			if strings.HasPrefix(strings.TrimSpace(m[0]), "wxaudit ") && !strings.HasPrefix(line, "wxaudit ") {
				continue
			}
			calls = append(calls, strings.Fields(m[1]))
		}
	}
	return calls
}

func TestTheProgramTakesEveryCommandLine(t *testing.T) {
	t.Parallel()
	lines := commandLines(t)
	var signIns int
	for where, args := range lines {
		if args[0] == "login" && !strings.HasPrefix(where, "README.md: ") {
			signIns++
		}
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			ok, said := parses(t, args)
			require.True(t, ok, "wxaudit %s\n%s", strings.Join(args, " "), said)
		})
	}
	// The two documented ways to sign in (Linux twice in the same words), and the
	// job; or the expression above has gone blind.
	require.Equal(t, 3, signIns)
	require.Contains(t, lines, "docs/nightly.md: policy init wxaudit.yaml")
}

func TestMisspeltCommandLinesAreSeen(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"a flag":           "run --polcy /etc/wxaudit/wxaudit.yaml",
		"a flag, then ok":  "run --output-file x --timeout 2h",
		"a time":           "run --timeout 2hours",
		"a value too many": "run --tls-probe=perhaps",
		"a command":        "nightly --timeout 2h",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ok, _ := parses(t, strings.Fields(line))
			require.False(t, ok, line)
		})
	}
}

func TestTheCallsOfADocumentAreFound(t *testing.T) {
	t.Parallel()
	text := "wxaudit run in prose\n\n" +
		"    sudo -H -u wxaudit /usr/local/bin/wxaudit login --device\n" +
		"    sudo systemctl start wxaudit; systemctl status wxaudit; sudo cat /var/lib/wxaudit/report.txt\n" +
		"    sudo install -d -m 0700 -o wxaudit -g wxaudit /var/lib/wxaudit\n" +
		"    \"C:\\Program Files\\wxaudit\\wxaudit.exe\" whoami --x   # why\n" +
		"    umask 077; ./wxaudit run -v > out\n"
	require.Equal(t, [][]string{{"login", "--device"}, {"whoami", "--x"}, {"run", "-v"}}, documented(text))
}

// audits are the command lines that run at night.
func audits(t *testing.T) map[string][]string {
	t.Helper()
	runs := map[string][]string{}
	for where, args := range commandLines(t) {
		if args[0] == "run" && !strings.HasPrefix(where, "README.md: ") {
			runs[where] = args
		}
	}
	require.Len(t, runs, 4, "systemd, cron, Windows, Kubernetes")
	return runs
}

// withoutSignIn leaves out the flags that say who reads: a recording is read as
// nobody.
func withoutSignIn(args []string) (rest []string) {
	for i := 0; i < len(args); i++ {
		flag, _, joined := strings.Cut(args[i], "=")
		switch {
		case flag != "--token-store" && flag != "--client-file":
			rest = append(rest, args[i])
		case !joined:
			i++ // its value
		}
	}
	return rest
}

// TestTheNightRunsOnARecording runs what runs at night, with its files elsewhere
// and a recording in place of Webex.
func TestTheNightRunsOnARecording(t *testing.T) {
	t.Parallel()
	fixtures, err := filepath.Abs(filepath.Join(root, "fixtures"))
	require.NoError(t, err)
	for where, args := range audits(t) {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			state := t.TempDir()
			client := writeFile(t, filepath.Join(state, "client.json"), `{"client_id": "C0", "client_secret": "not a secret"}`)
			elsewhere := strings.NewReplacer(
				`\`, "/", `C:\ProgramData\wxaudit\reports`, state, "/var/lib/wxaudit", state,
				"${CREDENTIALS_DIRECTORY}/client.json", client, "/run/secrets/wxaudit/client.json", client, `C:\ProgramData\wxaudit\client.json`, client,
				"/etc/wxaudit/", fixtures+"/clinic-", `C:\ProgramData\wxaudit\`, fixtures+"/clinic-",
				"clinic-wxaudit.yaml", "clinic-policy.yaml",
			)
			var here []string
			for _, arg := range withoutSignIn(args) {
				here = append(here, strings.ReplaceAll(elsewhere.Replace(arg), "clinic-wxaudit.yaml", "clinic-policy.yaml"))
			}
			code, stdout, stderr := start(t, append(here, "--fixtures", filepath.Join(fixtures, "clinic"))...)
			require.Equal(t, 1, code, "that clinic has faults\n%s", stderr)
			require.Empty(t, stderr, "cron mails what is written there")
			require.NotEmpty(t, stdout)
			for _, arg := range args {
				_, output, ok := strings.Cut(arg, "json=")
				if ok {
					requirePrivate(t, filepath.Join(state, output[strings.LastIndexAny(output, `/\`)+1:]))
				}
			}
		})
	}
}
