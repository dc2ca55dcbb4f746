package deploytest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// deliveries are the command lines that send what is left, by platform.
func deliveries(t *testing.T) map[string][]string {
	t.Helper()
	_, _, command := crontab(t, read(t, "deploy/cron/wxaudit-deliver"))
	return map[string][]string{
		"systemd":    afterProgram(t, unit(read(t, "deploy/systemd/wxaudit-deliver.service"))["ExecStart"][0]),
		"cron":       afterProgram(t, regexp.MustCompile(`/usr/local/bin/wxaudit [^>;|&]*`).FindString(command)),
		"kubernetes": resend(t).pod().container(t).Args,
	}
}

// TestTheProgramTakesWhatDeliversLater runs the command lines that send what is
// left, and those of the document about it, as far as their flags.
func TestTheProgramTakesWhatDeliversLater(t *testing.T) {
	t.Parallel()
	lines := documented(read(t, "docs/siem.md"))
	require.Len(t, lines, 4)
	for _, args := range deliveries(t) {
		lines = append(lines, args)
	}
	for _, args := range lines {
		require.Equal(t, "deliver", args[0])
		ok, said := parses(t, args)
		require.True(t, ok, "wxaudit %s\n%s", strings.Join(args, " "), said)
	}
}

// TestWhatANightLeftIsDelivered runs those of the platforms on a spool, with their
// files elsewhere.
func TestWhatANightLeftIsDelivered(t *testing.T) {
	t.Parallel()
	fixtures, err := filepath.Abs(filepath.Join(root, "fixtures"))
	require.NoError(t, err)
	for where, args := range deliveries(t) {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "wxaudit.yaml"), "version: 1\nsinks: [{type: file, name: siem, path: "+dir+"}]\n")
			state := []string{"--state-dir", filepath.Join(dir, "state")}
			code, _, stderr := start(t, append([]string{"run", "--fixtures", filepath.Join(fixtures, "clean"), "--sink", "type=otlp,name=siem,url=http://127.0.0.1:1,retry_for=1s"}, state...)...)
			require.Equal(t, 3, code, stderr)
			here := strings.Split(strings.ReplaceAll(strings.Join(args, "\n"), "/etc/wxaudit/", dir+"/"), "\n")
			code, _, stderr = start(t, append(here, state...)...)
			require.Zero(t, code, stderr)
			require.FileExists(t, filepath.Join(dir, "latest"))
		})
	}
}

// TestCronMailsWhatIsWrong runs the command of the table in a shell, with a
// program that ends with one code or another.
func TestCronMailsWhatIsWrong(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here")
	}
	_, _, command := crontab(t, read(t, "deploy/cron/wxaudit-deliver"))
	for code, mail := range map[string]string{"0": "", "3": "", "2": "wxaudit: error: no\nwxaudit deliver ended with 2: nothing was sent again\n", "130": "wxaudit: error: no\nwxaudit deliver ended with 130: nothing was sent again\n"} {
		dir := t.TempDir()
		program := writeFile(t, filepath.Join(dir, "program"), "#!"+sh+"\necho report; echo 'wxaudit: error: no' >&2; exit "+code+"\n")
		require.NoError(t, os.Chmod(program, 0o700))
		said, err := exec.Command(sh, "-c", strings.NewReplacer("/usr/local/bin/wxaudit", program, "/var/lib/wxaudit", dir).Replace(command)).CombinedOutput()
		require.NoError(t, err)
		require.Equal(t, mail, string(said), code)
		requirePrivate(t, filepath.Join(dir, "last-deliver.log"))
	}
}

// TestEveryPlatformDeliversAlike: as often, as the same user, and 3 is no alarm.
func TestEveryPlatformDeliversAlike(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"*:0/15"}, unit(read(t, "deploy/systemd/wxaudit-deliver.timer"))["OnCalendar"])
	schedule, user, command := crontab(t, read(t, "deploy/cron/wxaudit-deliver"))
	require.Equal(t, []string{"*/15", "*", "*", "*", "*"}, schedule)
	require.Equal(t, "*/15 * * * *", resend(t).Spec.Schedule)
	require.Equal(t, unit(read(t, "deploy/systemd/wxaudit-deliver.service"))["User"], []string{user})
	require.Contains(t, command, "case $code in 0|3) ;; *)")
	rules := resend(t).job().FailurePolicy.Rules
	require.Len(t, rules, 2)
	require.Equal(t, "Ignore", rules[0].Action)
	require.Empty(t, rules[0].OnExitCodes.Values)
	require.Equal(t, "FailJob", rules[1].Action)
	require.Equal(t, "NotIn", rules[1].OnExitCodes.Operator)
	require.Equal(t, []int{3}, rules[1].OnExitCodes.Values)

	docs := read(t, "docs/nightly.md")
	for _, file := range []string{"deploy/cron/wxaudit-deliver", "deploy/kubernetes/deliver.yaml", "enable --now wxaudit-deliver.timer"} {
		require.Contains(t, docs, file)
	}
}

// TestDeliveryIsHardenedAsTheAudit: both units may do the same, for the same user
// and in the same directories, with the same policy.
func TestDeliveryIsHardenedAsTheAudit(t *testing.T) {
	t.Parallel()
	audit, deliver := unit(read(t, "deploy/systemd/wxaudit.service")), unit(read(t, "deploy/systemd/wxaudit-deliver.service"))
	for _, own := range []string{"Description", "ExecStart", "LoadCredential", "StandardOutput", "SuccessExitStatus", "TimeoutStartSec"} {
		delete(audit, own)
	}
	for key, values := range audit {
		require.Equal(t, values, deliver[key], key)
	}
	require.Contains(t, deliver["ExecStart"][0], "--policy /etc/wxaudit/wxaudit.yaml")
	require.Equal(t, []string{"3"}, deliver["SuccessExitStatus"], "a receiver that is away alarms once a night, not every 15 minutes")

	docs := read(t, "docs/nightly.md")
	// Nothing says where the state is, so it is below the home directory, which lasts.
	require.Contains(t, docs, "`/var/lib/wxaudit/.local/state/wxaudit`")
	require.Contains(t, read(t, "deploy/systemd/wxaudit.sysusers"), " /var/lib/wxaudit ")
	for _, m := range []manifest{cronJob(t), signIn(t), resend(t)} {
		require.Equal(t, "/var/lib/wxaudit", m.pod().container(t).Env[0]["value"])
	}
}
