package webextest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/webextest"
)

// TestFixtures records each organisation anew. The shipped recordings must be
// the same to the byte; -update replaces them.
func TestFixtures(t *testing.T) {
	for name, organization := range organizations {
		t.Run(name, func(t *testing.T) {
			shipped := filepath.Join(fixtures, name)
			dir := filepath.Join(t.TempDir(), name)
			if *update {
				require.NoError(t, os.RemoveAll(shipped))
				dir = shipped
			}
			o := organization()
			want := record(t, o, dir)

			files, shippedFiles := contents(t, dir), contents(t, shipped)
			require.Empty(t, missing(shippedFiles, files), "no longer asked for; record the fixtures anew with -update")
			require.Empty(t, missing(files, shippedFiles), "not recorded yet; record the fixtures anew with -update")
			for file, text := range files {
				requireSame(t, strings.Split(shippedFiles[file], "\n"), strings.Split(text, "\n"))
				for _, canary := range o.Canaries() {
					require.False(t, strings.Contains(text, canary), "%s holds %s", file, canary)
				}
			}

			replayed, err := replay.Open(shipped, replay.OpenOptions{})
			require.NoError(t, err)
			require.Equal(t, o.Now, replayed.Now())
			requireSame(t, comparable(t, want), comparable(t, read(t, replayed, replayed.Now())))
		})
	}
}

// TestFromFixtures reads the recordings through HTTP and the live chain: it
// learns what a replay learns, and asks for nothing that was not recorded.
func TestFromFixtures(t *testing.T) {
	t.Parallel()
	for name := range organizations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := webextest.FromFixtures(filepath.Join(fixtures, name))
			require.NoError(t, err)
			server := webextest.NewServer(f)
			defer server.Close()
			now := f.Recording().Now()
			requireSame(t, comparable(t, read(t, f.Recording(), now)), comparable(t, read(t, live(t, server, now), now)))
			require.Empty(t, f.Misses())
			require.Empty(t, server.Forbidden())
		})
	}
}

// TestFixtureSize keeps the recordings small enough to ship.
func TestFixtureSize(t *testing.T) {
	t.Parallel()
	total := 0
	for name := range organizations {
		files := contents(t, filepath.Join(fixtures, name))
		require.LessOrEqual(t, len(files), 600, name)
		for _, text := range files {
			total += len(text)
		}
	}
	require.Less(t, total, 4<<20)
}

// contents reads the files of a directory.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir+string(filepath.Separator))] = string(b)
		return err
	}))
	return files
}

// missing lists the files of one recording that the other does not have.
func missing(from, in map[string]string) (names []string) {
	for name := range from {
		if _, ok := in[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
