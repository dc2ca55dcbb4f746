package main

import (
	"github.com/spf13/cobra"

	jsonreport "wxaudit/pkg/report/json"
)

func newSchemaCommand(sys *system) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the JSON report",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := sys.stdout.Write(jsonreport.Schema())
			return err
		},
	}
}
