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
