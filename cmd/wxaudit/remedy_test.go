package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

func TestRemedyNamesWhoCanHelp(t *testing.T) {
	t.Parallel()
	forbidden := func(scope, role string) snapshot.Gap {
		return snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused", Scope: scope, Role: role}
	}
	knows := standsWith{scopes: []string{"audit:events_read"}}
	for name, tc := range map[string]struct {
		gap  snapshot.Gap
		with standsWith
		kind remedyKind
		what string
	}{
		"a scope that is missing":              {forbidden("audit:events_read", "full administrator"), standsWith{}, remedyScope, "audit:events_read"},
		"a scope that the token has":           {forbidden("audit:events_read", "full administrator"), knows, remedyRole, "audit:events_read / full administrator"},
		"one of two scopes that the token has": {forbidden("a:b_read or audit:events_read", "x"), knows, remedyRole, "a:b_read or audit:events_read / x"},
		"an officer's, without one":            {forbidden("spark-compliance:meetings_read", "compliance officer"), standsWith{}, remedyOfficer, "spark-compliance:meetings_read"},
		"an officer's, with one":               {forbidden("spark-compliance:meetings_read", "compliance officer"), standsWith{officer: true}, remedyScope, "spark-compliance:meetings_read"},
		"a service app's":                      {forbidden("guest-issuer:read", "x"), standsWith{}, remedyApp, "guest-issuer:read"},
		"what a browser saves":                 {snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /idb/x: 403 forbidden", Role: "full administrator"}, standsWith{}, remedyCapture, "full administrator"},
		"what no browser saves":                {snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /v1/policies: 403 forbidden", Role: "full administrator"}, standsWith{}, remedyRole, "full administrator"},
		"a token that was revoked":             {snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /v1/x: 401 unauthorized", Scope: "spark-compliance:rooms_read"}, standsWith{officer: true}, remedySignIn, "the compliance officer's token is expired or revoked: wxaudit login"},
		"spaces that nobody asked for":         {snapshot.Gap{Reason: snapshot.Forbidden, Detail: "if the policy says every_space", Scope: "spark-compliance:memberships_read"}, standsWith{officer: true}, remedyOption, "let the policy say every_space (below reads): then the compliance officer's token finds all spaces"},
		"a licence":                            {snapshot.Gap{Reason: snapshot.NotLicensed, Detail: "Pro Pack"}, standsWith{}, remedyLicence, "Pro Pack"},
		"an option":                            {snapshot.Gap{Reason: snapshot.Error, Detail: "run with --tls-probe"}, standsWith{}, remedyOption, "run with --tls-probe"},
		"bad luck":                             {snapshot.Gap{Reason: snapshot.Timeout, Detail: "slow"}, standsWith{}, remedyTry, "slow"},
		"a role without a scope":               {forbidden("", ""), standsWith{}, remedyRole, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := tc.with.remedy(tc.gap)
			require.Equal(t, tc.kind, r.kind)
			require.Equal(t, tc.what, r.what)
			require.NotEmpty(t, r.text)
			require.NotEmpty(t, r.brief)
			require.NotEmpty(t, titles[r.kind])
			require.Contains(t, remedyKinds, r.kind)
		})
	}
}

func TestRemediesNameEachCheckOnce(t *testing.T) {
	t.Parallel()
	gap := func(scope, detail string) snapshot.Gap {
		return snapshot.Gap{Reason: snapshot.Forbidden, Detail: detail, Scope: scope, Role: "somebody"}
	}
	got := remedies([]prospect{
		{check: check.Check{ID: "a.one"}, holes: []snapshot.Gap{gap("x:y_read", "first"), gap("x:y_read", "second")}},
		{check: check.Check{ID: "a.two"}, holes: []snapshot.Gap{gap("z:y_read", "third"), gap("x:y_read", "first")}},
	}, standsWith{})
	require.Len(t, got, 2)
	require.Equal(t, []string{"a.one", "a.two"}, got[0].checks, "what helps most comes first")
	require.Equal(t, []string{"a.two"}, got[1].checks)
}
