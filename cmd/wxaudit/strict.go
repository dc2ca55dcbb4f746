package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// strict makes what cobra adds by itself as strict as the rest: help and
// completion of what does not exist are mistakes, and -v and -h before a command
// are not taken for flags with a value.
func strict(root *cobra.Command) {
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = isCommand
		case "completion":
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	nameArguments(root)
}

// isCommand refuses words that lead to no command.
func isCommand(cmd *cobra.Command, words []string) error {
	if _, rest, err := cmd.Root().Find(words); err != nil || len(rest) > 0 {
		return usage(fmt.Errorf("there is no command %q", strings.Join(words, " ")), "wxaudit --help lists them all")
	}
	return nil
}

// noBlanks refuses flags and arguments that are there and empty: mostly a variable
// that is not set, without which an audit would be judged by no policy, say, or
// deliver to nobody.
func noBlanks(cmd *cobra.Command, args []string) error {
	var blank string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" {
			blank = "--" + f.Name
		}
	})
	// A shell that asks what could come next gives nothing as the beginning of it.
	if slices.Contains(args, "") && !strings.HasPrefix(cmd.Name(), cobra.ShellCompRequestCmd) {
		blank = "an argument"
	}
	if blank == "" {
		return nil
	}
	return usage(errors.New(blank+" is empty"), "write what it names, or leave it out")
}
