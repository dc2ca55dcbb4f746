package snapshot_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// TestKindsOfLicenses holds the words by which a licence tells what it is for: a
// product that is taken for none would not be looked at.
func TestKindsOfLicenses(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]bool{ // calling, contact center
		"Webex Calling - Professional":        {true, false},
		"Webex Calling Enterprise Plan":       {true, false},
		"Cisco Calling Plan":                  {false, false},
		"Webex Calling Dedicated Instance":    {false, false},
		"Customer Assist":                     {true, false},
		"Contact Center Premium Agent":        {false, true},
		"Webex Contact Centre Standard Agent": {false, true},
		"WxCC Flex 3.0 Concurrent Agent":      {false, true},
		"Meeting - Webex Enterprise Edition":  {false, false},
		"":                                    {false, false},
	} {
		l := snapshot.License{Name: name}
		require.Equal(t, want, []bool{l.Calling(), l.Center()}, name)
	}
}

// TestLicencesThatEverybodyHas: an organisation gives these to its people without
// being asked, so that not to know one would leave its products in doubt
// everywhere.
func TestLicencesThatEverybodyHas(t *testing.T) {
	t.Parallel()
	var s snapshot.Snapshot
	for _, name := range []string{
		"Basic Messaging", "Free screen share", "Call on Webex (1:1 call, non-PSTN)", "Basic Space Meetings", "Hybrid - Exchange Calendar",
		"Hybrid - Message", "Advanced Messaging", "Advanced Space Meetings", "Webex Meetings Suite", "Real-Time Translations", "Webex Room Kit",
	} {
		require.True(t, snapshot.License{Name: name}.Known(), name)
		s.Licenses.Items = append(s.Licenses.Items, snapshot.License{ID: name, Name: name, Consumed: snapshot.Some(44)})
	}
	require.Equal(t, snapshot.No, s.LicenseInUse(snapshot.License.Calling))
	require.Equal(t, snapshot.No, s.LicenseInUse(snapshot.License.Center))
}

func TestEverybodysLicences(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Basic Messaging", "Basic Space Meetings", "Free screen share", "Call on Webex (1:1 call, non-PSTN)"} {
		require.True(t, snapshot.License{Name: name}.Everybodys(), name)
	}
	for _, name := range []string{"", "Advanced Messaging", "Webex Calling - Professional", "Webex Meetings Suite", "Basic"} {
		require.False(t, snapshot.License{Name: name}.Everybodys(), name)
	}
}
