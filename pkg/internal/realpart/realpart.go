// Package realpart is for tests that need what nobody here wrote and the module
// cannot bring along: a program, a package of npm, a browser.
//
// A test that lacks its part is skipped, unless WXAUDIT_REAL_TESTS is 1: then it
// fails, so that no machine that should have the parts passes without them. With
// 0 it is skipped even where the part is there. The package is for tests only.
package realpart

import (
	"os"
	"os/exec"
	"testing"
)

// Need ends a test whose part is not there. lack says what is missing and how to
// get it.
func Need(t testing.TB, there bool, lack string) {
	t.Helper()
	switch wanted := os.Getenv("WXAUDIT_REAL_TESTS"); {
	case wanted == "0":
		t.Skip("WXAUDIT_REAL_TESTS is 0")
	case there:
	case wanted == "1":
		t.Fatal(lack)
	default:
		t.Skip(lack)
	}
}

// Program returns the path of a program, which goes by the first of these names
// or paths that is there, or ends the test. install is the command that brings it.
func Program(t testing.TB, install string, names ...string) string {
	t.Helper()
	found := ""
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	Need(t, found != "", names[0]+" is not installed: "+install)
	return found
}

// File says whether a file is there, such as that of an installed package.
func File(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
