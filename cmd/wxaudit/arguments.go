package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// noRecording refuses arguments. Whoever gives one mostly means a recording.
func noRecording(_ *cobra.Command, args []string) error {
	return unexpected(args, "to replay a recording: wxaudit run --fixtures ")
}

// noReport refuses arguments. Whoever gives one mostly means a saved report.
func noReport(_ *cobra.Command, args []string) error {
	return unexpected(args, "to read a saved report: wxaudit report --from ")
}

func unexpected(args []string, hint string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(fmt.Errorf("%q is not expected", args[0]), hint+args[0])
}

// nameArguments makes the commands name the argument that is missing, or is one too
// many: cobra counts them, or takes them for commands.
func nameArguments(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		nameArguments(sub)
	}
	fit := cmd.Args
	if cmd.HasSubCommands() || fit == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		err := fit(cmd, args)
		var ee *exitError
		switch _, wanted, _ := strings.Cut(cmd.Use, " "); {
		case err == nil || errors.As(err, &ee):
			return err
		case len(args) == 0:
			return fmt.Errorf("%s is missing", wanted)
		default:
			return fmt.Errorf("%q is not expected", args[len(args)-1])
		}
	}
}
