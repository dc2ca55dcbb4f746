package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/oauth2"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/report"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/auth"
)

func newWhoAmICommand(sys *system) *cobra.Command {
	o := &identityOptions{}
	cmd := &cobra.Command{
		Use:   "whoami",
		Short: "Say who is signed in, and until when",
		Long: `Ask Webex whose tokens those are that a run would use: the account, its organisation and
roles, the scopes, and when the tokens end. Tokens that are about to end are renewed.`,
		Example: "  wxaudit whoami",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.whoAmI(cmd.Context(), sys) },
	}
	o.register(cmd.Flags())
	return cmd
}

func (o *identityOptions) whoAmI(ctx context.Context, sys *system) error {
	who, err := o.resolve(ctx, sys)
	if err != nil {
		return err
	}
	for n, one := range who.all() {
		if _, err := one.source.Token(); err != nil {
			return cannotRenew(one.profile, err)
		}
		person, err := whoIs(ctx, sys, one.source.Renewable())
		if err != nil {
			return unfinished(fmt.Errorf("profile %s: %w", one.profile, err), refusedHint(err))
		}
		grant, err := one.source.Grant(ctx)
		if err != nil {
			return cannotRenew(one.profile, err)
		}
		if n > 0 {
			fmt.Fprintln(sys.stdout)
		}
		showIdentity(sys.stdout, one.profile, person, grant, sys.now())
		warnOfRole(sys, one.profile, person, grant)
	}
	return nil
}

// whoIs asks Webex whose tokens those are.
func whoIs(ctx context.Context, sys *system, tokens oauth2.TokenSource) (collect.Identity, error) {
	client, err := clientOf(sys, tokens)
	if err != nil {
		return collect.Identity{}, err
	}
	return collect.WhoAmI(ctx, client)
}

// clientOf is a client that asks with somebody's own tokens.
func clientOf(sys *system, tokens oauth2.TokenSource) (*webex.Client, error) {
	urls, err := serviceURLs(sys, nil)
	if err != nil {
		return nil, err
	}
	live, err := webex.NewLive(webex.LiveOptions{URLs: urls, Token: tokens, Allow: collect.Allowed, Rate: sys.requests, UserAgent: "wxaudit/" + sys.version, Now: sys.now})
	if err != nil {
		return nil, usage(err, "the hosts come from WXAUDIT_API_URL, WXAUDIT_IDBROKER_URL and WXAUDIT_CONTROLHUB_URL")
	}
	return webex.New(webex.Options{Exchanger: live}), nil
}

func staticToken(g auth.Grant) oauth2.TokenSource {
	return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: g.Access.Reveal()})
}

// showIdentity prints who somebody is. What Webex sent cannot move the cursor.
func showIdentity(w io.Writer, profile string, who collect.Identity, g auth.Grant, now time.Time) {
	plain := func(s string) string { return report.Harmless(s, 200) }
	roles := "not shown"
	if who.Roles != nil {
		roles = strings.Join(who.Roles, ", ")
	}
	scopes := "not known"
	if len(g.Scopes) > 0 {
		scopes = strings.Join(g.Scopes, " ")
	}
	fmt.Fprintf(w, "profile       %s (%s)\n", profile, g.Kind)
	fmt.Fprintf(w, "account       %s (%s)\n", plain(cmp.Or(who.Email, "address not shown")), plain(cmp.Or(who.Type, "type not shown")))
	fmt.Fprintf(w, "organisation  %s (%s)\n", plain(cmp.Or(who.Organization, "name not readable")), plain(who.OrganizationID))
	fmt.Fprintf(w, "roles         %s\n", report.Harmless(roles, 2000))
	fmt.Fprintf(w, "scopes        %s\n", report.Harmless(scopes, 4000))
	fmt.Fprintf(w, "access token  %s\n", until(g.AccessExpiry, now))
	switch {
	case g.Refresh == "":
		fmt.Fprintln(w, "renewal       no: there is no refresh token")
	case !g.Renewable():
		fmt.Fprintln(w, "renewal       no: the client id and secret are missing")
	default:
		fmt.Fprintf(w, "renewal       by itself; refresh token %s\n", until(g.RefreshExpiry, now))
	}
	if s := report.NewSignIn(profile, string(g.Kind), g.AccessExpiry, g.RefreshExpiry, g.Renewable(), now); s.Warning != "" {
		fmt.Fprintf(w, "warning       %s\n", s.Warning)
	}
}

// until says when something ends.
func until(end, now time.Time) string {
	left := end.Sub(now)
	switch {
	case end.IsZero():
		return "ends at a time that is not known"
	case left < 0:
		return "ended " + end.UTC().Format("2006-01-02 15:04 UTC")
	case left < 48*time.Hour:
		return fmt.Sprintf("ends %s (in %d hours)", end.UTC().Format("2006-01-02 15:04 UTC"), int(left.Hours()))
	default:
		return fmt.Sprintf("ends %s (in %d days)", end.UTC().Format("2006-01-02 15:04 UTC"), int(left.Hours()/24))
	}
}

// warnOfRole says when an account has not the role of its profile, or both.
func warnOfRole(sys *system, profile string, who collect.Identity, g auth.Grant) {
	if who.Roles == nil {
		return
	}
	holds := func(name string) bool {
		return slices.ContainsFunc(who.Roles, func(role string) bool { return strings.EqualFold(strings.TrimSpace(role), name) })
	}
	officer, full := holds("compliance officer"), holds("full administrator")
	switch {
	case officer && full:
		fmt.Fprintln(sys.stderr, "wxaudit: warning: this account is compliance officer and full administrator; let two people, or two accounts, hold these roles")
	case isOfficers(profile, g) && !officer:
		fmt.Fprintln(sys.stderr, "wxaudit: warning: this account is no compliance officer, so that what only they may read stays unknown")
	case !isOfficers(profile, g) && !full:
		fmt.Fprintln(sys.stderr, "wxaudit: note: this account is no full administrator; wxaudit preflight shows what that leaves unknown")
	}
}
