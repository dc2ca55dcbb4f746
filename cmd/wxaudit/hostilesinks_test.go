package main

import (
	"crypto/rand"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/hostiletest"
	"wxaudit/pkg/report/ocsf"
)

// Every event of reports full of hostile texts arrives at every receiver once,
// under its own id, and nothing else does.
func TestHostileTextsInEverySink(t *testing.T) {
	t.Parallel()
	sys, _, stderr := testSystem(time.Now(), nil)
	sys.now, sys.random = time.Now, rand.Reader
	receivers := hostiletest.Receivers(t, time.Now)
	var sinks []policy.Sink
	for _, r := range receivers {
		s, err := policy.ParseSink("name=" + r.Name + "," + r.Settings)
		require.NoError(t, err)
		sinks = append(sinks, s)
	}
	requireEveryType(t, sinks)
	state := filepath.Join(t.TempDir(), "state")
	require.NoError(t, os.Mkdir(state, 0o700))
	d, err := newDelivery(sys, state, sinks)
	require.NoError(t, err)
	defer d.close()

	want := map[string]int{}
	put := func(rep *report.Report) int {
		n := 0
		for e := range ocsf.Events(rep) {
			want[e.Metadata.UID]++
			n++
		}
		require.NoError(t, d.put(t.Context(), rep))
		return n
	}
	all := hostiletest.Texts()
	step := 13
	if underRace {
		step = len(all)
	}
	harmless := put(hostiletest.Planted(hostiletest.Alone, hostiletest.Always(hostiletest.Harmless)))
	for n := 0; n < len(all); n += step {
		for _, place := range hostiletest.Places {
			rep := hostiletest.Planted(place, hostiletest.InTurn(all, n))
			rep.Run.ID += string(place) + all[n].Name // a run of its own
			require.Equal(t, harmless, put(rep), "%s from %d", place, n)
		}
	}
	require.NoError(t, d.send(t.Context()), stderr.String())
	for id, n := range want {
		require.Equal(t, 1, n, id)
	}
	for _, r := range receivers {
		require.Empty(t, r.Complaints(), r.Name)
		require.Equal(t, want, r.Arrived(), r.Name)
	}
	require.Empty(t, files(t, filepath.Join(state, "set-aside")))
	for _, name := range files(t, filepath.Join(state, "spool")) {
		require.True(t, strings.HasSuffix(name, "lock"), "%s is left in the spool", name)
	}
	require.NoError(t, shown(stderr.Bytes()))
}

// requireEveryType fails for a type of sink without a receiver.
func requireEveryType(t *testing.T, sinks []policy.Sink) {
	t.Helper()
	have := map[string]bool{}
	for _, s := range sinks {
		have[s.Type] = true
	}
	source, err := os.ReadFile("sinkbuild.go")
	require.NoError(t, err)
	types := sinkCase.FindAllSubmatch(source, -1)
	require.NotEmpty(t, types)
	for _, typ := range types {
		require.True(t, have[string(typ[1])], "%s: write a receiver of hostile texts", typ[1])
	}
}

// sinkCase is where newSink makes a sink of a type.
var sinkCase = regexp.MustCompile(`(?m)^\tcase "(\w+)":$`)

// files lists the files below a directory.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		require.ErrorIs(t, err, fs.ErrNotExist)
	}
	return all
}
