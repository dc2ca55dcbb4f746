//go:build linux

package faulttest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
)

// spooled says whether any run lies in the spool: a hidden one is half written
// and counts for nothing.
func (c *delivery) spooled() bool {
	return slices.ContainsFunc(c.runs(), func(name string) bool { return !strings.HasPrefix(name, ".") })
}

// runs are the runs in the spool, and whatever else is there but locks.
func (c *delivery) runs() (names []string) {
	entries, err := os.ReadDir(filepath.Join(c.state, "spool"))
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(c.t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".lock") {
			names = append(names, e.Name())
		}
	}
	return names
}

// nothingLost requires that every event but the bad ones has arrived, that exactly
// those are set aside, and that the spool is empty.
func (c *delivery) nothingLost(bad map[string]bool) {
	c.t.Helper()
	require.Empty(c.t, c.runs(), "the spool is empty")
	arrived := c.to.arrived()
	for _, id := range c.ids {
		if bad[id] {
			require.Zero(c.t, arrived[id], "a refused event arrived")
			continue
		}
		require.Positive(c.t, arrived[id], "an event is missing")
	}
	require.Len(c.t, arrived, len(c.ids)-len(bad), "nothing else arrived")
	aside := c.setAside()
	require.ElementsMatch(c.t, slices.Collect(maps.Keys(bad)), aside)
	require.Empty(c.t, c.to.complaints())
}

// setAside are the ids of the events that were set aside.
func (c *delivery) setAside() (ids []string) {
	ids = []string{}
	files, err := filepath.Glob(filepath.Join(c.state, "set-aside", "*", "*"))
	require.NoError(c.t, err)
	for _, path := range files {
		f, err := os.Open(path)
		require.NoError(c.t, err)
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var line struct {
				Reason string
				Event  struct{ ID string }
			}
			require.NoError(c.t, json.Unmarshal(lines.Bytes(), &line), path)
			require.NotEmpty(c.t, line.Reason)
			ids = append(ids, line.Event.ID)
		}
		require.NoError(c.t, lines.Err())
	}
	return ids
}

// repeated tells how often events came more than once.
func (c *delivery) repeated() string {
	twice, most := 0, 0
	for _, n := range c.to.arrived() {
		if n > 1 {
			twice++
		}
		most = max(most, n)
	}
	return fmt.Sprintf("%d events arrived more than once, at most %d times", twice, most)
}
