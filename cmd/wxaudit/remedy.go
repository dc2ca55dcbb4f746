package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// remedyKind says who can help, and with what.
type remedyKind string

// The kinds, in the order in which they are shown.
const (
	remedyScope   remedyKind = "scope"       // the token lacks it
	remedySignIn  remedyKind = "sign_in"     // the token was refused as a whole
	remedyRole    remedyKind = "role"        // the token's person lacks it
	remedyOfficer remedyKind = "officer"     // a compliance officer must sign in
	remedyApp     remedyKind = "service_app" // only a service app may
	remedyCapture remedyKind = "capture"     // Control Hub shows it to the administrator only
	remedyLicence remedyKind = "licence"     // the organisation lacks it
	remedyOption  remedyKind = "option"      // the run was told not to, or not where
	remedyTry     remedyKind = "try"         // nobody knows before the run
)

// remedy is what would help, and the checks that it would.
type remedy struct {
	kind remedyKind
	// what names the scope, the role or the gap, and is the same every night.
	what string
	// text says it in a sentence, brief so below a title that says the rest.
	text, brief string
	checks      []string
}

// standsWith says which scopes the tokens are known to hold; nil is not known.
type standsWith struct {
	scopes  []string
	officer bool // a compliance officer has signed in beside the administrator
}

// remedies groups what the checks lack by what would help, what helps most
// first.
func remedies(prospects []prospect, with standsWith) []remedy {
	var all []remedy
	for _, p := range prospects {
		for _, g := range p.holes {
			r := with.remedy(g)
			i := slices.IndexFunc(all, func(have remedy) bool { return have.kind == r.kind && have.what == r.what })
			if i < 0 {
				i, all = len(all), append(all, r)
			}
			if !slices.Contains(all[i].checks, p.check.ID) {
				all[i].checks = append(all[i].checks, p.check.ID)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b remedy) int {
		return cmp.Or(cmp.Compare(slices.Index(remedyKinds, a.kind), slices.Index(remedyKinds, b.kind)),
			cmp.Compare(len(b.checks), len(a.checks)), cmp.Compare(a.what, b.what))
	})
	return all
}

var remedyKinds = []remedyKind{remedySignIn, remedyScope, remedyRole, remedyOfficer, remedyApp, remedyCapture, remedyLicence, remedyOption, remedyTry}

// remedy says what would fill one gap.
func (with standsWith) remedy(g snapshot.Gap) remedy {
	scope, role := g.Scope, g.Role
	whose := "the token"
	if with.officer && snapshot.OnlyOfficers(scope) {
		whose = "the compliance officer's token"
	}
	refused := g.Reason == snapshot.Forbidden || g.Reason == snapshot.NotFound
	switch {
	case g.Reason == snapshot.NotLicensed:
		return plainly(remedyLicence, g.Detail)
	case !refused && g.Reason == snapshot.Error && scope == "" && foreseen(g):
		return plainly(remedyOption, g.Detail)
	case !refused:
		return plainly(remedyTry, g.Detail)
	case strings.Contains(g.Detail, ": 401 ") && scope != "":
		return plainly(remedySignIn, whose+" is expired or revoked: wxaudit login")
	case snapshot.OnlyServiceApps(scope):
		return remedy{kind: remedyApp, what: scope, text: "only a service app can hold the scope " + scope, brief: scope}
	case with.officer && strings.Contains(g.Detail, "every_space"):
		return plainly(remedyOption, "let the policy say every_space (below reads): then the compliance officer's token finds all spaces")
	case snapshot.OnlyOfficers(scope) && !with.officer:
		return remedy{kind: remedyOfficer, what: scope, brief: "with the scope " + scope,
			text: fmt.Sprintf("let a compliance officer sign in beside the administrator, with the scope %s: wxaudit login --profile compliance-officer", scope)}
	case scope != "" && !with.holds(scope):
		return remedy{kind: remedyScope, what: scope, brief: fmt.Sprintf("%s, granted by: %s", scope, role),
			text: fmt.Sprintf("give %s the scope %s, granted by: %s", whose, scope, role)}
	case scope != "":
		return remedy{kind: remedyRole, what: scope + " / " + role, brief: fmt.Sprintf("%s, for the scope %s", role, scope),
			text: fmt.Sprintf("%s has the scope %s; its person must be: %s", whose, scope, role)}
	case role != "" && captured(g):
		return remedy{kind: remedyCapture, what: role, brief: "or use a token of: " + role,
			text: fmt.Sprintf("use a token of: %s; or save what Control Hub shows as a HAR file and read it with wxaudit import har", role)}
	case role != "":
		return remedy{kind: remedyRole, what: role, brief: role, text: "use a token of: " + role}
	default:
		return plainly(remedyRole, g.Detail)
	}
}

// plainly is a remedy of which one sentence says all.
func plainly(kind remedyKind, text string) remedy {
	return remedy{kind: kind, what: text, text: text, brief: text}
}

// captured says whether wxaudit import har can fill a gap: that of a service of
// which Control Hub shows the answers.
func captured(g snapshot.Gap) bool {
	return strings.HasPrefix(g.Detail, "GET /idb/") || strings.HasPrefix(g.Detail, "GET /admin/api/")
}

// foreseen tells what a run leaves out from what could not be tried.
func foreseen(g snapshot.Gap) bool {
	return slices.ContainsFunc([]string{"--documented-only", "--tls-probe", "contact_center.url"}, func(word string) bool { return strings.Contains(g.Detail, word) })
}

// holds says whether the tokens are known to have a scope, or one of several.
func (with standsWith) holds(scope string) bool {
	return slices.ContainsFunc(strings.Split(scope, " or "), func(one string) bool { return slices.Contains(with.scopes, one) })
}
