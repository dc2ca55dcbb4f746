package collect

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/cc"
	devicechecks "wxaudit/checks/devices"
	"wxaudit/pkg/check"
)

// What the checks ask for by default must be what is held by default: a name or
// a setting that is not held leaves them unknown.
func TestDefaultsOfChecksAreHeld(t *testing.T) {
	t.Parallel()
	asked := slices.Sorted(slices.Values(check.Defaults(cc.SensitiveVariables.Params).Strings("name_patterns")))
	require.Equal(t, asked, usualPatterns)

	expected := check.Defaults(devicechecks.ConfigHardening.Params).String("expected")
	for _, name := range []string{"NetworkServices.HTTP.Mode", "UserInterface.SettingsMenu.Mode", "SerialPort.LoginRequired"} {
		require.Contains(t, expected, name)
		require.Contains(t, securitySettings, name)
	}
	require.True(t, slices.IsSorted(securitySettings))
}
