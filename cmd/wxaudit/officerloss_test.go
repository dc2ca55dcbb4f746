package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// A compliance officer who cannot be named contributes nothing, and nothing looks
// better for it.
func TestLosingTheOfficersNameImprovesNothing(t *testing.T) {
	t.Parallel()
	for name, found := range map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic} {
		a := fullAccess(found)
		o := a.admin.Organization
		grants := webextest.NewGrants(map[string]webextest.Grant{"administrator": a.admin, "officer": *a.officer})
		judge := func(handler http.Handler) engine.Result {
			options := served(t, handler, o)
			options.Officer, options.EverySpace = true, true
			snap, err := collect.Run(t.Context(), options)
			require.NoError(t, err)
			return engine.Run(engine.Options{Checks: checks.All(), Snapshot: snap, Now: o.Now})
		}
		whole := judge(grants)
		for _, status := range []int{http.StatusServiceUnavailable, http.StatusTooManyRequests, http.StatusForbidden} {
			less := judge(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") == "Bearer officer" {
					if r.URL.Path != "/v1/people/me" {
						t.Errorf("the officer who has no name asked for %s", r.URL.Path)
					}
					w.WriteHeader(status)
					return
				}
				grants.ServeHTTP(w, r)
			}))
			requireNoBetter(t, whole, less, name+" without the officer's name")
			require.Less(t, less.Coverage.Decided, whole.Coverage.Decided, "what only the officer sees is unknown")
		}
	}
}
