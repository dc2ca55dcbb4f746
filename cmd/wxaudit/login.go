package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex/auth"
	"wxaudit/pkg/webex/auth/store"
)

// loginOptions are the flags of wxaudit login.
type loginOptions struct {
	client     clientOptions
	device     bool
	serviceApp bool
	noBrowser  bool
	profile    string
	role       string
	keep       string
	port       int
	scopes     string
	named      bool // scopes was given
	allowWrite bool
	policy     string
	only, skip []string
}

func newLoginCommand(sys *system) *cobra.Command {
	o := &loginOptions{}
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Sign in to Webex, and stay signed in",
		Long: `Sign in to Webex and keep the tokens, so that a nightly run renews them by itself.

Four ways:
  wxaudit login                 opens the browser here (authorisation code with PKCE)
  wxaudit login --no-browser    the same, with a browser on any computer: paste the address that it shows at the end
  wxaudit login --device        shows a code to enter in a browser elsewhere
  wxaudit login --service-app   takes the first token pair of a service app on standard input

The integration or service app is named by WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET, or
by --client-file. An integration must have the redirect URI http://localhost:8976/callback.
The scopes that are asked for are the fewest with which the selected checks can be decided;
all of them only read.

One token must not hold the roles of both a full administrator and a compliance officer. Let
the compliance officer sign in too, with --profile compliance-officer: a run then asks for
purged recordings, transcripts and everybody's spaces with that token.`,
		Example: `  wxaudit login
  wxaudit login --device --token-store file
  wxaudit login --profile compliance-officer
  wxaudit login --service-app < pair.json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.named = cmd.Flags().Changed("scopes")
			return o.run(cmd.Context(), sys)
		},
	}
	f := cmd.Flags()
	o.client.register(f)
	f.BoolVar(&o.device, "device", false, "sign in with a code that is entered in a browser elsewhere")
	f.BoolVar(&o.serviceApp, "service-app", false, "take the first token pair of a service app on standard input")
	f.BoolVar(&o.noBrowser, "no-browser", false, "print the address to open, and take the address that the browser ends at")
	f.StringVar(&o.profile, "profile", administrator, "keep the tokens under this `name`")
	f.StringVar(&o.role, "role", "", "whose scopes to ask for: administrator or compliance-officer (default: by the profile's name)")
	f.StringVar(&o.keep, "token-store", "", "where the tokens are kept: file or keyring (default: the keyring where there is one)")
	f.IntVar(&o.port, "redirect-port", auth.DefaultRedirectPort, "the `port` of the registered redirect URI http://localhost:PORT/callback")
	f.StringVar(&o.scopes, "scopes", "", "ask for exactly these `scopes`, in this order")
	f.BoolVar(&o.allowWrite, "allow-write-scopes", false, "do not refuse scopes that can change something")
	f.StringVar(&o.policy, "policy", "", "policy `file`: says whether there is a Contact Center to ask for")
	f.StringArrayVar(&o.only, "only", nil, "ask for what this check or area needs (`ID`) only; may be repeated")
	f.StringArrayVar(&o.skip, "skip", nil, "do not ask for what only this check or area needs (`ID`); may be repeated")
	cmd.MarkFlagsMutuallyExclusive("device", "service-app")
	cmd.MarkFlagsMutuallyExclusive("device", "no-browser")
	cmd.MarkFlagsMutuallyExclusive("service-app", "no-browser")
	return cmd
}

func (o *loginOptions) run(ctx context.Context, sys *system) error {
	if err := o.check(); err != nil {
		return err
	}
	client, registered, err := o.client.need(sys)
	if err != nil {
		return err
	}
	var ask []string
	if !o.serviceApp { // its scopes were chosen when it was made
		if ask, err = o.ask(sys, registered); err != nil {
			return err
		}
	}
	service, err := newService(sys)
	if err != nil {
		return err
	}
	// Where there is no place for the tokens, nobody should have to sign in first.
	dir, err := tokenDir(sys)
	if err != nil {
		return err
	}
	place, err := store.ForLogin(ctx, o.keep, dir, o.profile, storeOptions(sys))
	if err != nil {
		other := "keep them elsewhere: --token-store keyring, or another XDG_CONFIG_HOME"
		if o.keep == store.KindKeyring {
			other = "keep them in a file: --token-store file"
		}
		return usage(err, other)
	}
	var grant auth.Grant
	if o.serviceApp {
		grant, err = o.signInServiceApp(ctx, sys, service, client, place)
	} else {
		grant, err = o.signIn(ctx, sys, service, client, ask, place)
	}
	if err != nil {
		return signInFailed(err)
	}
	fmt.Fprintf(sys.stderr, "signed in as profile %s; the tokens are in %s\n", o.profile, place.Place())
	o.warnOfEnvironment(sys)
	if o.profile != administrator && o.profile != complianceOfficer {
		fmt.Fprintf(sys.stderr, "wxaudit: note: a run reads as this profile only when you name it, with --profile %s; by itself it reads as %s and %s\n",
			o.profile, administrator, complianceOfficer)
	}
	return introduce(ctx, sys, o.profile, grant)
}

// warnOfEnvironment says when a run will not use what was just kept.
func (o *loginOptions) warnOfEnvironment(sys *system) {
	for _, name := range []string{"WXAUDIT_ACCESS_TOKEN", "WXAUDIT_REFRESH_TOKEN"} {
		if strings.TrimSpace(sys.getenv(name)) != "" {
			fmt.Fprintf(sys.stderr, "wxaudit: warning: %s is set, and a run takes that before what login keeps; unset it, or name the profile: --profile %s\n", name, o.profile)
			return
		}
	}
}

func (o *loginOptions) check() error {
	if err := checkProfile(o.profile); err != nil {
		return err
	}
	switch o.role {
	case "":
		o.role = administrator
		if o.profile == complianceOfficer {
			o.role = complianceOfficer
		}
	case administrator, complianceOfficer:
	default:
		return usage(fmt.Errorf("--role %q is not known", o.role), "use administrator or compliance-officer")
	}
	if o.port < 1 || o.port > 65535 {
		return usage(fmt.Errorf("--redirect-port %d is no port", o.port), "")
	}
	return checkTokenStore(o.keep)
}

// ask works out the scopes to ask for.
func (o *loginOptions) ask(sys *system, registered []string) ([]string, error) {
	ask := strings.FieldsFunc(o.scopes, func(c rune) bool { return c == ',' || unicode.IsSpace(c) })
	if o.named && len(ask) == 0 {
		return nil, usage(errors.New("--scopes names no scope"), "name some, or leave the flag out to ask for what the checks need")
	}
	if !o.named {
		needed, err := o.needed()
		if err != nil {
			return nil, err
		}
		var missing []string
		ask, missing = auth.Choose(needed, registered)
		if len(missing) > 0 {
			fmt.Fprintf(sys.stderr, "wxaudit: note: the integration is not registered with %s; the checks that need it will be unknown\n", strings.Join(missing, " "))
		}
		if len(ask) == 0 {
			return nil, usage(errors.New("the integration is registered with none of the scopes that the checks need"), "README: Create the integration, lists them")
		}
	}
	err := auth.Refuse(ask, o.allowWrite)
	if ae, ok := errors.AsType[*auth.Error](err); ok && ae.Kind == auth.InvalidScope {
		return nil, usage(err, "write them as developer.webex.com does, with blanks or commas between: --scopes \"spark-admin:people_read spark-admin:roles_read\"")
	}
	if err != nil {
		return nil, usage(err, "take them out of the integration: the audit only reads")
	}
	if auth.Mixed(ask) {
		return nil, usage(errors.New("one token must not hold the scopes of both an administrator and a compliance officer"),
			"sign in twice, with --profile administrator and --profile compliance-officer")
	}
	return ask, nil
}

// needed are the fewest scopes for the selected checks.
func (o *loginOptions) needed() ([]string, error) {
	selected, err := selectChecks(o.only, o.skip)
	if err != nil {
		return nil, err
	}
	words, err := (&judgementOptions{policy: o.policy}).load()
	if err != nil {
		return nil, err
	}
	endpoints := collect.Asks(sectionsOf(slices.Concat(selected, followed(selected)))...)
	return collect.Scopes(endpoints, collect.Grantee{
		Officer:       o.role == complianceOfficer,
		ContactCenter: words.policy != nil && words.policy.ContactCenterURL != "",
	}), nil
}

// signIn goes the way that the flags say, and keeps what it got.
func (o *loginOptions) signIn(ctx context.Context, sys *system, service *auth.Service, client auth.Client, ask []string, place store.Login) (auth.Grant, error) {
	var grant auth.Grant
	var err error
	request := auth.CodeRequest{Client: client, Scopes: ask, RedirectURI: fmt.Sprintf("http://localhost:%d/callback", o.port)}
	switch {
	case o.device:
		grant, err = service.Device(ctx, auth.DeviceRequest{Client: client, Scopes: ask, Show: func(p auth.DevicePrompt) { showDevicePrompt(sys, p) }})
	case o.noBrowser:
		grant, err = signInByPaste(ctx, sys, service, request)
	default:
		grant, err = signInByBrowser(ctx, sys, service, request, o.port)
	}
	if err != nil {
		return auth.Grant{}, err
	}
	if grant, err = o.accept(sys, grant); err != nil {
		return auth.Grant{}, err
	}
	return grant, keep(ctx, place, grant)
}
