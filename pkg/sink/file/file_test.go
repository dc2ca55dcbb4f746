package file_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink/file"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report.json")
	for _, data := range []string{"one", "a longer one", "", "x"} {
		require.NoError(t, file.Write(path, []byte(data)))
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, data, string(got))
	}
	only(t, filepath.Dir(path), "report.json")
}

func TestTheFileIsForTheUserAlone(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	path := filepath.Join(t.TempDir(), "report.json")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	require.NoError(t, file.Write(path, []byte("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

func TestARelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, file.Write("report.json", []byte("x")))
	only(t, ".", "report.json")
}

func TestErrorsSayWhatToChange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "plain"), nil, 0o600))
	for name, tc := range map[string]struct{ path, want string }{
		"no directory":    {filepath.Join(dir, "no", "r.json"), "there is no directory " + filepath.Join(dir, "no") + "; create it first"},
		"a directory":     {filepath.Join(dir, "sub"), "it is a directory; name a file in it"},
		"below a file":    {filepath.Join(dir, "plain", "r.json"), "plain is not a directory"},
		"a path too long": {filepath.Join(dir, string(bytes.Repeat([]byte("x"), 300))), "write "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := file.Write(tc.path, []byte("x"))
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, tc.path)
			require.NotContains(t, err.Error(), ".tmp")
			require.NotContains(t, err.Error(), "file does not exist", "what is missing is the directory")
		})
	}
	t.Cleanup(func() { only(t, dir, "plain", "sub") })
}

func TestNoPermission(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write anywhere")
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "r.json"), []byte("old"), 0o600))
	require.NoError(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	err := file.Write(filepath.Join(dir, "r.json"), []byte("new"))
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, "no permission to write in "+dir)
	got, err := os.ReadFile(filepath.Join(dir, "r.json"))
	require.NoError(t, err)
	require.Equal(t, "old", string(got))
}

func TestALinkIsRefusedAndItsTargetLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(target, []byte("precious"), 0o600))
	if err := os.Symlink(target, link); err != nil {
		t.Skip("this user may not make links")
	}
	require.ErrorContains(t, file.Write(link, []byte("report")), "it is a symbolic link")
	got, err := os.ReadFile(target)
	require.NoError(t, err)
	require.Equal(t, "precious", string(got))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	require.Equal(t, os.ModeSymlink, info.Mode().Type())
}

func TestADeviceIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(os.DevNull); err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no such device")
	}
	require.ErrorContains(t, file.Write(os.DevNull, nil), "it is not a regular file")
}

// Readers and writers at once: every read sees one whole report.
func TestNobodySeesHalfAReport(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report.json")
	const size = 1 << 16
	require.NoError(t, file.Write(path, bytes.Repeat([]byte("0"), size)))
	var wg sync.WaitGroup
	for w := range 3 {
		wg.Go(func() {
			for range 10 {
				if err := file.Write(path, bytes.Repeat([]byte(fmt.Sprint(w+1)), size)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for reading := true; reading; {
		select {
		case <-done:
			reading = false
		default:
		}
		b, err := os.ReadFile(path)
		if err != nil {
			if runtime.GOOS == "windows" {
				continue // a file that is being replaced can be busy there
			}
			require.NoError(t, err)
		}
		require.Len(t, b, size)
		require.Equal(t, size, bytes.Count(b, b[:1]))
	}
	only(t, filepath.Dir(path), "report.json")
}

// only fails when the directory holds anything else, such as a temporary file.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	got := []string{}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	require.Equal(t, names, got)
}
