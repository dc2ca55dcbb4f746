package identity

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func evaluate(t *testing.T, c check.Check, s snapshot.Snapshot, params map[string]any) check.Outcome {
	t.Helper()
	all := check.Defaults(c.Params)
	for name, v := range params {
		require.Contains(t, all, name)
		all[name] = v
	}
	return engine.Evaluate(c, &check.Input{Snapshot: &s, Now: now, Today: finding.DayOf(now, time.UTC), Params: all})
}

func broker(a snapshot.Authentication) snapshot.Record[snapshot.Authentication] {
	return snapshot.Record[snapshot.Authentication]{Value: &a}
}

func providers(on ...snapshot.Tri) snapshot.Section[snapshot.IdentityProvider] {
	items := []snapshot.IdentityProvider{}
	for _, v := range on {
		items = append(items, snapshot.IdentityProvider{SSOEnabled: v})
	}
	return snapshot.Section[snapshot.IdentityProvider]{Items: items}
}

var refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}

func TestMFAEnforced(t *testing.T) {
	t.Parallel()
	unread := snapshot.Section[snapshot.IdentityProvider]{Gap: refused}
	part := providers(snapshot.Yes)
	part.Gap = refused
	for name, tt := range map[string]struct {
		mfa    snapshot.Tri
		idps   snapshot.Section[snapshot.IdentityProvider]
		want   finding.Status
		reason snapshot.Reason
		says   string
	}{
		"off, Webex holds the passwords": {snapshot.No, providers(), finding.Fail, "", "Webex shows no identity provider with sign-on enabled, and multi-factor authentication is off"},
		"off, no provider is used":       {snapshot.No, providers(snapshot.No, snapshot.No), finding.Fail, "", "Webex shows no identity provider with sign-on enabled, and multi-factor authentication is off"},
		"off, one provider of two":       {snapshot.No, providers(snapshot.No, snapshot.Yes), finding.Unknown, snapshot.NotAttested, "its policy decides"},
		"off, a provider in half a list": {snapshot.No, part, finding.Unknown, snapshot.NotAttested, "its policy decides"},
		"off, providers not read":        {snapshot.No, unread, finding.Unknown, snapshot.NotAttested, "attest its policy"},
		"off, a provider says nothing":   {snapshot.No, providers(snapshot.Unknown), finding.Unknown, snapshot.NotAttested, "attest its policy"},
		"on":                             {snapshot.Yes, providers(), finding.Unknown, snapshot.NotAttested, "mandatory"},
		"absent":                         {snapshot.Unknown, providers(), finding.Unknown, snapshot.FieldAbsent, "mfaEnabled"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, MFAEnforced, snapshot.Snapshot{
				Authentication: broker(snapshot.Authentication{MFAEnabled: tt.mfa}), IdentityProviders: tt.idps,
			}, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Equal(t, string(tt.reason), o.Reason)
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func messages(o check.Outcome) (all string) {
	for _, f := range o.Findings {
		all += string(f.Status) + ": " + f.Message + "\n"
	}
	return all
}

func TestSSOEnforced(t *testing.T) {
	t.Parallel()
	people := snapshot.Section[snapshot.Person]{Items: []snapshot.Person{
		{Email: "a@clinic.example"}, {Email: "b@clinic.example"}, {Email: "c@lab.example"},
		{Email: "d@gone.example", LoginEnabled: snapshot.No},
	}}
	for name, tt := range map[string]struct {
		mfa, jit snapshot.Tri
		idps     snapshot.Section[snapshot.IdentityProvider]
		want     finding.Status
		says     string
	}{
		"no provider, no second factor": {snapshot.No, snapshot.No, providers(), finding.Fail, "fail: Webex shows no identity provider with sign-on enabled, and"},
		"no provider, second factor on": {snapshot.Yes, snapshot.No, providers(), finding.Unknown, "mandatory instead"},
		"provider":                      {snapshot.No, snapshot.No, providers(snapshot.Yes), finding.Unknown, "clinic.example: 2, lab.example: 1)"},
		"accounts by signing in":        {snapshot.No, snapshot.Yes, providers(snapshot.Yes), finding.Unknown, "warn: anyone whom"},
		"providers say nothing":         {snapshot.No, snapshot.No, providers(snapshot.Unknown), finding.Unknown, "could not be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, SSOEnforced, snapshot.Snapshot{
				Authentication:    broker(snapshot.Authentication{MFAEnabled: tt.mfa, JITCreation: tt.jit}),
				IdentityProviders: tt.idps, People: people,
			}, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestDomainsNamesAFew(t *testing.T) {
	t.Parallel()
	var people []snapshot.Person
	for _, d := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		people = append(people, snapshot.Person{Email: "x@" + d + ".example"})
	}
	require.Equal(t, "accounts by e-mail domain: a.example: 1, b.example: 1, c.example: 1, d.example: 1, e.example: 1, 2 more domains", domains(people))
	require.Contains(t, domains(nil), "could not be read")
}

func TestLockout(t *testing.T) {
	t.Parallel()
	some, none := snapshot.Some[int], snapshot.Opt[int]{}
	for name, tt := range map[string]struct {
		failures, minutes, factor snapshot.Opt[int]
		want                      finding.Status
	}{
		"long lock":                    {some(5), some(15), some(1), finding.Pass},
		"long lock, factor absent":     {some(5), some(15), none, finding.Pass},
		"growing lock":                 {some(10), some(1), some(2), finding.Pass},
		"short fixed lock":             {some(5), some(1), some(1), finding.Warn},
		"many tries":                   {some(11), some(30), some(2), finding.Warn},
		"many tries, factor absent":    {some(11), some(1), none, finding.Warn},
		"never locks":                  {some(0), some(15), some(2), finding.Fail},
		"never locks, rest absent":     {some(-1), none, none, finding.Fail},
		"no time at all":               {some(5), some(0), some(2), finding.Fail},
		"no time at all, count absent": {none, some(0), none, finding.Fail},
		"count absent":                 {none, some(15), some(2), finding.Unknown},
		"time absent":                  {some(5), none, some(2), finding.Unknown},
		"factor decides and is absent": {some(5), some(1), none, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := snapshot.Snapshot{
				Authentication:    broker(snapshot.Authentication{LockoutFailures: tt.failures, LockoutMinutes: tt.minutes, LockoutFactor: tt.factor}),
				IdentityProviders: providers(snapshot.No),
			}
			require.Equal(t, tt.want, evaluate(t, Lockout, s, nil).Status)

			s.IdentityProviders = providers()
			empty := tt.want
			if empty != finding.Fail {
				empty = finding.Unknown // an empty list that nobody documents proves nothing good
			}
			require.Equal(t, empty, evaluate(t, Lockout, s, nil).Status)

			s.IdentityProviders = providers(snapshot.Yes)
			o := evaluate(t, Lockout, s, nil)
			require.Equal(t, finding.Unknown, o.Status, "the numbers protect nobody who signs in elsewhere")
			require.Equal(t, string(snapshot.NotAttested), o.Reason)
			require.Contains(t, o.Message, "cover only accounts outside single sign-on")
			require.Len(t, o.Findings, 1)
			require.Equal(t, tt.failures.Any(), o.Findings[0].Evidence[0].Value)

			s.IdentityProviders = providers(snapshot.Unknown)
			require.Equal(t, finding.Unknown, evaluate(t, Lockout, s, nil).Status)
		})
	}
}

func TestSessionPersistence(t *testing.T) {
	t.Parallel()
	some, none := snapshot.Some[int], snapshot.Opt[int]{}
	allow := map[string]any{"allow_keep_signed_in": true}
	for name, tt := range map[string]struct {
		keep     snapshot.Tri
		days     snapshot.Opt[int]
		remember snapshot.Tri
		remDays  snapshot.Opt[int]
		params   map[string]any
		want     finding.Status
	}{
		"off":                            {snapshot.No, none, snapshot.No, none, nil, finding.Pass},
		"a day, not allowed":             {snapshot.Yes, some(1), snapshot.No, none, nil, finding.Warn},
		"a day, allowed":                 {snapshot.Yes, some(1), snapshot.No, none, allow, finding.Pass},
		"two weeks, allowed":             {snapshot.Yes, some(14), snapshot.No, none, allow, finding.Warn},
		"longer, allowed":                {snapshot.Yes, some(15), snapshot.No, none, allow, finding.Fail},
		"for how long?":                  {snapshot.Yes, none, snapshot.No, none, nil, finding.Unknown},
		"for no time":                    {snapshot.Yes, some(0), snapshot.No, none, nil, finding.Unknown},
		"absent":                         {snapshot.Unknown, some(20), snapshot.No, none, nil, finding.Unknown},
		"names remembered a month":       {snapshot.No, none, snapshot.Yes, some(30), nil, finding.Pass},
		"names remembered longer":        {snapshot.No, none, snapshot.Yes, some(31), nil, finding.Warn},
		"names remembered, for how long": {snapshot.No, none, snapshot.Yes, none, nil, finding.Unknown},
		"names remembered for ever?":     {snapshot.No, none, snapshot.Yes, some(0), nil, finding.Unknown},
		"names remembered in the past":   {snapshot.No, none, snapshot.Yes, some(-1), nil, finding.Unknown},
		"names, absent":                  {snapshot.No, none, snapshot.Unknown, none, nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, SessionPersistence, snapshot.Snapshot{Authentication: broker(snapshot.Authentication{
				KeepSignedIn: tt.keep, KeepDays: tt.days, RememberLogin: tt.remember, RememberDays: tt.remDays,
			})}, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}
