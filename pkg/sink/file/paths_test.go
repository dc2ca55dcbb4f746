package file_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink/file"
)

func TestWrongPaths(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "plain"), nil, 0o600))
	for name, tc := range map[string]struct {
		o    file.Options
		want string
	}{
		"nothing":                 {file.Options{}, "needs a path and a clock"},
		"no directory":            {options(filepath.Join(dir, "no")), "there is no directory " + filepath.Join(dir, "no")},
		"a file as directory":     {options(filepath.Join(dir, "plain")), "plain is not a directory"},
		"a directory as file":     {growing(dir), "it is a directory; name a file in it"},
		"a file in no directory":  {growing(filepath.Join(dir, "no", "f.ndjson")), "there is no directory"},
		"rotation of single runs": {file.Options{Path: dir, Now: options("").Now, RotateBytes: 1}, "only a file that grows"},
		"less than nothing":       {file.Options{Path: dir, Now: options("").Now, Keep: -1}, "not negative"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := file.New(tc.o)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func TestLinksAndDevicesAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	require.NoError(t, os.WriteFile(target, []byte("precious"), 0o600))
	temp := filepath.Join(dir, "."+fileA+".tmp")
	if err := os.Symlink(target, temp); err != nil {
		t.Skip("this user may not make links")
	}
	s := newSink(t, options(dir))
	_, err := s.Send(t.Context(), events(runA, 0, 1))
	requirePermanent(t, err, "symbolic link")
	requirePermanent(t, s.Finish(t.Context(), runA, 0), "symbolic link")
	_, err = file.New(growing(temp))
	require.ErrorContains(t, err, "symbolic link")
	_, err = file.New(growing(os.DevNull))
	require.ErrorContains(t, err, "not a regular file")

	path := filepath.Join(dir, "f.ndjson")
	s = newSink(t, growing(path))
	require.NoError(t, os.Symlink(target, path)) // after the sink was made
	_, err = s.Send(t.Context(), events(runA, 0, 1))
	requirePermanent(t, err, "symbolic link")
	require.Equal(t, "precious", read(t, target))

	for _, run := range []string{"", "../x", "a/b", ".", "a b", "a\n"} {
		s := newSink(t, options(dir))
		_, err := s.Send(t.Context(), events(run, 0, 1))
		requirePermanent(t, err, "no name that a file could have")
		requirePermanent(t, s.Finish(t.Context(), run, 0), "no name that a file could have")
	}
}

func TestADirectoryThatIsGone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "d")
	require.NoError(t, os.Mkdir(dir, 0o700))
	s := newSink(t, options(dir))
	require.NoError(t, os.Remove(dir))
	_, err := s.Send(t.Context(), events(runA, 0, 1))
	requirePermanent(t, err, "there is no directory "+dir)
}

func TestLatestIsNobodyElsesFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "latest"), []byte("mine"), 0o600))
	s := newSink(t, options(dir))
	send(t, s, events(runA, 0, 2))
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	require.Equal(t, "mine", read(t, dir, "latest"))
}
