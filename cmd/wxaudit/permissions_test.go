package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// measured are the organisations that the matrix is measured on.
var measured = map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic}

// loss is one thing that is taken away from full access, and what came of it.
type loss struct {
	name string
	take func(*access)

	mu sync.Mutex
	// ends says that the run ends without a report.
	ends bool
	// unknown are the checks that became unknown, by id; partly those that became
	// so for some of what they judge.
	unknown, partly map[string]bool
}

// permissions is all that was measured.
type permissions struct {
	admin, officer, roles []*loss
	// serviceApp are the checks that become known when the administrator's token
	// is a service app's, with the scopes that only those are granted.
	serviceApp map[string]bool
	// decided are the checks that full access decides, in some organisation.
	decided map[string]bool
}

// TestPermissions measures the matrix, and compares docs/permissions.md with it.
// Nothing that is taken away may make anything look better, and no scope is
// asked for in vain.
func TestPermissions(t *testing.T) {
	p := &permissions{roles: roleLosses(), serviceApp: map[string]bool{}, decided: map[string]bool{}}
	for _, scope := range administratorScopes() {
		p.admin = append(p.admin, &loss{name: scope, take: func(a *access) { a.admin.Scopes = less(a.admin.Scopes, scope) }})
	}
	for _, scope := range officerScopes() {
		p.officer = append(p.officer, &loss{name: scope, take: func(a *access) { a.officer.Scopes = less(a.officer.Scopes, scope) }})
	}
	left := p.measure(t)
	if left > 0 {
		t.Skipf("%d losses were left out under the race detector, so that there is no table to compare", left)
	}
	for _, l := range slices.Concat(p.admin, p.officer, p.roles) {
		require.True(t, l.ends || len(l.unknown)+len(l.partly) > 0, "%s: nothing is unknown for it", l.name)
	}
	// What is unknown with everything granted cannot become so.
	require.Less(t, len(slices.DeleteFunc(checks.All(), func(c check.Check) bool { return p.decided[c.ID] })), 10)
	var doc bytes.Buffer
	writePermissions(&doc, p)
	golden(t, filepath.Join("..", "..", "docs", "permissions.md"), doc.Bytes())
}

// roleLosses are the roles and whatever else a token stands on, taken away one
// at a time.
func roleLosses() []*loss {
	usual := strings.NewReplacer("meeting:admin_schedule_", "meeting:schedules_", "meeting:admin_", "meeting:", "spark-admin:", "spark:")
	return []*loss{
		{name: "A read-only administrator signs in instead of a full one", take: func(a *access) {
			a.admin.Roles = []webextest.Role{webextest.ReadOnlyAdministrator, webextest.SiteAdministrator}
		}},
		{name: "The full administrator does not administer the meeting sites", take: func(a *access) {
			a.admin.Roles = less(a.admin.Roles, webextest.SiteAdministrator)
		}},
		{name: "The administrator's token has everybody's scopes (`meeting:schedules_read`) in place of administrators' (`meeting:admin_schedule_read`)",
			take: func(a *access) {
				for i, scope := range a.admin.Scopes {
					a.admin.Scopes[i] = usual.Replace(scope)
				}
			}},
		{name: "No compliance officer signs in", take: func(a *access) { a.officer = nil }},
		{name: "Whoever signs in as compliance officer is none", take: func(a *access) {
			a.officer.Person, a.officer.Roles = synth.Colleague, nil
		}},
		{name: "The compliance officer's token is revoked", take: func(a *access) { a.officer.Refused = 401 }},
		{name: "The policy does not name the address of the Contact Center", take: func(a *access) { a.nowhere = true }},
		{name: "The policy does not say `every_space`", take: func(a *access) { a.someSpaces = true }},
	}
}

// measure takes one thing after another away from full access, and returns how
// many were left out because of the race detector.
func (p *permissions) measure(t *testing.T) (left int) {
	t.Helper()
	var n thinned
	t.Run("without", func(t *testing.T) {
		for name, found := range measured {
			whole, err := fullAccess(found).audit(t)
			require.NoError(t, err)
			for _, judged := range whole {
				for _, o := range judged.Outcomes {
					p.decided[o.Check.ID] = p.decided[o.Check.ID] || o.Status != finding.Unknown
				}
			}
			p.asServiceApp(t, found, whole)
			for _, l := range slices.Concat(p.admin, p.officer, p.roles) {
				if n.out() {
					left++
					continue
				}
				t.Run(name+": "+l.name, func(t *testing.T) {
					t.Parallel()
					let := fullAccess(found)
					l.take(&let)
					if less, err := let.audit(t); err != nil {
						l.end()
					} else {
						requireNoBetter(t, whole[0], less[0], l.name)
						l.note(whole, less)
					}
				})
			}
		}
	})
	return left
}

func (l *loss) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ends = true
}

// note keeps what became unknown.
func (l *loss) note(whole, less [2]engine.Result) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unknown == nil {
		l.unknown, l.partly = map[string]bool{}, map[string]bool{}
	}
	for i, judged := range less {
		for n, o := range judged.Outcomes {
			before := whole[i].Outcomes[n]
			switch id := o.Check.ID; {
			case o.Status == finding.Unknown && before.Status != finding.Unknown:
				l.unknown[id] = true
			case o.Unknown > before.Unknown || o.Passed < before.Passed || o.Failed < before.Failed:
				l.partly[id] = true
			}
		}
	}
}

// asServiceApp notes what the scopes of service apps decide.
func (p *permissions) asServiceApp(t *testing.T, found func() *synth.Organization, whole [2]engine.Result) {
	t.Helper()
	app := fullAccess(found)
	app.admin.Person = synth.ServiceApp
	app.admin.Roles = append(app.admin.Roles, webextest.ServiceApp)
	app.admin.Scopes = append(app.admin.Scopes, serviceAppScopes()...)
	more, err := app.audit(t)
	require.NoError(t, err)
	for i, judged := range more {
		for n, o := range judged.Outcomes {
			if o.Status != finding.Unknown && whole[i].Outcomes[n].Status == finding.Unknown {
				p.serviceApp[o.Check.ID] = true
			}
		}
	}
}
