package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	needsModes(t)
	for name, tc := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  string
		put   bool // that Put mends it
	}{
		"group reads":  {chmod(0o640), "others may read or write it (mode 0640)", true},
		"others read":  {chmod(0o604), "mode 0604", true},
		"others write": {chmod(0o602), "mode 0602", true},
		"link": {func(t *testing.T, path string) {
			require.NoError(t, os.Rename(path, path+".elsewhere"))
			require.NoError(t, os.Symlink(path+".elsewhere", path))
		}, "it is a symbolic link", false},
		"link to nothing": {func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Symlink(path+".elsewhere", path))
		}, "it is a symbolic link", false},
		"directory": {func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Mkdir(path, 0o700))
		}, "it is a directory", false},
		"of another user":             {chown(12345), "it belongs to another user", true},
		"directory that others write": {inDir(chmod(0o702)), "others may write to it (mode 0702)", false},
		"directory that groups write": {inDir(chmod(0o770)), "mode 0770", false},
		"directory with a sticky bit": {inDir(chmod(0o777 | fs.ModeSticky)), "mode 0777", false},
		"directory of another user":   {inDir(chown(12345)), "it belongs to another user", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := filled(t)
			tc.spoil(t, s.path)
			_, err := s.Load(t.Context())
			fails(t, err, auth.Refused, tc.want, filepath.Dir(s.path))
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, auth.Refused, tc.want)
			err = s.Put(t.Context(), sample(2))
			if tc.put {
				require.NoError(t, err)
				holds(t, s, 2)
			} else {
				fails(t, err, auth.Refused, tc.want)
			}
			require.NoError(t, s.Remove(t.Context()))
			_, err = os.Lstat(s.path)
			require.ErrorIs(t, err, fs.ErrNotExist)
		})
	}
}

func chmod(mode fs.FileMode) func(*testing.T, string) {
	return func(t *testing.T, path string) { require.NoError(t, os.Chmod(path, mode)) }
}

func chown(uid int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		if os.Geteuid() != 0 {
			t.Skip("only root gives files away")
		}
		require.NoError(t, os.Chown(path, uid, -1))
	}
}

func inDir(f func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, path string) { f(t, filepath.Dir(path)) }
}

func TestADirectoryThatOthersReadIsTaken(t *testing.T) {
	t.Parallel()
	s := filled(t)
	require.NoError(t, os.Chmod(filepath.Dir(s.path), 0o755))
	holds(t, s, 1)
}

func TestADamagedFileIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"cut":     {stored[:200], "it ends too early"},
		"empty":   {"", "it is empty"},
		"foreign": {`{"token":"` + canary + `"}`, "keys that this version does not know"},
		"newer":   {`{"version":2}`, "it was written by a newer wxaudit"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := filled(t)
			require.NoError(t, os.WriteFile(s.path, []byte(tc.text), 0o600))
			_, err := s.Load(t.Context())
			fails(t, err, auth.Malformed, tc.want, s.path, "wxaudit login")
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, auth.Malformed, tc.want)
			_, err = s.UpdateFrom(t.Context(), sample(1), never(t))
			fails(t, err, auth.Malformed, tc.want)
			data, err := os.ReadFile(s.path)
			require.NoError(t, err)
			require.Equal(t, tc.text, string(data))
			require.NoError(t, s.Put(t.Context(), sample(3)))
			holds(t, s, 3)
		})
	}
}
