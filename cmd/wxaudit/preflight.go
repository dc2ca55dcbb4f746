package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/webex/auth"
)

// preflightOptions are the flags of wxaudit preflight: those of the run that it
// foresees.
type preflightOptions struct {
	sourceOptions
	policy string
	format string
	only   []string
	skip   []string
	// timed says that --timeout was given: then it is the run's as well.
	timed bool
}

func newPreflightCommand(sys *system, code *int) *cobra.Command {
	o := &preflightOptions{}
	o.timeout = preflightTimeout
	cmd := &cobra.Command{
		Use:   "preflight",
		Short: "Say what a run could decide with these tokens, and what it would cost",
		Long: `Ask Webex one small question for everything that a run would ask for, and say which
checks could be decided, what the others lack and who can give it, how many requests a
run would send, and how long the tokens last. It only reads.

Exit codes: 0 everything can be decided, as far as that is up to the tokens; 4 something
cannot, or could not be tried; 2 usage or configuration; 3 the organisation cannot be
read; 130 interrupted. What people attest does not count here.`,
		Example: `  wxaudit preflight
  wxaudit preflight --policy wxaudit.yaml --only meetings --format json`,
		Args: noRecording,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.timed = cmd.Flags().Changed("timeout")
			result, err := o.run(cmd.Context(), sys)
			if err != nil {
				return err
			}
			*code = result
			return nil
		},
	}
	f := cmd.Flags()
	o.sourceOptions.register(f)
	f.StringVar(&o.policy, "policy", "", "policy `file` of the run: where the Contact Center is, and what else to read")
	f.StringVar(&o.capture, "capture", "", "count on what the administrator's browser saw, from this `directory` (see wxaudit import har)")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringArrayVar(&o.only, "only", nil, "foresee only this check or area (`ID`); may be repeated")
	f.StringArrayVar(&o.skip, "skip", nil, "leave out this check or area (`ID`); may be repeated")
	for flag, words := range map[string][]string{"only": checkNames(), "skip": checkNames(), "format": {"text", "json"}} {
		if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // the flag does not exist
		}
	}
	return cmd
}

// preflightTimeout is how long a preflight asks at most, unless it is told
// otherwise: it sends about a hundred small requests, and one that hangs takes
// the client three minutes.
const preflightTimeout = 10 * time.Minute

// exitUndecided says that something cannot be decided, as of a run in which it
// was unknown.
const exitUndecided = 4

func (o *preflightOptions) run(ctx context.Context, sys *system) (int, error) {
	o.format = strings.ToLower(o.format)
	if o.format != "text" && o.format != "json" {
		return 0, usage(fmt.Errorf("--format %q is not known", o.format), "use text or json")
	}
	selected, err := selectChecks(o.only, o.skip)
	if err != nil {
		return 0, err
	}
	words, err := (&judgementOptions{policy: o.policy}).load()
	if err != nil {
		return 0, err
	}
	src, err := o.open(ctx, sys, words.policy)
	if err != nil {
		return 0, err
	}
	out, err := o.foresee(ctx, sys, src, words.policy, selected)
	if err != nil {
		return 0, err
	}
	if o.format == "json" {
		err = writePreflightJSON(sys.stdout, out)
	} else {
		err = writePreflightText(sys.stdout, sys.width, out)
	}
	if err != nil {
		return 0, unfinished(fmt.Errorf("write the result: %w", err), "")
	}
	if out.count(decidable)+out.count(byWord) < len(out.prospects) || len(out.warnings) > 0 {
		return exitUndecided, nil
	}
	return exitOK, nil
}

// flight is what a preflight found.
type flight struct {
	version   string
	at        time.Time
	signedIn  []signedInAs
	forecast  *collect.Forecast
	prospects []prospect
	remedies  []remedy
	perSecond float64
	// warnings say what ends a run too early, whatever the tokens are.
	warnings    []string
	scopesKnown bool // of every token
}

// signedInAs is one of the profiles of the run, with who that is.
type signedInAs struct {
	profile string
	who     collect.Identity
	grant   auth.Grant // of which no secret is shown
}

// count is how many checks have a verdict.
func (f *flight) count(v prospectVerdict) (n int) {
	for _, p := range f.prospects {
		if p.verdict == v {
			n++
		}
	}
	return n
}

// foresee asks, and works out what the answers mean for the checks.
func (o *preflightOptions) foresee(ctx context.Context, sys *system, src *source, p *policy.Policy, selected []check.Check) (*flight, error) {
	ctx, cancel := context.WithTimeout(ctx, src.timeout)
	defer cancel()
	defer src.progress.done()
	enabled := slices.DeleteFunc(slices.Clone(selected), func(c check.Check) bool { return disabled(p, c) })
	forecast, err := collect.Preflight(ctx, src.collection(sectionsOf(slices.Concat(enabled, followed(enabled)))))
	if err != nil {
		return nil, cannotRead(err)
	}
	if err := sameOrganization(p, forecast.Organization.UUID); err != nil {
		return nil, err
	}
	out := &flight{version: sys.version, at: src.now(), forecast: forecast, perSecond: sys.requests}
	if out.perSecond <= 0 {
		out.perSecond = usualRate
	}
	out.warnings = o.tooLittle(forecast.Estimate, out.perSecond)
	for _, c := range enabled {
		out.prospects = append(out.prospects, prospectOf(c, forecast))
	}
	out.signedIn, out.scopesKnown = signIns(ctx, sys, src.who, forecast), true
	var scopes []string
	for _, one := range out.signedIn {
		scopes = append(scopes, one.grant.Scopes...)
		out.scopesKnown = out.scopesKnown && len(one.grant.Scopes) > 0
	}
	forWebex := slices.DeleteFunc(slices.Clone(out.prospects), func(p prospect) bool { return p.verdict == byWord })
	out.remedies = remedies(forWebex, scopes)
	return out, nil
}

// tooLittle says which bounds of the run it may come upon before its end.
func (o *preflightOptions) tooLittle(e collect.Estimate, perSecond float64) (warnings []string) {
	if o.maxRequests > 0 && e.High > o.maxRequests {
		warnings = append(warnings, fmt.Sprintf("--max-requests %d may be too few for a run: what is missing then is unknown", o.maxRequests))
	}
	timeout := runTimeout
	if o.timed {
		timeout = o.timeout
	}
	if e.Time(perSecond) > timeout {
		warnings = append(warnings, fmt.Sprintf("--timeout %s may be too short for a run: what is missing then is unknown", timeout))
	}
	return warnings
}

// usualRate is the client's default, in requests a second.
const usualRate = 10

// disabled says whether the policy leaves a check out.
func disabled(p *policy.Policy, c check.Check) bool {
	if p == nil {
		return false
	}
	_, off := p.Disabled[c.ID]
	return off
}

// signIns says who has signed in, as the preflight learnt, and until when: from
// what is kept, and where that does not say when a token ends, from Webex.
func signIns(ctx context.Context, sys *system, who *identities, f *collect.Forecast) []signedInAs {
	var all []signedInAs
	for i, one := range who.all() {
		s := signedInAs{profile: one.profile, who: f.SignedIn[i]}
		if grant, err := one.source.Grant(ctx); err == nil {
			s.grant = grant
		}
		if s.grant.AccessExpiry.IsZero() {
			s.grant.AccessExpiry = accessEnds(ctx, sys, one)
		}
		all = append(all, s)
	}
	return all
}

// accessEnds asks Webex when the access token ends; zero where it does not say.
func accessEnds(ctx context.Context, sys *system, one *identity) time.Time {
	client, err := clientOf(sys, one.source.Renewable())
	if err != nil {
		return time.Time{}
	}
	end, err := collect.TokenExpiry(ctx, client)
	if err != nil {
		return time.Time{} // shown as not known
	}
	return end
}
