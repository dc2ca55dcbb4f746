package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Who has signed in is what the preflight learns anyway.
func TestPreflightAsksOnceWhoSignedIn(t *testing.T) {
	d := newDesk(t)
	d.login(0)
	d.login(0, "--profile", "compliance-officer")
	d.fake.forget()
	out, _ := d.do(exitUndecided, "preflight", "--format", "json")
	var said preflightJSON
	require.NoError(t, json.Unmarshal([]byte(out), &said))
	require.Len(t, said.SignIns, 2)
	for _, s := range said.SignIns {
		require.Contains(t, s.Account, "@", s.Profile)
		require.NotEmpty(t, s.Roles, s.Profile)
	}
	for token, most := range map[string]int{"canary-access-1": 1, "canary-access-2": 0} {
		asked := map[string]int{}
		for _, path := range d.fake.askedWith(token) {
			path, _, _ = strings.Cut(path, "?")
			if strings.HasPrefix(path, "/v1/organizations/") {
				path = "/v1/organizations"
			}
			asked[path]++
		}
		require.Equal(t, 1, asked["/v1/people/me"], token)
		require.Equal(t, most, asked["/v1/organizations"], token)
		require.Equal(t, most, asked["/v1/roles"], token)
	}
}

// A preflight ends within minutes; how long a run takes is another matter.
func TestPreflightHasItsOwnTime(t *testing.T) {
	t.Parallel()
	sys, _, _ := testSystem(time.Time{}, nil)
	code := 0
	preflight, run := newPreflightCommand(sys, &code), newRunCommand(sys, &code)
	require.Equal(t, "10m0s", preflight.Flags().Lookup("timeout").DefValue)
	require.Equal(t, "2h0m0s", run.Flags().Lookup("timeout").DefValue)
	value, err := preflight.Flags().GetDuration("timeout")
	require.NoError(t, err)
	require.Equal(t, preflightTimeout, value)
}
