package main

import (
	_ "embed"
	"fmt"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/policy"
	jsonreport "wxaudit/pkg/report/json"
)

// preflightSchema describes preflightJSON.
//
//go:embed preflight.schema.json
var preflightSchema []byte

func newSchemaCommand(sys *system) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [report|preflight|policy|attestations]",
		Short: "Print a JSON Schema: of the JSON report, the preflight, the policy file or the register",
		Long: `Print the JSON Schema of the JSON report, of what preflight --format json prints, or of a
file that people write. Editors that know YAML take the last: save it beside the file as
wxaudit.schema.json, or as wxaudit-attestations.schema.json for the register.`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: []string{"report", "preflight", "policy", "attestations"},
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := schemaOf(args)
			if err != nil {
				return err
			}
			_, err = sys.stdout.Write(text)
			return err
		},
	}
}

func schemaOf(args []string) ([]byte, error) {
	if len(args) == 0 || args[0] == "report" {
		return jsonreport.Schema(), nil
	}
	switch args[0] {
	case "preflight":
		return preflightSchema, nil
	case "policy":
		return policy.Schema(checks.All())
	case "attestations":
		return policy.RegisterSchema(checks.All())
	default:
		return nil, usage(fmt.Errorf("there is no schema of %q", args[0]), "use report, preflight, policy or attestations")
	}
}
