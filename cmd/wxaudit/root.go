package main

import "github.com/spf13/cobra"

func newRoot(sys *system, code *int) *cobra.Command {
	root := &cobra.Command{
		Use:   "wxaudit",
		Short: "Audit a Cisco Webex organisation against a HIPAA checklist",
		Long: `wxaudit reads the settings and records of a Cisco Webex organisation and compares
them with a HIPAA checklist. It can only read, it keeps no PHI, and what it could
not learn it calls unknown, never passed.

Exit codes: 0 nothing failed and nothing is unknown; 1 something failed; 2 usage or
configuration; 3 the audit could not be finished, or not everything was delivered;
4 nothing failed, but something is unknown; 130 interrupted.`,
		Version:       sys.version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		PersistentPreRunE: noBlanks,
	}
	root.SetVersionTemplate("wxaudit {{.Version}}\n")
	root.AddCommand(
		newRunCommand(sys, code),
		newReportCommand(sys),
		newDeliverCommand(sys),
		newRecordCommand(sys),
		newLoginCommand(sys),
		newLogoutCommand(sys),
		newWhoAmICommand(sys),
		newPreflightCommand(sys, code),
		newChecksCommand(sys),
		newControlsCommand(sys),
		newImportCommand(sys),
		newPolicyCommand(sys),
		newAttestCommand(sys),
		newSchemaCommand(sys),
		newVersionCommand(sys),
	)
	strict(root)
	return root
}
