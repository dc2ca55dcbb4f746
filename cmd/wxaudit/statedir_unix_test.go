//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// entry is a directory of somebody's.
type entry struct {
	fs.FileInfo
	mode fs.FileMode
	uid  uint32
}

func (e entry) Mode() fs.FileMode { return fs.ModeDir | e.mode }
func (e entry) Sys() any          { return &syscall.Stat_t{Uid: e.uid} }

func TestWhoseStateDirectoryIsTrusted(t *testing.T) {
	t.Parallel()
	const nobodys = 1<<31 - 7 // no such user
	for name, tc := range map[string]struct {
		mode fs.FileMode
		uid  uint32
		user int
		want string
	}{
		"the user's own":                {0o700, 1000, 1000, ""},
		"that others may read":          {0o755, 1000, 1000, ""},
		"root's":                        {0o755, 0, 1000, ""},
		"root's, for root":              {0o700, 0, 0, ""},
		"that the group may write to":   {0o770, 1000, 1000, "can be written to by others (mode 0770)"},
		"that everybody may write to":   {0o777 | fs.ModeSticky, 1000, 1000, "can be written to by others (mode 0777)"},
		"root's, with its group":        {0o775, 0, 1000, "can be written to by others"},
		"another's":                     {0o700, nobodys, 1000, "belongs to another user: run this as that user (sudo -H -u '#2147483641' wxaudit …)"},
		"the service user's, for root":  {0o700, nobodys, 0, "belongs to another user"},
		"another's, that all may write": {0o777, nobodys, 1000, "belongs to another user"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := distrust(entry{mode: tc.mode, uid: tc.uid}, tc.user)
			if tc.want == "" {
				require.Empty(t, got)
				return
			}
			require.Contains(t, got, tc.want)
		})
	}
	require.NotEmpty(t, distrust(strangeInfo{}, 1000), "whose owner nobody knows")
}

type strangeInfo struct{ fs.FileInfo }

func (strangeInfo) Sys() any          { return nil }
func (strangeInfo) Mode() fs.FileMode { return fs.ModeDir | 0o700 }

// Root does not work in the directory of the account that runs at night.
func TestAStateDirectoryOfAnotherUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a directory away")
	}
	dir := filepath.Join(t.TempDir(), "state")
	require.NoError(t, os.Mkdir(dir, 0o700))
	require.NoError(t, os.Chown(dir, 1<<31-7, -1))
	for _, args := range [][]string{{"deliver", "--list"}, {"run", "--fixtures", "../../fixtures/clinic"}} {
		sys, stdout, stderr := testSystem(time.Now(), nil, append(args, "--state-dir", dir)...)
		require.Equal(t, exitUsage, run(t.Context(), sys))
		require.Empty(t, stdout.String())
		require.True(t, strings.HasPrefix(stderr.String(), "wxaudit: error: the state directory "+dir+" belongs to another user: run this as that user"), stderr.String())
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries)
}
