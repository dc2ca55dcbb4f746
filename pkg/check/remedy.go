package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// RemedyKind says who can help, and with what.
type RemedyKind string

// The kinds, as the preflight's JSON has them.
const (
	RemedySignIn       RemedyKind = "sign_in"      // the token was refused as a whole
	RemedyScope        RemedyKind = "scope"        // the token lacks it, as far as is known
	RemedyRole         RemedyKind = "role"         // the token's person lacks it
	RemedyOfficer      RemedyKind = "officer"      // a compliance officer must sign in
	RemedyApp          RemedyKind = "service_app"  // only a service app may
	RemedyCapture      RemedyKind = "capture"      // Control Hub shows it to the administrator only
	RemedyLicence      RemedyKind = "licence"      // the organisation lacks it
	RemedyOrganization RemedyKind = "organization" // another organisation has it
	RemedyOption       RemedyKind = "option"       // the run was told not to, or not where
	RemedyRetry        RemedyKind = "retry"        // a later run may read it
	RemedyTry          RemedyKind = "try"          // nobody knows before the run, or what would help
)

// RemedyKinds are in the order in which they are worth trying.
func RemedyKinds() []RemedyKind {
	return []RemedyKind{RemedySignIn, RemedyScope, RemedyRole, RemedyOfficer, RemedyApp, RemedyCapture, RemedyLicence, RemedyOrganization, RemedyOption, RemedyRetry, RemedyTry}
}

// Remedy is what would close a gap.
type Remedy struct {
	Kind RemedyKind
	// What names the scope, the role, the option or the gap, and is the same every
	// night.
	What string
	// Text says it in a sentence, Brief so below a title that says the rest.
	Text, Brief string
}

// Step is the kind of step that the remedy is in the report.
func (k RemedyKind) Step() StepKind {
	switch k {
	case RemedySignIn, RemedyScope, RemedyRole, RemedyOfficer, RemedyApp:
		return StepScope
	case RemedyCapture:
		return StepCapture
	case RemedyLicence:
		return StepLicence
	case RemedyRetry:
		return StepRetry
	default:
		return StepOther
	}
}

// RemedyOf says what would close a gap. Scopes are those that the tokens are
// known to hold: whoever has the scope lacks the role.
func RemedyOf(g snapshot.Gap, scopes ...string) Remedy {
	switch g.Cause {
	case snapshot.SignInRefused:
		return signInAgain(g)
	case snapshot.RightMissing:
		return grant(g, scopes)
	case snapshot.BrowserOnly:
		return capture(g)
	case snapshot.LicenceMissing:
		return Remedy{Kind: RemedyLicence, What: g.Detail, Brief: g.Detail,
			Text: "the licence, or its switch in Control Hub, is not there: " + g.Detail}
	case snapshot.OtherOrganization:
		return Remedy{Kind: RemedyOrganization, What: g.Detail, Brief: g.Detail, Text: "find out whose it is: " + g.Detail}
	case snapshot.OptionMissing:
		text := cmp.Or(advice[g.Option], g.Detail)
		return Remedy{Kind: RemedyOption, What: string(g.Option), Text: text, Brief: text}
	case snapshot.Passing:
		return Remedy{Kind: RemedyRetry, What: g.Detail, Brief: g.Detail, Text: "run it again, with more time if that was short: " + g.Detail}
	default:
		return Remedy{Kind: RemedyTry, What: g.Detail, Text: g.Detail, Brief: g.Detail}
	}
}

// advice is what each option would do.
var advice = map[snapshot.Option]string{
	snapshot.DocumentedOnly:   "run without --documented-only: then services that Cisco does not document are read as well",
	snapshot.TLSProbe:         "run with --tls-probe: then the versions of TLS are tried",
	snapshot.MaxRequests:      "run with a larger --max-requests, or without it",
	snapshot.ContactCenterURL: "set contact_center.url in the policy: nothing else tells where the Contact Center is",
	snapshot.EverySpace:       "let the policy say every_space (below reads): then the compliance officer's token finds all spaces",
	snapshot.MaxLines:         "raise max_lines (below reads) in the policy",
	snapshot.MaxMailboxes:     "raise max_mailboxes (below reads) in the policy",
	snapshot.MaxDevices:       "raise max_devices (below reads) in the policy",
}

func signInAgain(g snapshot.Gap) Remedy {
	text := "the token is expired or revoked: wxaudit login"
	if g.Officer {
		text = "the compliance officer's token is expired or revoked: wxaudit login --profile compliance-officer"
	}
	return Remedy{Kind: RemedySignIn, What: text, Text: text, Brief: text}
}

// grant is the remedy for a right that is missing.
func grant(g snapshot.Gap, scopes []string) Remedy {
	whose := "the token"
	if g.Officer {
		whose = "the compliance officer's token"
	}
	r := Remedy{Kind: RemedyScope, What: g.Scope}
	switch {
	case g.Scope == "" && g.Role == "":
		return Remedy{Kind: RemedyRole, What: g.Detail, Text: g.Detail, Brief: g.Detail}
	case g.Scope == "":
		return Remedy{Kind: RemedyRole, What: g.Role, Text: "use a token of: " + g.Role, Brief: g.Role}
	case snapshot.OnlyServiceApps(g.Scope):
		r.Kind, r.Brief = RemedyApp, g.Scope
		r.Text = fmt.Sprintf("only a service app can hold the scope %s: sign in with one, or attest instead", g.Scope)
	case snapshot.OnlyOfficers(g.Scope) && !g.Officer:
		// Not "give the token": one token must not hold both roles.
		r.Kind, r.Brief = RemedyOfficer, "with the scope "+g.Scope
		r.Text = fmt.Sprintf("let a compliance officer sign in as well, with the scope %s: wxaudit login --profile compliance-officer", g.Scope)
	case g.Role == "":
		r.Text, r.Brief = fmt.Sprintf("give %s the scope %s", whose, g.Scope), g.Scope
	case holds(scopes, g.Scope):
		return Remedy{Kind: RemedyRole, What: g.Scope + " / " + g.Role, Brief: fmt.Sprintf("%s, for the scope %s", g.Role, g.Scope),
			Text: fmt.Sprintf("%s has the scope %s; its person must be: %s", whose, g.Scope, g.Role)}
	default:
		r.Brief = fmt.Sprintf("%s, granted by: %s", g.Scope, g.Role)
		r.Text = fmt.Sprintf("give %s the scope %s, granted by: %s", whose, g.Scope, g.Role)
	}
	return r
}

// capture is the remedy where only a browser is shown the answer.
func capture(g snapshot.Gap) Remedy {
	har := "open it in Control Hub, save the browser's HAR file, and read it with wxaudit import har"
	if g.Role == "" {
		return Remedy{Kind: RemedyCapture, What: g.Detail, Text: har, Brief: g.Detail}
	}
	return Remedy{Kind: RemedyCapture, What: g.Role, Brief: "or use a token of: " + g.Role, Text: fmt.Sprintf("use a token of: %s; or %s", g.Role, har)}
}

// holds says whether one of the scopes is that, or one of several that would do.
func holds(scopes []string, scope string) bool {
	return slices.ContainsFunc(strings.Split(scope, " or "), func(one string) bool { return slices.Contains(scopes, one) })
}
