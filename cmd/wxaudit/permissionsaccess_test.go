package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// access is what a run is let to see.
type access struct {
	admin   webextest.Grant
	officer *webextest.Grant // nil when no compliance officer has signed in
	// nowhere is a run that was not told where the Contact Center is.
	nowhere bool
	// someSpaces is a run that was not told to look for every space.
	someSpaces bool
}

// fullAccess is all that the program asks for, in both profiles, of an
// organisation with a Contact Center.
func fullAccess(found func() *synth.Organization) access {
	return access{
		admin: webextest.Grant{
			Organization: found(), Person: synth.Auditor,
			Roles:  []webextest.Role{webextest.FullAdministrator, webextest.SiteAdministrator},
			Scopes: administratorScopes(),
		},
		officer: &webextest.Grant{
			Organization: found(), Person: synth.Officer,
			Roles:  []webextest.Role{webextest.ComplianceOfficer},
			Scopes: officerScopes(),
		},
	}
}

// administratorScopes and officerScopes are what the two profiles sign in with.
func administratorScopes() []string {
	return collect.Scopes(collect.Asks(snapshot.Names()...), collect.Grantee{ContactCenter: true})
}

func officerScopes() []string {
	return collect.Scopes(collect.Asks(snapshot.Names()...), collect.Grantee{Officer: true})
}

// serviceAppScopes are those that only service apps are granted.
func serviceAppScopes() []string {
	return less(collect.Scopes(collect.Asks(snapshot.Names()...), collect.Grantee{ContactCenter: true, ServiceApp: true}), administratorScopes()...)
}

// audit reads the organisation as far as it is let to, and judges it twice: by
// nobody's word, and by a register in which everything is attested as wanted,
// because a check that waits for somebody's word does not show what else it
// lacks.
func (a access) audit(t *testing.T) (judged [2]engine.Result, err error) {
	t.Helper()
	tokens := map[string]webextest.Grant{"administrator": a.admin}
	token := func(name string) oauth2.TokenSource {
		return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: name})
	}
	now := a.admin.Organization.Now
	options := webex.LiveOptions{
		URLs: map[webex.Alias]string{}, Token: token("administrator"), Allow: collect.Allowed,
		Rate: 1e6, MaxAttempts: 1, Now: func() time.Time { return now },
	}
	for _, service := range []webex.Alias{webex.API, webex.Broker, webex.ControlHub, webex.ContactCenter} {
		options.URLs[service] = "http://localhost"
	}
	if a.officer != nil {
		tokens["officer"], options.Officer = *a.officer, token("officer")
	}
	grants := webextest.NewGrants(tokens)
	options.Transport = inMemory{grants}
	live, err := webex.NewLive(options)
	require.NoError(t, err)
	s, err := collect.Run(t.Context(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: grants.Handshakes(live)}), Now: now, Key: []byte("a key for tests that hashes outsiders"),
		Want: sectionsOf(checks.All()), ContactCenter: !a.nowhere, Handshakes: true, Officer: a.officer != nil, EverySpace: !a.someSpaces,
	})
	if err != nil {
		return judged, err
	}
	for i, register := range [][]check.Attestation{nil, everythingAttested(finding.DayOf(now, time.UTC))} {
		judged[i] = engine.Run(engine.Options{Checks: checks.All(), Snapshot: s, Now: now, Attestations: register})
	}
	return judged, nil
}

// everythingAttested is a register with the wanted answer to every question.
func everythingAttested(today finding.Day) []check.Attestation {
	var all []check.Attestation
	for _, st := range policy.Statements(checks.All()) {
		a := check.Attestation{
			Statement: st.ID, Answer: st.Answers[0], Owner: "Jane Doe", Role: "Privacy Officer",
			SignedOn: today.Plus(-1), ValidUntil: today.Plus(300), Proof: check.ProofVerified, Details: map[string]any{},
		}
		if st.Named {
			a.Scope = st.Scopes
		}
		for _, d := range st.Details {
			a.Details[d.Name] = wanted(d, today)
		}
		all = append(all, a)
	}
	return all
}

// wanted is a detail that speaks for the organisation.
func wanted(d check.Detail, today finding.Day) any {
	switch d.Kind {
	case check.NumberDetail:
		return 3650
	case check.RateDetail:
		return 1.0
	case check.YesNoDetail:
		return true
	case check.DayDetail:
		return today.Plus(-1)
	case check.ListDetail:
		return slices.Concat(d.Words, []string{"anything"})
	default:
		return append(slices.Clone(d.Words), "anything")[0]
	}
}

// inMemory carries requests to a handler without a connection.
type inMemory struct{ http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	asked := r.Clone(r.Context())
	asked.Host = r.URL.Host
	answer := httptest.NewRecorder()
	m.ServeHTTP(answer, asked)
	resp := answer.Result()
	resp.Request = r
	return resp, nil
}

// less is the list without some of its words.
func less[T ~string](list []T, words ...T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(w T) bool { return slices.Contains(words, w) })
}
