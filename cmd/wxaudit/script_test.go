package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"wxaudit": func() {
			sys := thisSystem()
			sys.version = "test"
			sys.stdoutTerminal, sys.stderrTerminal, sys.width = false, false, 0
			code := run(contextForTest(), sys)
			sys.leave()
			os.Exit(code)
		},
	})
}

func TestScripts(t *testing.T) {
	fixtures, err := filepath.Abs("../../fixtures")
	require.NoError(t, err)
	// Reading the names makes the test cache notice changed fixtures, which
	// the scripts read in another process.
	require.NoError(t, filepath.WalkDir(fixtures, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			_, err = os.Stat(path)
		}
		return err
	}))
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("FIXTURES", fixtures)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "refused": refused, "seal": seal},
	})
}

// exits runs a command and asserts its exact exit code: exits 4 wxaudit run …
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		text := err.Error()
		if _, scanErr := fmt.Sscanf(text[strings.LastIndex(text, "exit status"):], "exit status %d", &got); scanErr != nil {
			ts.Fatalf("%s: %v", args[1], err)
		}
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// refused runs the audit with a policy file that is no good, and asserts that
// it ends with 2, says so in one line that names the file and, unless it is 0,
// the line, and writes no report: refused bad.yaml 3
func refused(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: refused FILE LINE")
	}
	exits(ts, false, []string{"2", "wxaudit", "run", "--fixtures", ts.Getenv("FIXTURES") + "/clinic", "--policy", args[0], "--output", "json=never.json"})
	place := args[0] + ":" + args[1] + ": "
	if args[1] == "0" {
		place = args[0] + ": "
	}
	said, _, _ := strings.Cut(ts.ReadFile("stderr"), "wxaudit: hint: ")
	if !strings.HasPrefix(said, "wxaudit: error: "+place) || strings.Count(said, "\n") != 1 {
		ts.Fatalf("said %q, want one line about %q", said, place)
	}
	if ts.ReadFile("stdout") != "" {
		ts.Fatalf("there is a report on standard output")
	}
	if _, err := os.Stat(ts.MkAbs("never.json")); err == nil {
		ts.Fatalf("there is a report in a file")
	}
}
