//go:build unix

package file_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// An agent reads the file by its group, and goes on after a rotation.
func TestRotationKeepsTheGroup(t *testing.T) {
	t.Parallel()
	groups, err := os.Getgroups()
	require.NoError(t, err)
	if os.Geteuid() == 0 {
		groups = append(groups, 12345)
	}
	other := slices.IndexFunc(groups, func(g int) bool { return g != os.Getegid() })
	if other < 0 {
		t.Skip("this user is in one group only")
	}
	path := filepath.Join(t.TempDir(), "f.ndjson")
	require.NoError(t, os.WriteFile(path, []byte(lines(0, 3)), 0o600))
	require.NoError(t, os.Chown(path, -1, groups[other]))
	require.NoError(t, os.Chmod(path, 0o640))
	o := growing(path)
	o.RotateBytes = 10
	send(t, newSink(t, o), events(runA, 3, 5))
	require.Equal(t, lines(3, 5), read(t, path))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o640), info.Mode().Perm())
	require.Equal(t, groups[other], int(info.Sys().(*syscall.Stat_t).Gid))
}
