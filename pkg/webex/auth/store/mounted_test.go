package store

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// mounted is a file with the first seed, in a directory that may be replaced.
func mounted(t *testing.T, data []byte) (path string, overlay func(string) Overlay, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "tokens")
	path = filepath.Join(t.TempDir(), "mount", "token.json")
	require.NoError(t, os.Mkdir(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path, func(name string) Overlay { return NewFile(Path(dir, name), Options{}) }, dir
}

// bare parses a refresh token and nothing else.
func bare(data []byte) (auth.Grant, error) {
	text, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte("token "))
	if !ok {
		return auth.Grant{}, errors.New("it is not a token")
	}
	g := seed(0)
	g.Refresh, g.Access = auth.Secret(text), ""
	return g, nil
}

func ours(t *testing.T, n int) []byte {
	t.Helper()
	data, err := encode(seed(n))
	require.NoError(t, err)
	return data
}

func TestAMountedFileIsWrittenBack(t *testing.T) {
	t.Parallel()
	path, overlay, dir := mounted(t, ours(t, 1))
	require.NoError(t, os.Chmod(path, 0o640))
	s := NewMounted(path, bare, overlay, Options{})
	holdsSeed(t, s, 1)
	g, err := s.Update(t.Context(), toSeed(2))
	require.NoError(t, err)
	require.True(t, seed(2).Equal(g))
	holdsSeed(t, s, 2)
	require.Equal(t, string(ours(t, 2)), read(t, path))
	require.NoDirExists(t, dir)
	only(t, filepath.Dir(path), "token.json", "token.lock")
	needsModes(t)
	require.Equal(t, fs.FileMode(0o640), mode(t, path), "its group may go on reading it")
	fails(t, s.Put(t.Context(), seed(9)), auth.Refused)
	require.NoError(t, s.Remove(t.Context()))
	holdsSeed(t, s, 2)
	require.Equal(t, path, s.Place())
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func TestAMountedFileThatIsNotOurs(t *testing.T) {
	t.Parallel()
	needsModes(t)
	for name, tc := range map[string]struct {
		data    func(*testing.T) []byte
		arrange func(t *testing.T, path string)
	}{
		"another format": {func(*testing.T) []byte { return []byte("token " + seed(1).Refresh.Reveal() + "\n") }, nil},
		"a link, as Kubernetes mounts it": {func(t *testing.T) []byte { return ours(t, 1) }, func(t *testing.T, path string) {
			require.NoError(t, os.Rename(path, path+".data"))
			require.NoError(t, os.Symlink("token.json.data", path))
		}},
		"another user's":                   {func(t *testing.T) []byte { return ours(t, 1) }, chown(12345)},
		"in a directory that others write": {func(t *testing.T) []byte { return ours(t, 1) }, inDir(chmod(0o777))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, overlay, dir := mounted(t, tc.data(t))
			if tc.arrange != nil {
				tc.arrange(t, path)
			}
			before := read(t, path)
			s := NewMounted(path, bare, overlay, Options{})
			g, err := s.Load(t.Context())
			require.NoError(t, err)
			require.Equal(t, seed(1).Refresh, g.Refresh)
			_, err = s.Update(t.Context(), toSeed(2))
			require.NoError(t, err)
			require.Equal(t, before, read(t, path))
			only(t, dir, GivenName(seed(1))+".json", GivenName(seed(1))+".lock")
			again, err := NewMounted(path, bare, overlay, Options{}).Load(t.Context())
			require.NoError(t, err)
			require.Equal(t, seed(2).Access, again.Access)

			// Its keeper puts another secret there.
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.WriteFile(path, ours(t, 7), 0o400))
			holdsSeed(t, s, 7)

			require.NoError(t, os.Remove(path))
			require.NoError(t, os.WriteFile(path, []byte(before), 0o400))
			require.NoError(t, s.Remove(t.Context()))
			only(t, dir)
			require.FileExists(t, path)
		})
	}
}

// What was kept elsewhere while the file could not be written goes on from there.
func TestAMountedFileThatCanBeWrittenAgain(t *testing.T) {
	t.Parallel()
	path, overlay, dir := mounted(t, ours(t, 1))
	require.NoError(t, os.Mkdir(strings.TrimSuffix(path, ".json")+".lock", 0o700)) // nothing can be locked
	s := NewMounted(path, bare, overlay, Options{})
	_, err := s.Update(t.Context(), toSeed(2))
	require.NoError(t, err)
	require.Equal(t, string(ours(t, 1)), read(t, path))
	holdsSeed(t, s, 2)
	require.DirExists(t, dir)
	require.NoError(t, os.Remove(strings.TrimSuffix(path, ".json")+".lock"))
	_, err = s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.True(t, seed(2).Equal(g))
		return seed(3), nil
	})
	require.NoError(t, err)
	require.Equal(t, string(ours(t, 3)), read(t, path))
	holdsSeed(t, s, 3)
}

func TestAMountedFileWithoutAnyPlace(t *testing.T) {
	t.Parallel()
	path, _, _ := mounted(t, []byte("token "+seed(1).Refresh.Reveal()))
	s := NewMounted(path, bare, nil, Options{})
	g, err := s.Update(t.Context(), toSeed(2))
	fails(t, err, auth.NotKept)
	require.Equal(t, seed(2), g)
	holdsSeed(t, s, 2)
}

func TestMountedFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	needsModes(t)
	for name, tc := range map[string]struct {
		spoil func(t *testing.T, path string)
		kind  auth.ErrorKind
		want  string
	}{
		"everybody reads": {chmod(0o644), auth.Refused, "everybody may read or write it (mode 0644)"},
		"missing":         {func(t *testing.T, path string) { require.NoError(t, os.Remove(path)) }, auth.Refused, "cannot be read"},
		"directory": {func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Mkdir(path, 0o700))
		}, auth.Refused, "it is a directory"},
		"foreign": {write(canary), auth.Malformed, "it is not a token"},
		"damaged": {write(`{"version": 1, "x": "` + canary + `"}`), auth.Malformed, "keys that this version does not know"},
		"newer":   {write(`{"version": 2}`), auth.Malformed, "a newer wxaudit"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, overlay, _ := mounted(t, ours(t, 1))
			tc.spoil(t, path)
			s := NewMounted(path, bare, overlay, Options{})
			_, err := s.Load(t.Context())
			fails(t, err, tc.kind, tc.want, path)
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, tc.kind, tc.want)
			fails(t, s.Remove(t.Context()), tc.kind, tc.want)
		})
	}
}

func write(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) { require.NoError(t, os.WriteFile(path, []byte(text), 0o600)) }
}
