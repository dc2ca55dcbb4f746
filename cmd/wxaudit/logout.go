package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"wxaudit/pkg/webex/auth/store"
)

func newLogoutCommand(sys *system) *cobra.Command {
	var profile string
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "Remove the kept tokens",
		Long: `Remove everything that login and the nightly runs kept, of every profile: tokens, client
secrets, locks, in the keyring and in files. With --profile only what is kept of that one.

The tokens stay good at Webex until they end: this program can only read, and cannot revoke
them. To revoke them, remove the integration under Apps at settings.webex.com, or in Control
Hub under Apps > Integrations.`,
		Example: "  wxaudit logout\n  wxaudit logout --profile " + complianceOfficer,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return logout(cmd.Context(), sys, profile, cmd.Flags().Changed("profile"))
		},
	}
	cmd.Flags().StringVar(&profile, "profile", "", "remove what is kept under this `name` only")
	return cmd
}

func logout(ctx context.Context, sys *system, profile string, one bool) error {
	dir, err := tokenDir(sys)
	if err != nil {
		return err
	}
	if !one {
		kept, _ := store.Profiles(ctx, dir, storeOptions(sys)) // for the message only
		if err := store.RemoveAll(ctx, dir, storeOptions(sys)); err != nil {
			return unfinished(err, "something may be left")
		}
		if len(kept) == 0 {
			fmt.Fprintln(sys.stderr, "nobody was signed in; no tokens are kept")
			return nil
		}
		fmt.Fprintf(sys.stderr, "signed out: %s; no tokens are kept any more\n", strings.Join(kept, ", "))
		return nil
	}
	if err := checkProfile(profile); err != nil {
		return err
	}
	if err := store.RemoveProfile(ctx, dir, profile, storeOptions(sys)); err != nil {
		return unfinished(err, "something may be left")
	}
	fmt.Fprintf(sys.stderr, "signed out: nothing is kept of profile %s any more\n", profile)
	return nil
}
