package identity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// way is how people sign in.
type way struct {
	sso snapshot.Tri // through an identity provider
	// sure is false while a no rests on an empty list of providers, which nobody
	// documents: that fails a check, but proves nothing good.
	sure bool
	ev   []finding.Evidence
}

// signIn says how people sign in: what Webex shows counts, and what is attested
// where it shows nothing.
func signIn(in *check.Input) way {
	w := way{sso: singleSignOn(in)}
	if in.IdentityProviders.Items != nil {
		w.ev = append(w.ev, check.Evidence(in.IdentityProviders.Source, "ssoEnabled", w.sso.Any()))
	}
	w.sure = w.sso == snapshot.Yes || w.sso == snapshot.No && len(in.IdentityProviders.Items) > 0
	if w.sure {
		return w
	}
	a, said := in.Stands(singleSignOnStatement, "", "yes", "no")
	switch {
	case !said, w.sso == snapshot.No && a.Answer == "yes":
		return w
	case a.Answer == "yes":
		w.sso = snapshot.Yes
	default:
		w.sso = snapshot.No
	}
	w.sure, w.ev = true, append(w.ev, check.AttestationEvidence(a))
	return w
}

// reach is how far the attested e-mail domains go.
type reach struct {
	outside map[string]int // active accounts in other domains, by domain
	// field is what Webex did not return of an account that may be outside.
	field string
}

// reachOf looks for accounts whose e-mail domain is not covered.
func reachOf(people []snapshot.Person, domains []string) reach {
	r := reach{outside: map[string]int{}}
	for _, p := range people {
		_, domain, addressed := strings.Cut(strings.ToLower(p.Email), "@")
		covered := addressed && slices.ContainsFunc(domains, func(d string) bool { return strings.EqualFold(d, domain) })
		switch {
		case covered, p.LoginEnabled == snapshot.No, p.Type == "bot", p.Type == "appuser":
		case !addressed:
			r.field = "emails"
		case p.LoginEnabled == snapshot.Unknown:
			r.field = "loginEnabled"
		case p.Type != "person":
			r.field = "type" // or a word that may mean anything
		default:
			r.outside[domain]++
		}
	}
	return r
}

// everyone says whether single sign-on covers everybody, or why that is not
// known. One account outside settles it.
func everyone(in *check.Input) (all snapshot.Tri, why string, reason snapshot.Reason) {
	a, said := in.Stands(singleSignOnStatement, "", "yes")
	domains := a.List("domains")
	if !said || len(domains) == 0 {
		return snapshot.Unknown, fmt.Sprintf("nobody has attested that single sign-on covers everyone (%s)", singleSignOnStatement.ID), snapshot.NotAttested
	}
	r, gap := reachOf(in.People.Items, domains), cmp.Or(in.People.Missing(), in.Unlisted())
	switch {
	case len(r.outside) > 0:
		return snapshot.No, "", ""
	case r.field != "":
		return snapshot.Unknown, fmt.Sprintf("Webex did not return %s, so that it is not known whether single sign-on covers everyone", r.field), snapshot.FieldAbsent
	case gap != nil:
		return snapshot.Unknown, "it is not known whether single sign-on covers everyone: " + gap.Detail, gap.Reason
	default:
		return snapshot.Yes, "", ""
	}
}

// unread is the answer of a setting of signing in that Webex did not show: the
// gap of all of them, or the absence of this one.
func unread(in *check.Input, r finding.Resource, json, field string) finding.Finding {
	src := in.Authentication.SourceOf(json)
	if g := in.Authentication.Missing(); g != nil {
		return check.Unread(r, src, g)
	}
	return check.Absent(r, src, field)
}

// authentication is what the identity broker shows, and empty where it was not
// read.
func authentication(in *check.Input) snapshot.Authentication {
	if in.Authentication.Missing() != nil {
		return snapshot.Authentication{}
	}
	return *in.Authentication.Value
}
