package deploytest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheProgramTakesWhatDeliversLater runs the command lines of the unit that
// delivers what is left, and of the document about it, as far as their flags.
func TestTheProgramTakesWhatDeliversLater(t *testing.T) {
	t.Parallel()
	lines := append(documented(read(t, "docs/siem.md")),
		afterProgram(t, unit(read(t, "deploy/systemd/wxaudit-deliver.service"))["ExecStart"][0]))
	require.Len(t, lines, 3)
	for _, args := range lines {
		require.Equal(t, "deliver", args[0])
		ok, said := parses(t, args)
		require.True(t, ok, "wxaudit %s\n%s", strings.Join(args, " "), said)
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
	timer := unit(read(t, "deploy/systemd/wxaudit-deliver.timer"))
	require.Equal(t, []string{"*:0/15"}, timer["OnCalendar"])

	docs := read(t, "docs/nightly.md")
	require.Contains(t, docs, "enable --now wxaudit-deliver.timer")
	// Nothing says where the state is, so it is below the home directory, which lasts.
	require.Contains(t, docs, "`/var/lib/wxaudit/.local/state/wxaudit`")
	require.Contains(t, read(t, "deploy/systemd/wxaudit.sysusers"), " /var/lib/wxaudit ")
	for _, m := range []manifest{cronJob(t), signIn(t)} {
		require.Equal(t, "/var/lib/wxaudit", m.pod().container(t).Env[0]["value"])
	}
}
