package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/oauth2"

	"wxaudit/pkg/report"
	"wxaudit/pkg/webex/auth"
	"wxaudit/pkg/webex/auth/store"
)

// identityOptions say as whom an organisation is read.
type identityOptions struct {
	client     clientOptions
	profiles   []string
	tokenFiles []string
	keep       string
}

func (o *identityOptions) register(f *pflag.FlagSet) {
	o.client.register(f)
	f.StringArrayVar(&o.profiles, "profile", nil, "read as whoever signed in under this `name` (default: administrator, and compliance-officer if there is one); may be repeated")
	f.StringArrayVar(&o.tokenFiles, "token-file", nil, "read with the tokens in `[PROFILE=]FILE`, such as a mounted secret; may be repeated")
	f.StringVar(&o.keep, "token-store", "", "where the tokens are kept: file or keyring (default: wherever they are)")
}

// any says whether a flag was given.
func (o *identityOptions) any() bool {
	return o.client.file != "" || len(o.profiles) > 0 || len(o.tokenFiles) > 0 || o.keep != ""
}

// identity is somebody who has signed in.
type identity struct {
	profile string
	officer bool // reads what only compliance officers may
	kind    auth.Kind
	source  *auth.Source
}

// identities are those that one run reads as.
type identities struct {
	main    *identity
	officer *identity // nil when there is none beside main
}

func (i *identities) all() []*identity {
	if i.officer == nil {
		return []*identity{i.main}
	}
	return []*identity{i.main, i.officer}
}

// signedIn is a profile with the store that holds it.
type signedIn struct {
	profile string
	store   auth.Store
	file    string // --token-file; empty for what login kept, and the environment
	// optional is left out when nobody is signed in; nobody asked for it by name.
	optional bool
}

// resolve finds out who has signed in: whoever the flags name; else the tokens in
// the environment; else whom login kept.
func (o *identityOptions) resolve(ctx context.Context, sys *system) (*identities, error) {
	if err := checkTokenStore(o.keep); err != nil {
		return nil, err
	}
	client, _, err := o.client.load(sys)
	if err != nil {
		return nil, err
	}
	found, err := o.find(ctx, sys, client)
	if err != nil {
		return nil, err
	}
	service, err := newService(sys)
	if err != nil {
		return nil, err
	}
	var all []*identity
	for _, s := range found {
		grant, err := s.store.Load(ctx)
		if s.optional && errors.Is(err, auth.ErrNoGrant) {
			continue
		}
		if err != nil {
			return nil, notSignedIn(s, err)
		}
		options := auth.SourceOptions{Context: ctx, Now: sys.now, Warn: func(text string) {
			fmt.Fprintf(sys.stderr, "wxaudit: warning: profile %s: %s\n", s.profile, text)
		}}
		// A refresh token is good for the client that it was given to and no other:
		// what the environment names may be another profile's, or have a new secret.
		if client.ID != "" && (grant.Client.ID == "" || grant.Client.ID == client.ID) {
			options.OverrideClient = &client
		}
		all = append(all, &identity{
			profile: s.profile, officer: isOfficers(s.profile, grant), kind: grant.Kind,
			source: auth.NewSource(s.store, service, options),
		})
	}
	return pair(all)
}

// find lists the profiles to read as, with their stores.
func (o *identityOptions) find(ctx context.Context, sys *system, client auth.Client) ([]signedIn, error) {
	files, err := parseTokenFiles(o.tokenFiles)
	if err != nil {
		return nil, err
	}
	var found []signedIn
	for _, f := range files {
		found = append(found, signedIn{profile: f.profile, store: mountedStore(ctx, sys, f, client), file: f.path})
	}
	for _, profile := range o.profiles {
		if slices.ContainsFunc(found, func(s signedIn) bool { return s.profile == profile }) {
			return nil, usage(fmt.Errorf("the profile %s is named twice", profile), "")
		}
		s, err := o.stored(ctx, sys, profile)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	// The officer alone was named: the administrator may be in the environment.
	officerOnly := len(found) == 1 && found[0].profile == complianceOfficer
	if len(found) > 0 && !officerOnly {
		return found, nil
	}
	seed, err := seedFromEnvironment(sys, client)
	if err != nil {
		return nil, err
	}
	if seed != nil {
		return slices.Insert(found, 0, signedIn{profile: administrator, store: givenStore(ctx, sys, *seed)}), nil
	}
	if officerOnly {
		return found, nil
	}
	for _, profile := range []string{administrator, complianceOfficer} {
		s, err := o.stored(ctx, sys, profile)
		if err != nil {
			return nil, err
		}
		s.optional = profile == complianceOfficer
		found = append(found, s)
	}
	return found, nil
}

func (o *identityOptions) stored(ctx context.Context, sys *system, profile string) (signedIn, error) {
	if err := checkProfile(profile); err != nil {
		return signedIn{}, err
	}
	dir, err := tokenDir(sys)
	if err != nil {
		return signedIn{}, unfinished(fmt.Errorf("there is no token, and %w", err), "set HOME or XDG_CONFIG_HOME, as it was at wxaudit login; or set WXAUDIT_ACCESS_TOKEN")
	}
	kept, err := store.Choose(ctx, o.keep, dir, profile, storeOptions(sys))
	if err != nil {
		return signedIn{}, unfinished(err, "unlock the keyring, or keep the tokens in a file: wxaudit login --token-store file")
	}
	return signedIn{profile: profile, store: kept}, nil
}

// pair says who reads what.
func pair(all []*identity) (*identities, error) {
	if len(all) == 1 {
		return &identities{main: all[0]}, nil
	}
	officers := slices.Collect(func(yield func(*identity) bool) {
		for _, i := range all {
			if i.officer && !yield(i) {
				return
			}
		}
	})
	if len(all) > 2 || len(officers) != 1 {
		return nil, usage(fmt.Errorf("a run reads as one administrator and at most one compliance officer, and not as %d profiles of which %d are compliance officers'", len(all), len(officers)),
			"name one of each: --profile administrator --profile compliance-officer, or --token-file FILE --token-file compliance-officer=FILE")
	}
	who := &identities{main: all[0], officer: officers[0]}
	if who.main == who.officer {
		who.main = all[1]
	}
	return who, nil
}

// report says for the report who read, and until when they can.
func (i *identities) report(ctx context.Context, sys *system) []report.SignIn {
	var rows []report.SignIn
	for _, one := range i.all() {
		g, err := one.source.Grant(ctx)
		if err != nil {
			g = auth.Grant{Kind: one.kind}
		}
		rows = append(rows, report.NewSignIn(one.profile, string(g.Kind), g.AccessExpiry, g.RefreshExpiry, g.Renewable(), sys.now()))
	}
	return rows
}

// notSignedIn explains why a profile cannot be used.
func notSignedIn(s signedIn, err error) error {
	if s.file != "" {
		return usage(fmt.Errorf("--token-file: %w", err), `it should hold {"access_token": "…", "refresh_token": "…", "client_id": "…", "client_secret": "…"}, and others must not be able to read it (0400, or 0440 for a group)`)
	}
	if ae, ok := errors.AsType[*auth.Error](err); ok && ae.Kind == auth.Unavailable {
		return unfinished(fmt.Errorf("profile %s: %w", s.profile, err), "unlock the keyring, or keep the tokens in a file: wxaudit login --token-store file")
	}
	if !errors.Is(err, auth.ErrNoGrant) {
		return unfinished(fmt.Errorf("profile %s: %w", s.profile, err), "")
	}
	if s.profile == administrator {
		return noToken()
	}
	return unfinished(fmt.Errorf("nobody is signed in as profile %s", s.profile), "wxaudit login --profile "+s.profile)
}

func noToken() error {
	return unfinished(errors.New("there is no token"),
		"sign in with wxaudit login, set WXAUDIT_ACCESS_TOKEN, or try the tool on a recording: wxaudit run --fixtures fixtures/clinic")
}

// seedFromEnvironment returns the tokens in the environment; nil without any.
func seedFromEnvironment(sys *system, client auth.Client) (*auth.Grant, error) {
	seed := auth.Grant{Kind: auth.Given}
	for name, into := range map[string]*auth.Secret{"WXAUDIT_ACCESS_TOKEN": &seed.Access, "WXAUDIT_REFRESH_TOKEN": &seed.Refresh} {
		text := strings.TrimSpace(sys.getenv(name))
		if strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) {
			return nil, usage(fmt.Errorf("%s holds blanks or other characters that no token has", name), "set it again, with nothing but the token")
		}
		*into = auth.Secret(text)
	}
	if seed.Access == "" && seed.Refresh == "" {
		return nil, nil
	}
	if seed.Refresh != "" && client.ID == "" {
		return nil, usage(errors.New("WXAUDIT_REFRESH_TOKEN is of no use without the client that it was given to"), "set WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET, or use --client-file")
	}
	if seed.Refresh != "" {
		seed.Client = client
	}
	return &seed, nil
}

// tokenDir is where the token files are.
func tokenDir(sys *system) (string, error) {
	dir, err := sys.configDir()
	if err != nil {
		return "", usage(fmt.Errorf("there is no place for the tokens: %w", err), "set HOME, or XDG_CONFIG_HOME")
	}
	return filepath.Join(dir, "wxaudit", "tokens"), nil
}

func checkTokenStore(kind string) error {
	if kind == "" || kind == store.KindFile || kind == store.KindKeyring {
		return nil
	}
	return usage(fmt.Errorf("--token-store %q is not known", kind), "use file or keyring")
}

func storeOptions(sys *system) store.Options {
	return store.Options{Getenv: sys.getenv, Warn: func(text string) { fmt.Fprintf(sys.stderr, "wxaudit: warning: %s\n", text) }}
}

// newService is the sign-in service at the API's address.
func newService(sys *system) (*auth.Service, error) {
	urls, err := serviceURLs(sys, nil)
	if err != nil {
		return nil, err
	}
	service, err := auth.New(auth.Options{BaseURL: urls["api"], UserAgent: "wxaudit/" + sys.version, Now: sys.now})
	if err != nil {
		return nil, usage(err, "the host comes from WXAUDIT_API_URL")
	}
	return service, nil
}

// officerSource is nil, and not an interface around nil, without an officer.
func (i *identities) officerSource() oauth2.TokenSource {
	if i.officer == nil {
		return nil
	}
	return i.officer.source.Renewable()
}

// signIns says for the report who read; nil in a replay.
func (s *source) signIns(ctx context.Context, sys *system) []report.SignIn {
	if s.who == nil {
		return nil
	}
	return s.who.report(ctx, sys)
}
