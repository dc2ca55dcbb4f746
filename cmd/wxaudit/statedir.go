package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"
)

// stateOptions say where the program keeps what one run leaves to the next: which
// findings were open, and which events are still to be delivered.
type stateOptions struct{ dir string }

func (o *stateOptions) register(f *pflag.FlagSet) {
	f.StringVar(&o.dir, "state-dir", "", "`directory` for what one run leaves to the next (default $WXAUDIT_STATE_DIR, or the user's own)")
}

// stateNamed says that somebody chose the directory for this command.
func (o *stateOptions) stateNamed() bool { return o.dir != "" }

// stateDir is the directory: the flag, the environment, or the user's own.
func (o *stateOptions) stateDir(sys *system) (string, error) {
	if dir := cmp.Or(o.dir, sys.getenv("WXAUDIT_STATE_DIR")); dir != "" {
		return filepath.Abs(dir)
	}
	return sys.stateHome()
}

// missing is the directory when it does not exist.
func (o *stateOptions) missing(sys *system) string {
	dir, err := o.stateDir(sys)
	if err != nil {
		return ""
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return ""
	}
	return dir
}

// makeStateDir makes the directory, readable by its user only. One that somebody
// else could have filled is an *untrusted error: whoever writes there chooses what
// the program takes for its own, and what is sent to the sinks.
func (o *stateOptions) makeStateDir(sys *system) (string, error) {
	dir, err := o.stateDir(sys)
	if err != nil {
		return "", fmt.Errorf("there is no place for the state: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the state directory cannot be made: %w", plainPathError(err))
	}
	info, err := os.Stat(dir)
	if err != nil {
		return "", fmt.Errorf("the state directory cannot be used: %w", plainPathError(err))
	}
	if why := distrust(info, os.Geteuid()); why != "" {
		return "", &untrusted{fmt.Sprintf("the state directory %s %s", dir, why)}
	}
	if err := writable(dir); err != nil {
		return "", fmt.Errorf("nothing can be written in the state directory %s", dir)
	}
	return dir, nil
}

// untrusted is a state directory that is not the user's alone.
type untrusted struct{ text string }

func (u *untrusted) Error() string { return u.text }

// userStateHome is where programs keep such things: $XDG_STATE_HOME on Linux and
// its like, Application Support on macOS, LocalAppData on Windows.
func userStateHome(getenv func(string) string) (string, error) {
	switch runtime.GOOS {
	case "windows":
		dir, err := os.UserCacheDir() // LocalAppData
		return filepath.Join(dir, "wxaudit", "state"), err
	case "darwin", "ios":
		dir, err := os.UserConfigDir() // Application Support
		return filepath.Join(dir, "wxaudit", "state"), err
	}
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) { // relative ones count as none, says the standard
		return filepath.Join(dir, "wxaudit"), nil
	}
	home := getenv("HOME")
	if home == "" {
		return "", errors.New("neither XDG_STATE_HOME nor HOME is set")
	}
	return filepath.Join(home, ".local", "state", "wxaudit"), nil
}
