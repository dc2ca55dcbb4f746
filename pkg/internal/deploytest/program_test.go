package deploytest_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// program is the real binary, built for these tests.
var program string

func TestMain(m *testing.M) {
	os.Exit(withProgram(m))
}

func withProgram(m *testing.M) int {
	dir, err := os.MkdirTemp("", "wxaudit-deploy")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "wxaudit.exe") // the name that Windows needs and others do not mind
	build := exec.Command("go", "build", "-o", program, "./cmd/wxaudit")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	// The cache of tests must see what the program is made of.
	for _, dir := range []string{"cmd", "pkg", "checks"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return m.Run()
}

// start runs the program in a directory of its own, with nothing in its
// environment but a home there, and returns its exit code and what it wrote.
func start(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"HOME=" + cmd.Dir, "AppData=" + cmd.Dir}
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, ok := errors.AsType[*exec.ExitError](err); !ok {
		require.NoError(t, err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// parses has the program read the flags and do nothing: with --help last, a flag
// that is unknown or has a wrong value still ends with 2.
func parses(t *testing.T, args []string) (ok bool, said string) {
	t.Helper()
	code, stdout, stderr := start(t, append(args[:len(args):len(args)], "--help")...)
	return code == 0 && strings.Contains(stdout, "Usage:\n  wxaudit "+args[0]), stderr
}
