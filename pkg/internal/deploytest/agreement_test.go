package deploytest_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// verdicts are the exit codes that are the result of an audit, beside 0.
var verdicts = []int{1, 4}

func TestExitCodesAreThoseOfTheReadme(t *testing.T) {
	t.Parallel()
	readme := table(t, read(t, "README.md"), "exit code")
	nightly := table(t, read(t, "docs/nightly.md"), "code")
	require.Len(t, nightly, len(readme))
	for i, row := range nightly {
		require.Equal(t, readme[i][:2], row[:2])
		code, err := strconv.Atoi(row[0])
		require.NoError(t, err)
		audit := code == 0 || slices.Contains(verdicts, code)
		want := []string{"**no**", "failed", "mail", fmt.Sprintf("0x%X", code), "`PodFailurePolicy`"}
		if audit {
			want = []string{"yes", "success", "no mail", fmt.Sprintf("0x%X", code), "`BackoffLimitExceeded`"}
		}
		if code == 0 {
			want[4] = "(complete)"
		}
		require.Equal(t, want, row[2:])
	}
}

func TestEveryPlatformTellsVerdictsFromFailures(t *testing.T) {
	t.Parallel()
	service := unit(read(t, "deploy/systemd/wxaudit.service"))
	require.Equal(t, []string{"1 4"}, service["SuccessExitStatus"])
	require.Equal(t, []string{"wxaudit-failed@%n.service"}, service["OnFailure"])

	_, _, command := crontab(t, read(t, "deploy/cron/wxaudit"))
	require.Contains(t, command, "case $code in 0|1|4) ;; *)")

	rules := cronJob(t).job().FailurePolicy.Rules
	require.Len(t, rules, 2)
	require.Equal(t, "Ignore", rules[0].Action)
	require.Empty(t, rules[0].OnExitCodes.Values, "to ignore an exit code is to run again")
	require.Equal(t, "FailJob", rules[1].Action)
	require.Equal(t, "NotIn", rules[1].OnExitCodes.Operator)
	require.Equal(t, verdicts, rules[1].OnExitCodes.Values)
}

func TestEverythingRunsAtNight(t *testing.T) {
	t.Parallel()
	timer := unit(read(t, "deploy/systemd/wxaudit.timer"))
	require.Equal(t, []string{"*-*-* 03:20:00"}, timer["OnCalendar"])
	require.Equal(t, []string{"yes"}, timer["Persistent"])
	require.NotEmpty(t, timer["RandomizedDelaySec"])
	schedule, user, _ := crontab(t, read(t, "deploy/cron/wxaudit"))
	require.Equal(t, []string{"20", "3", "*", "*", "*"}, schedule)
	require.Equal(t, unit(read(t, "deploy/systemd/wxaudit.service"))["User"], []string{user})
	require.Equal(t, "20 3 * * *", cronJob(t).Spec.Schedule)
	it := windowsTask(t)
	require.Regexp(t, `T03:20:00$`, it.Trigger.StartBoundary)
	require.Equal(t, 1, it.Trigger.Days)
	require.Contains(t, read(t, "docs/nightly.md"), "03:20")
}

// TestARunMayEndByItself holds the limits of the platforms above --timeout: a
// process that is killed leaves no report.
func TestARunMayEndByItself(t *testing.T) {
	t.Parallel()
	own := map[string]time.Duration{}
	for where, args := range audits(t) {
		text := strings.Join(args, " ")
		m := regexp.MustCompile(`--timeout[= ](\S+)`).FindStringSubmatch(text)
		require.NotNil(t, m, where)
		d, err := time.ParseDuration(m[1])
		require.NoError(t, err)
		own[where] = d
	}
	limit := map[string]string{
		"systemd": strings.ReplaceAll(strings.ReplaceAll(unit(read(t, "deploy/systemd/wxaudit.service"))["TimeoutStartSec"][0], "min", "m"), " ", ""),
		"cronjob": fmt.Sprintf("%ds", cronJob(t).job().Deadline),
		"windows": strings.ToLower(strings.TrimPrefix(windowsTask(t).Settings.ExecutionTimeLimit, "PT")),
	}
	for where, text := range limit {
		d, err := time.ParseDuration(text)
		require.NoError(t, err, where)
		require.GreaterOrEqual(t, d, own[where]+15*time.Minute, where)
	}
}

func TestUserAndDirectories(t *testing.T) {
	t.Parallel()
	service := unit(read(t, "deploy/systemd/wxaudit.service"))
	require.Equal(t, []string{"wxaudit"}, service["User"])
	require.Equal(t, []string{"wxaudit"}, service["StateDirectory"])
	require.Equal(t, []string{"0700"}, service["StateDirectoryMode"])
	require.Equal(t, []string{"0077"}, service["UMask"])
	require.Equal(t, []string{"0"}, service["LimitCORE"])
	require.Equal(t, []string{"client.json:/etc/wxaudit/client.json"}, service["LoadCredential"])
	require.Contains(t, read(t, "deploy/systemd/wxaudit.sysusers"), "\nu wxaudit - \"Webex audit\" /var/lib/wxaudit /usr/sbin/nologin\n")
	tmpfiles := read(t, "deploy/systemd/wxaudit.tmpfiles")
	require.Regexp(t, `(?m)^d /var/lib/wxaudit +0700 wxaudit wxaudit -$`, tmpfiles)
	require.Regexp(t, `(?m)^d /etc/wxaudit +0750 root +wxaudit -$`, tmpfiles)

	docs := read(t, "docs/nightly.md")
	for _, file := range []string{
		"deploy/systemd/wxaudit.sysusers", "deploy/systemd/wxaudit.tmpfiles", "deploy/cron/wxaudit", "deploy/Containerfile",
		"deploy/kubernetes/sign-in.yaml", "deploy/monitoring/wxaudit.rules.yaml", "deploy/check",
	} {
		require.Contains(t, docs, file)
		require.NotEmpty(t, read(t, file))
	}
	require.Contains(t, docs, strings.ReplaceAll(taskFile, "/", `\`))
	// The reports are where the table says.
	for where, args := range audits(t) {
		for _, output := range regexp.MustCompile(`json=(\S+)`).FindAllStringSubmatch(strings.Join(args, " "), -1) {
			require.Regexp(t, `^(/var/lib/wxaudit/|C:\\ProgramData\\wxaudit\\reports\\)report\.\w+$`, output[1], where)
		}
	}
}

func TestImageIsTheProgramThatIsReleased(t *testing.T) {
	t.Parallel()
	image := read(t, "deploy/Containerfile")
	version := regexp.MustCompile(`(?m)^go (1\.\d+)`).FindStringSubmatch(read(t, "go.mod"))
	require.NotNil(t, version)
	require.Contains(t, image, "golang:"+version[1]+"-")
	flags := regexp.MustCompile(`CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main\.release=`)
	require.Regexp(t, flags, read(t, "Makefile"))
	require.Regexp(t, flags, image)
	_, last, ok := strings.Cut(image, "\nFROM scratch\n")
	require.True(t, ok)
	security := cronJob(t).pod().SecurityContext
	require.Contains(t, last, fmt.Sprintf("\nUSER %d:%d\n", security.User, security.Group))
	require.Contains(t, last, "\nENTRYPOINT [\"/usr/local/bin/wxaudit\"]\n")
	require.Contains(t, last, "/etc/ssl/certs/ca-certificates.crt")
}
