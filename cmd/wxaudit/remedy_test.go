package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

func TestRemediesNameEachCheckOnce(t *testing.T) {
	t.Parallel()
	gap := func(scope, detail string) snapshot.Gap {
		return snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Detail: detail, Scope: scope, Role: "somebody"}
	}
	got := remedies([]prospect{
		{check: check.Check{ID: "a.one"}, holes: []snapshot.Gap{gap("x:y_read", "first"), gap("x:y_read", "second")}},
		{check: check.Check{ID: "a.two"}, holes: []snapshot.Gap{gap("z:y_read", "third"), gap("x:y_read", "first"), {Cause: snapshot.SignInRefused, Detail: "fourth"}}},
	}, nil)
	require.Len(t, got, 3)
	require.Equal(t, check.RemedySignIn, got[0].Kind, "without a token nothing else helps")
	require.Equal(t, []string{"a.one", "a.two"}, got[1].checks, "what helps most comes first")
	require.Equal(t, []string{"a.two"}, got[2].checks)
}

func TestEveryKindOfRemedyHasATitle(t *testing.T) {
	t.Parallel()
	for _, kind := range check.RemedyKinds() {
		require.NotEmpty(t, titles[kind], kind)
	}
	require.Len(t, titles, len(check.RemedyKinds()))
}
