package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/checks"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// served are options to read an organisation from its server, with a client of
// their own.
func served(t *testing.T, handler http.Handler, o *synth.Organization) collect.Options {
	t.Helper()
	token := func(text string) oauth2.TokenSource {
		return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: text})
	}
	urls := map[webex.Alias]string{}
	for _, service := range []webex.Alias{webex.API, webex.Broker, webex.ControlHub, webex.ContactCenter} {
		urls[service] = "http://localhost"
	}
	live, err := webex.NewLive(webex.LiveOptions{
		URLs: urls, Token: token("administrator"), Officer: token("officer"), Transport: inMemory{handler},
		Allow: collect.Allowed, Rate: 1e9, MaxAttempts: 1, Now: func() time.Time { return o.Now },
	})
	require.NoError(t, err)
	return collect.Options{
		Client: webex.New(webex.Options{Exchanger: live}), Now: o.Now, Key: []byte("a key for tests"),
		ContactCenter: true, Want: sectionsOf(checks.All()),
	}
}

// permission says whether a finding is unknown for want of a right.
func permission(f finding.Finding) bool {
	return f.Status == finding.Unknown && (f.Reason == string(snapshot.Forbidden) || f.Reason == string(snapshot.NotLicensed))
}

// foresee compares what a preflight says of every check with what the run that
// follows comes to.
func foresee(t *testing.T, what string, s http.Handler, o *synth.Organization, change func(*collect.Options)) (faults []string, verdicts map[prospectVerdict]int) {
	t.Helper()
	before, after := served(t, s, o), served(t, s, o)
	change(&before)
	change(&after)
	forecast, err := collect.Preflight(t.Context(), before)
	snap, runErr := collect.Run(t.Context(), after)
	require.Equal(t, runErr == nil, err == nil, what)
	if err != nil {
		return nil, nil
	}
	verdicts = map[prospectVerdict]int{}
	for _, outcome := range engine.Run(engine.Options{Checks: checks.All(), Snapshot: snap, Now: o.Now}).Outcomes {
		p := prospectOf(outcome.Check, forecast)
		verdicts[p.verdict]++
		lacks := slices.IndexFunc(outcome.Findings, permission)
		switch {
		case p.verdict == decidable && lacks >= 0:
			faults = append(faults, fmt.Sprintf("%s: %s was called decidable: %s", what, outcome.Check.ID, outcome.Findings[lacks].Message))
		case p.verdict == undecidable && outcome.Status != finding.Unknown:
			faults = append(faults, fmt.Sprintf("%s: %s was called undecidable and is %s: %s", what, outcome.Check.ID, outcome.Status, p.holes[0].Detail))
		case p.verdict != decidable && p.verdict != byWord && len(p.holes) == 0:
			faults = append(faults, fmt.Sprintf("%s: nothing says why %s is %s", what, outcome.Check.ID, p.verdict))
		}
	}
	return faults, verdicts
}

// TestPreflightForesees takes every endpoint away in turn: what the preflight
// calls decidable no right is missing for, and what it calls undecidable is
// unknown in the run.
func TestPreflightForesees(t *testing.T) {
	var n thinned
	for who, o := range map[string]*synth.Organization{"clean": synth.Clean(), "clinic": synth.Clinic()} {
		for _, template := range append(synth.Templates(), "") {
			if n.out() {
				continue
			}
			what := who + " without " + template
			t.Run(what, func(t *testing.T) {
				t.Parallel()
				s := webextest.NewServer(o)
				defer s.Close()
				if template != "" {
					s.Deny(template)
				}
				faults, verdicts := foresee(t, what, s, o, func(*collect.Options) {})
				require.Empty(t, strings.Join(faults, "\n"))
				if template == "" {
					require.Greater(t, verdicts[decidable], 60, "%v", verdicts)
					require.Less(t, verdicts[undecidable]+verdicts[untested], 5, "%v", verdicts)
				}
			})
		}
	}
}

// administrators are the scopes for which a careless registration takes that of
// the person alone: Webex then answers for them, and refuses nothing.
var (
	administrators = map[string]string{
		"meeting:schedules_read":    "meeting:admin_schedule_read",
		"meeting:preferences_read":  "meeting:admin_preferences_read",
		"meeting:participants_read": "meeting:admin_participants_read",
		"meeting:recordings_read":   "meeting:admin_recordings_read",
	}
	personal = slices.Sorted(maps.Keys(administrators))
)

// TestPreflightForeseesWhatScopesDo takes every scope away in turn, and every
// role, as Webex would: where a scope is missing it refuses, or answers with
// nothing, or for the token's own person.
func TestPreflightForeseesWhatScopesDo(t *testing.T) {
	var n thinned
	whole := fullAccess(synth.Clean)
	for name, found := range map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic} {
		for _, scope := range append(slices.Concat(whole.admin.Scopes, whole.officer.Scopes, personal), "no officer", "an officer who is none", "an officer who is revoked", "every space without an officer",
			"no site administrator", "read only", "user administrator", "device administrator", "content administrator", "nothing") {
			if scope == "spark-admin:people_read" || n.out() {
				continue // without the one nothing is read at all
			}
			what := name + " without " + scope
			t.Run(what, func(t *testing.T) {
				t.Parallel()
				a := fullAccess(found)
				a.admin.Scopes, a.officer.Scopes = less(a.admin.Scopes, scope), less(a.officer.Scopes, scope)
				switch scope {
				case "no site administrator":
					a.admin.Roles = less(a.admin.Roles, webextest.SiteAdministrator)
				case "meeting:schedules_read", "meeting:preferences_read", "meeting:participants_read", "meeting:recordings_read":
					a.admin.Scopes = append(less(a.admin.Scopes, administrators[scope]), scope)
				case "an officer who is none":
					a.officer.Person, a.officer.Roles = synth.Colleague, nil
				case "an officer who is revoked":
					a.officer.Refused = http.StatusUnauthorized
				case "read only":
					a.admin.Roles = []webextest.Role{webextest.ReadOnlyAdministrator}
				case "user administrator":
					a.admin.Roles = []webextest.Role{webextest.UserAdministrator, webextest.SiteAdministrator}
				case "device administrator":
					a.admin.Roles = []webextest.Role{webextest.DeviceAdministrator}
				case "content administrator":
					a.admin.Roles = []webextest.Role{webextest.ContentAdministrator, webextest.SiteAdministrator}
				}
				grants := webextest.NewGrants(map[string]webextest.Grant{"administrator": a.admin, "officer": *a.officer})
				faults, _ := foresee(t, what, grants, a.admin.Organization, func(o *collect.Options) {
					o.Officer = scope != "no officer" && scope != "every space without an officer"
					o.EverySpace = scope != "no officer"
				})
				require.Empty(t, strings.Join(faults, "\n"))
			})
		}
	}
}
