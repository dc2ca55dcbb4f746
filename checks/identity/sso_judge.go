package identity

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// covered judges what is attested about the identity provider; outside has the
// accounts that it leaves out.
func covered(in *check.Input, a check.Attestation) finding.Finding {
	org, names, expires := check.OrganizationResource(), a.List("domains"), a.Day("certificate_expires")
	switch days := expires.Since(in.Today); {
	case len(names) == 0:
		return check.NotAttested(org, "the attestation does not say which e-mail domains sign in through the identity provider")
	case expires.IsZero():
		return check.NotAttested(org, "the attestation does not say when the SAML certificate expires")
	case days < 0:
		return check.Warn(org, fmt.Sprintf("the SAML certificate expired on %s, as attested", expires))
	case days <= in.Params.Int("cert_warn_days"):
		return check.Warn(org, fmt.Sprintf("the SAML certificate expires on %s, in %s", expires, check.Count(days, "day")))
	default:
		return check.Pass(org, fmt.Sprintf("people in %s sign in through the identity provider, as attested", check.Count(len(names), "e-mail domain")))
	}
}

// outside warns of each e-mail domain that single sign-on does not cover.
func outside(in *check.Input, a check.Attestation) []finding.Finding {
	src, names := in.People.Source, a.List("domains")
	if len(names) == 0 {
		return nil
	}
	r := reachOf(in.People.Items, names)
	var fs []finding.Finding
	for _, domain := range slices.Sorted(maps.Keys(r.outside)) {
		n := r.outside[domain]
		fs = append(fs, check.Warn(finding.Resource{Type: "email_domain", ID: domain, Name: domain},
			fmt.Sprintf("%s in %s can sign in without the identity provider", check.Count(n, "account"), domain), check.Evidence(src, "emails", n)))
	}
	if r.field != "" {
		fs = append(fs, check.Absent(finding.Resource{Type: "people", ID: "people", Name: "accounts"}, src, r.field))
	}
	return append(fs, check.UnlistedAccounts(in, "it is not known whether single sign-on covers everyone")...)
}

// smallOrganization is the number of users from which on an organisation is
// expected to have an identity provider.
const smallOrganization = 10

// withoutSSO judges an organisation that says that it has no identity provider:
// then Webex's own second factor must be in its place.
func withoutSSO(in *check.Input) finding.Finding {
	org := check.OrganizationResource()
	switch in.Other(MFAEnforced.ID) {
	case finding.Fail, finding.Warn:
		return check.Fail(org, "there is no single sign-on, as attested, and multi-factor authentication is not enforced in its place (identity.mfa-enforced)")
	case finding.Pass:
	default:
		return check.Unknown(org, cmp.Or(snapshot.Reason(in.Others[MFAEnforced.ID].Reason), snapshot.Error),
			"there is no single sign-on, as attested, and it is not known whether multi-factor authentication is enforced in its place (identity.mfa-enforced)")
	}
	r, gap := reachOf(in.People.Items, nil), cmp.Or(in.People.Missing(), in.Unlisted())
	users := 0
	for _, n := range r.outside {
		users += n
	}
	ev := check.Evidence(in.People.Source, "items", users)
	switch {
	case users >= smallOrganization:
		return check.Warn(org, "there is no single sign-on, as attested; multi-factor authentication is mandatory, but every account keeps a password of its own", ev)
	case gap != nil:
		return check.Unknown(org, gap.Reason, "there is no single sign-on, as attested, and the accounts were not counted: "+gap.Detail)
	case r.field != "":
		return check.Absent(org, in.People.Source, r.field)
	default:
		return check.NotApplicable(org, fmt.Sprintf("%s, fewer than %d, and multi-factor authentication is mandatory", check.Count(users, "user"), smallOrganization), ev)
	}
}

// justInTime judges whether signing in makes accounts. Without an identity
// provider nothing does.
func justInTime(in *check.Input) []finding.Finding {
	res, jit := check.SettingResource("JITCreation"), authentication(in).JITCreation
	ev := check.Evidence(in.Authentication.SourceOf("jit_creation"), "JITCreation", jit.Any())
	a, said := in.Stands(singleSignOnStatement, "", "yes", "no")
	none := said && a.Answer == "no" && singleSignOn(in) != snapshot.Yes
	if creates, known := a.Bool("creates_accounts"); jit == snapshot.Unknown && said && known && !none {
		jit, ev = snapshot.TriFrom(creates), check.AttestationEvidence(a)
	}
	switch {
	case jit == snapshot.Yes:
		return []finding.Finding{check.Warn(res, "anyone whom the identity provider lets through gets a Webex account (JITCreation is on)", ev)}
	case none:
		return nil
	case jit == snapshot.Unknown:
		return []finding.Finding{unread(in, res, "jit_creation", "JITCreation")}
	default:
		return []finding.Finding{check.Pass(res, "signing in does not create accounts", ev)}
	}
}
