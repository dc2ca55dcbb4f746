package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/check"
)

func newChecksCommand(sys *system) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "checks",
		Short: "Show the checklist",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newChecksListCommand(sys), newChecksShowCommand(sys))
	return cmd
}

func newChecksListCommand(sys *system) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List every check",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch format {
			case "text":
				return listChecks(sys, checks.All())
			case "json":
				return writeChecksJSON(sys.stdout, checks.All())
			case "markdown":
				return writeReference(sys.stdout, checks.All())
			default:
				return usage(fmt.Errorf("--format %q is not known", format), "use text, json or markdown")
			}
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, json, or markdown for the whole check reference")
	return cmd
}

func listChecks(sys *system, all []check.Check) error {
	w := tabwriter.NewWriter(sys.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "CHECK\tSEVERITY\tEVIDENCE\tPASSES WHEN")
	for _, c := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", c.ID, c.Severity, c.Mode, c.Title)
	}
	return w.Flush()
}

func newChecksShowCommand(sys *system) *cobra.Command {
	return &cobra.Command{
		Use:   "show ID",
		Short: "Explain one check: what it reads, how it judges, what to do",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, c := range checks.All() {
				if strings.EqualFold(c.ID, args[0]) {
					if err := writeCheck(sys.stdout, c); err != nil {
						return err
					}
					return writeDocuments(sys.stdout, c)
				}
			}
			return usage(fmt.Errorf("there is no check %q", args[0]), "wxaudit checks list shows them all")
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, c := range checks.All() {
				ids = append(ids, c.ID)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
	}
}
