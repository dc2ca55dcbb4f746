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

var today = finding.DayOf(now, time.UTC)

// said is an entry of three weeks ago, valid for months.
func said(st check.Statement, answer string, details map[string]any) check.Attestation {
	return check.Attestation{Statement: st.ID, Answer: answer, Owner: "privacy@clinic.example", SignedOn: today.Plus(-21), ValidUntil: today.Plus(180), Details: details}
}

func sso(domains ...string) check.Attestation {
	return said(singleSignOnStatement, "yes", map[string]any{"domains": domains, "certificate_expires": today.Plus(300), "creates_accounts": false})
}

var noSSO = said(singleSignOnStatement, "no", nil)

// alike is what the identity service shows of the same accounts.
func alike(people ...snapshot.Person) (s snapshot.Section[snapshot.ScimUser]) {
	for _, p := range people {
		s.Items = append(s.Items, snapshot.ScimUser{UUID: p.UUID, Active: snapshot.Yes, UserType: "user", Roles: []string{}})
	}
	return s
}

// attested judges an organisation of two administrators and a laboratory.
func attested(t *testing.T, c check.Check, s snapshot.Snapshot, others map[string]check.Outcome, entries ...check.Attestation) check.Outcome {
	t.Helper()
	if s.People.Items == nil && s.People.Gap == nil {
		s.Roles = snapshot.Section[snapshot.Role]{Items: []snapshot.Role{{ID: "r", Name: "Full Administrator"}}}
		for _, email := range []string{"a@clinic.example", "b@clinic.example", "c@clinic.example"} {
			s.People.Items = append(s.People.Items, snapshot.Person{ID: email, UUID: email, Email: email, Emails: []string{email}, Type: "person", Roles: []string{"r"}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No})
		}
		s.People.Items[2].Roles = []string{}
		if s.ScimUsers.Items == nil && s.ScimUsers.Gap == nil {
			s.ScimUsers = alike(s.People.Items...)
		}
	}
	return engine.Evaluate(c, &check.Input{Snapshot: &s, Now: now, Today: today, Params: check.Defaults(c.Params), Attestations: entries, Others: others})
}

var unreadAuth = snapshot.Record[snapshot.Authentication]{Gap: refused}

func TestMFAByWord(t *testing.T) {
	t.Parallel()
	unread := snapshot.Section[snapshot.IdentityProvider]{Gap: refused}
	on, off := broker(snapshot.Authentication{MFAEnabled: snapshot.Yes}), broker(snapshot.Authentication{MFAEnabled: snapshot.No})
	admins := said(administratorsStatement, "yes", nil)
	mode := func(answer string) check.Attestation { return said(webexModeStatement, answer, nil) }
	policy := func(answer string) check.Attestation { return said(providerPolicyStatement, answer, nil) }
	all := sso("clinic.example")
	for name, tt := range map[string]struct {
		auth    snapshot.Record[snapshot.Authentication]
		idps    snapshot.Section[snapshot.IdentityProvider]
		entries []check.Attestation
		want    finding.Status
		reason  snapshot.Reason
		says    string
	}{
		"on and mandatory":                          {on, providers(snapshot.No), []check.Attestation{mode("mandatory"), admins}, finding.Pass, "", "mandatory"},
		"on, mandatory, an empty list":              {on, providers(), []check.Attestation{mode("mandatory"), admins}, finding.Warn, "", "sign in elsewhere"},
		"on, mandatory, no provider by word":        {on, providers(), []check.Attestation{mode("mandatory"), admins, noSSO}, finding.Pass, "", "mandatory"},
		"on, mandatory, providers not read":         {on, unread, []check.Attestation{mode("mandatory"), admins}, finding.Warn, "", "sign in elsewhere"},
		"on and optional":                           {on, providers(snapshot.No), []check.Attestation{mode("optional"), admins}, finding.Fail, "", "optional"},
		"on for selected apps":                      {on, providers(snapshot.No), []check.Attestation{mode("selected_apps"), admins}, finding.Warn, "", "selected apps"},
		"off, whatever is attested":                 {off, providers(snapshot.No), []check.Attestation{mode("mandatory"), admins}, finding.Fail, "", `although "mandatory" is attested`},
		"not every administrator":                   {on, providers(snapshot.No), []check.Attestation{mode("mandatory"), said(administratorsStatement, "no", nil)}, finding.Fail, "", "not every administrator"},
		"administrators not attested":               {on, providers(snapshot.No), []check.Attestation{mode("mandatory")}, finding.Unknown, snapshot.NotAttested, "every administrator"},
		"not read, mandatory":                       {unreadAuth, providers(snapshot.No), []check.Attestation{mode("mandatory"), admins}, finding.Pass, "", "mandatory"},
		"not read, nobody's word":                   {unreadAuth, providers(snapshot.No), []check.Attestation{admins}, finding.Unknown, snapshot.Forbidden, "refused"},
		"absent, mandatory":                         {broker(snapshot.Authentication{}), providers(snapshot.No), []check.Attestation{mode("mandatory"), admins}, finding.Unknown, snapshot.FieldAbsent, "mfaEnabled"},
		"a provider for everyone":                   {off, providers(snapshot.Yes), []check.Attestation{policy("everyone"), admins, all}, finding.Pass, "", "everyone signs in"},
		"a provider, coverage not attested":         {off, providers(snapshot.Yes), []check.Attestation{policy("everyone"), admins}, finding.Unknown, snapshot.NotAttested, "covers everyone"},
		"a provider for another domain":             {off, providers(snapshot.Yes), []check.Attestation{policy("everyone"), admins, sso("lab.example")}, finding.Warn, "", "outside single sign-on"},
		"a provider without administrators":         {off, providers(snapshot.Yes), []check.Attestation{policy("not_administrators"), admins, all}, finding.Fail, "", "from administrators"},
		"a provider that leaves the choice":         {on, providers(snapshot.Yes), []check.Attestation{policy("optional"), admins, all}, finding.Fail, "", "to choice"},
		"neither read, a provider by word":          {unreadAuth, unread, []check.Attestation{policy("everyone"), admins, all}, finding.Pass, "", "everyone signs in"},
		"off, no provider by word":                  {off, unread, []check.Attestation{admins, noSSO}, finding.Fail, "", "is off"},
		"an empty list against the word":            {off, providers(), []check.Attestation{policy("everyone"), admins, all}, finding.Fail, "", "no identity provider"},
		"a policy signed three months and more ago": {off, providers(snapshot.Yes), []check.Attestation{{Statement: providerPolicyStatement.ID, Answer: "everyone", SignedOn: today.Plus(-91)}, admins, all}, finding.Warn, "", "more than 90 days ago"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, MFAEnforced, snapshot.Snapshot{Authentication: tt.auth, IdentityProviders: tt.idps}, nil, tt.entries...)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Equal(t, string(tt.reason), o.Reason)
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestSSOByWord(t *testing.T) {
	t.Parallel()
	passed := map[string]check.Outcome{MFAEnforced.ID: {Status: finding.Pass}}
	warned := map[string]check.Outcome{MFAEnforced.ID: {Status: finding.Warn}}
	doubted := map[string]check.Outcome{MFAEnforced.ID: {Status: finding.Unknown, Reason: "forbidden"}}
	auth := broker(snapshot.Authentication{MFAEnabled: snapshot.Yes, JITCreation: snapshot.No})
	unread := snapshot.Section[snapshot.IdentityProvider]{Gap: refused}
	soon := sso("clinic.example")
	soon.Details["certificate_expires"] = today.Plus(45)
	for name, tt := range map[string]struct {
		auth    snapshot.Record[snapshot.Authentication]
		idps    snapshot.Section[snapshot.IdentityProvider]
		others  map[string]check.Outcome
		entries []check.Attestation
		want    finding.Status
		says    string
	}{
		"everyone":                         {auth, providers(snapshot.Yes), nil, []check.Attestation{sso("Clinic.example")}, finding.Pass, "1 e-mail domain"},
		"nothing read":                     {unreadAuth, unread, nil, []check.Attestation{sso("clinic.example")}, finding.Pass, "signing in does not create"},
		"nothing read, nothing of JIT":     {unreadAuth, unread, nil, []check.Attestation{said(singleSignOnStatement, "yes", map[string]any{"domains": []string{"clinic.example"}, "certificate_expires": today.Plus(300)})}, finding.Unknown, "refused"},
		"a domain is left out":             {auth, providers(snapshot.Yes), nil, []check.Attestation{sso("lab.example")}, finding.Warn, "3 accounts in clinic.example"},
		"no domain is named":               {auth, providers(snapshot.Yes), nil, []check.Attestation{said(singleSignOnStatement, "yes", nil)}, finding.Unknown, "does not say which"},
		"the certificate ends soon":        {auth, providers(snapshot.Yes), nil, []check.Attestation{soon}, finding.Warn, "in 45 days"},
		"Webex shows no provider":          {auth, providers(), passed, []check.Attestation{sso("clinic.example")}, finding.Fail, "although single sign-on is attested"},
		"Webex shows one against the word": {auth, providers(snapshot.Yes), passed, []check.Attestation{noSSO}, finding.Unknown, "although it is attested that there is none"},
		"none, few users, second factor":   {auth, providers(snapshot.No), passed, []check.Attestation{noSSO}, finding.NotApplicable, "fewer than 10"},
		"none, second factor in doubt":     {auth, providers(snapshot.No), doubted, []check.Attestation{noSSO}, finding.Unknown, "not known whether"},
		"none, second factor not checked":  {auth, unread, nil, []check.Attestation{noSSO}, finding.Unknown, "not known whether"},
		"none, second factor warned of":    {auth, providers(snapshot.No), warned, []check.Attestation{noSSO}, finding.Fail, "not enforced in its place"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, SSOEnforced, snapshot.Snapshot{Authentication: tt.auth, IdentityProviders: tt.idps}, tt.others, tt.entries...)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
	var many snapshot.Snapshot
	many.Authentication, many.IdentityProviders = auth, providers(snapshot.No)
	for range smallOrganization {
		many.People.Items = append(many.People.Items, snapshot.Person{Email: "x@clinic.example", Type: "person", LoginEnabled: snapshot.Yes})
	}
	require.Equal(t, finding.Warn, attested(t, SSOEnforced, many, passed, noSSO).Status, "ten users are expected to have a provider")
}

func TestLockoutByWord(t *testing.T) {
	t.Parallel()
	numbers := func(f, m int) snapshot.Record[snapshot.Authentication] {
		return broker(snapshot.Authentication{LockoutFailures: snapshot.Some(f), LockoutMinutes: snapshot.Some(m)})
	}
	locks := said(webexLockStatement, "locks", map[string]any{"failures": 5, "minutes": 30})
	for name, tt := range map[string]struct {
		auth    snapshot.Record[snapshot.Authentication]
		idps    snapshot.Section[snapshot.IdentityProvider]
		entries []check.Attestation
		want    finding.Status
	}{
		"a provider locks everyone":          {numbers(25, 1), providers(snapshot.Yes), []check.Attestation{sso("clinic.example"), said(providerLockStatement, "locks", nil)}, finding.NotApplicable},
		"a provider never locks":             {numbers(5, 30), providers(snapshot.Yes), []check.Attestation{sso("clinic.example"), said(providerLockStatement, "never", nil)}, finding.Fail},
		"a provider, coverage not attested":  {numbers(5, 30), providers(snapshot.Yes), []check.Attestation{said(providerLockStatement, "locks", nil)}, finding.Unknown},
		"a provider, and some outside":       {numbers(25, 30), providers(snapshot.Yes), []check.Attestation{sso("lab.example"), said(providerLockStatement, "locks", nil)}, finding.Warn},
		"an empty list, no provider by word": {numbers(5, 30), providers(), []check.Attestation{noSSO}, finding.Pass},
		"not read, by word":                  {unreadAuth, providers(snapshot.No), []check.Attestation{locks}, finding.Pass},
		"not read, never by word":            {unreadAuth, providers(snapshot.No), []check.Attestation{said(webexLockStatement, "never", nil)}, finding.Fail},
		"not read, a word without numbers":   {unreadAuth, providers(snapshot.No), []check.Attestation{said(webexLockStatement, "locks", nil)}, finding.Unknown},
		"half read, the rest by word":        {broker(snapshot.Authentication{LockoutFailures: snapshot.Some(25)}), providers(snapshot.No), []check.Attestation{locks}, finding.Warn},
		"read, whatever is attested":         {numbers(0, 30), providers(snapshot.No), []check.Attestation{locks}, finding.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, Lockout, snapshot.Snapshot{Authentication: tt.auth, IdentityProviders: tt.idps}, nil, tt.entries...)
			require.Equal(t, tt.want, o.Status, messages(o))
		})
	}
}

func TestSessionsByWord(t *testing.T) {
	t.Parallel()
	word := func(answer string, details map[string]any) check.Attestation {
		return said(sessionStatement, answer, details)
	}
	for name, tt := range map[string]struct {
		auth  snapshot.Record[snapshot.Authentication]
		entry check.Attestation
		want  finding.Status
	}{
		"not kept":                     {unreadAuth, word("not_kept", map[string]any{"remember_days": 0}), finding.Pass},
		"not kept, names not attested": {unreadAuth, word("not_kept", nil), finding.Unknown},
		"kept for a month":             {unreadAuth, word("kept", map[string]any{"keep_days": 30, "remember_days": 30}), finding.Fail},
		"kept, for how long?":          {unreadAuth, word("kept", map[string]any{"remember_days": 30}), finding.Unknown},
		"names for less than no days":  {unreadAuth, word("not_kept", map[string]any{"remember_days": -1}), finding.Unknown},
		"names for a year":             {unreadAuth, word("not_kept", map[string]any{"remember_days": 365}), finding.Warn},
		"read otherwise":               {broker(snapshot.Authentication{KeepSignedIn: snapshot.Yes, KeepDays: snapshot.Some(30), RememberLogin: snapshot.No}), word("not_kept", nil), finding.Fail},
		"read otherwise in part":       {broker(snapshot.Authentication{KeepSignedIn: snapshot.Yes, RememberLogin: snapshot.No}), word("not_kept", nil), finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, SessionPersistence, snapshot.Snapshot{Authentication: tt.auth}, nil, tt.entry)
			require.Equal(t, tt.want, o.Status, messages(o))
		})
	}
}

func TestIdleTimeout(t *testing.T) {
	t.Parallel()
	good := map[string]any{"control_hub_minutes": 20, "web_minutes": 60}
	profile := func(custom snapshot.Tri, minutes snapshot.Opt[int]) snapshot.Section[snapshot.CCAgentProfile] {
		return snapshot.Section[snapshot.CCAgentProfile]{Items: []snapshot.CCAgentProfile{{ID: "p", TimeoutCustom: custom, TimeoutMinutes: minutes}}}
	}
	none := snapshot.Section[snapshot.CCAgentProfile]{Items: []snapshot.CCAgentProfile{}}
	some := snapshot.Some[int]
	tenant := func(on snapshot.Tri, minutes int) snapshot.Record[snapshot.ContactCenter] {
		return snapshot.Record[snapshot.ContactCenter]{Value: &snapshot.ContactCenter{DesktopTimeoutOn: on, DesktopTimeoutMinutes: some(minutes)}}
	}
	var silent snapshot.Record[snapshot.ContactCenter]
	desktopGap := tenant(snapshot.Yes, 10)
	desktopGap.Value.Gaps = map[string]*snapshot.Gap{"desktop": refused}
	for name, tt := range map[string]struct {
		answer   string
		details  map[string]any
		profiles snapshot.Section[snapshot.CCAgentProfile]
		tenant   snapshot.Record[snapshot.ContactCenter]
		want     finding.Status
	}{
		"within the limits":              {"on", good, none, silent, finding.Pass},
		"attested off":                   {"off", nil, none, silent, finding.Fail},
		"the web client never":           {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 0}, none, silent, finding.Fail},
		"Control Hub late":               {"on", map[string]any{"control_hub_minutes": 40, "web_minutes": 30}, none, silent, finding.Warn},
		"later outside":                  {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 30, "web_off_network_minutes": 60}, none, silent, finding.Warn},
		"sooner outside":                 {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 60, "web_off_network_minutes": 30}, none, silent, finding.Pass},
		"late inside, never outside":     {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 120, "web_off_network_minutes": 0}, none, silent, finding.Fail},
		"unsaid inside, never outside":   {"on", map[string]any{"control_hub_minutes": 20, "web_off_network_minutes": 0}, none, silent, finding.Fail},
		"never inside, in time outside":  {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 0, "web_off_network_minutes": 30}, none, silent, finding.Fail},
		"never outside":                  {"on", map[string]any{"control_hub_minutes": 20, "web_minutes": 60, "web_off_network_minutes": 0}, none, silent, finding.Fail},
		"half attested":                  {"on", map[string]any{"control_hub_minutes": 20}, none, silent, finding.Unknown},
		"agents in time":                 {"on", good, profile(snapshot.Yes, some(15)), silent, finding.Pass},
		"agents late":                    {"on", good, profile(snapshot.Yes, some(60)), silent, finding.Warn},
		"agents later than an hour":      {"on", good, profile(snapshot.Yes, some(61)), silent, finding.Fail},
		"agents, minutes absent":         {"on", good, profile(snapshot.Yes, snapshot.Opt[int]{}), silent, finding.Unknown},
		"the tenant's timeout":           {"on", good, profile(snapshot.No, some(99)), tenant(snapshot.Yes, 10), finding.Pass},
		"the tenant has none":            {"on", good, profile(snapshot.No, some(10)), tenant(snapshot.No, 10), finding.Fail},
		"the tenant's is not read":       {"on", good, profile(snapshot.No, some(10)), silent, finding.Unknown},
		"the tenant's part is not read":  {"on", good, profile(snapshot.No, some(10)), desktopGap, finding.Unknown},
		"profiles refused":               {"on", good, snapshot.Section[snapshot.CCAgentProfile]{Gap: refused}, silent, finding.Unknown},
		"own timeout, or the tenant's?":  {"on", good, profile(snapshot.Unknown, some(10)), tenant(snapshot.Yes, 10), finding.Unknown},
		"a hit in half a list of agents": {"on", good, snapshot.Section[snapshot.CCAgentProfile]{Items: profile(snapshot.Yes, some(99)).Items, Gap: refused}, silent, finding.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, IdleTimeout, snapshot.Snapshot{CCAgents: tt.profiles, ContactCenter: tt.tenant}, nil, said(idleStatement, tt.answer, tt.details))
			require.Equal(t, tt.want, o.Status, messages(o))
		})
	}
	require.Equal(t, string(snapshot.NotAttested), attested(t, IdleTimeout, snapshot.Snapshot{CCAgents: none}, nil).Reason)
}

func TestPasswordPolicy(t *testing.T) {
	t.Parallel()
	word := func(length, history int, list bool) check.Attestation {
		return said(passwordStatement, "policy", map[string]any{"min_length": length, "history": history, "disallow_list": list})
	}
	local := said(localAdminsStatement, "none", nil)
	for name, tt := range map[string]struct {
		idps    snapshot.Section[snapshot.IdentityProvider]
		entries []check.Attestation
		want    finding.Status
	}{
		"strong":                      {providers(snapshot.No), []check.Attestation{word(12, 1, true)}, finding.Pass},
		"short":                       {providers(snapshot.No), []check.Attestation{word(11, 5, true)}, finding.Warn},
		"far too short":               {providers(snapshot.No), []check.Attestation{word(7, 5, true)}, finding.Fail},
		"no history":                  {providers(snapshot.No), []check.Attestation{word(12, 0, true)}, finding.Warn},
		"no list":                     {providers(snapshot.No), []check.Attestation{word(12, 5, false)}, finding.Warn},
		"no policy":                   {providers(snapshot.Yes), []check.Attestation{said(passwordStatement, "none", nil)}, finding.Fail},
		"half attested":               {providers(snapshot.No), []check.Attestation{said(passwordStatement, "policy", map[string]any{"min_length": 12})}, finding.Unknown},
		"nobody has a password":       {providers(snapshot.Yes), []check.Attestation{sso("clinic.example"), local}, finding.NotApplicable},
		"somebody outside has":        {providers(snapshot.Yes), []check.Attestation{sso("lab.example"), local}, finding.Unknown},
		"Webex shows no provider":     {providers(), []check.Attestation{sso("clinic.example"), local}, finding.Unknown},
		"administrators not attested": {providers(snapshot.Yes), []check.Attestation{sso("clinic.example")}, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(t, PasswordPolicy, snapshot.Snapshot{IdentityProviders: tt.idps}, nil, tt.entries...)
			require.Equal(t, tt.want, o.Status, messages(o))
		})
	}
}

func TestSharedAccountsByWord(t *testing.T) {
	t.Parallel()
	ana := staff("ana.ruiz@clinic.example", "Ana Ruiz")
	s := snapshot.Snapshot{
		People:    snapshot.Section[snapshot.Person]{Items: []snapshot.Person{ana}},
		ScimUsers: alike(ana),
		SignIns:   snapshot.Section[snapshot.SignIn]{Items: []snapshot.SignIn{}},
	}
	require.Equal(t, finding.Pass, attested(t, UniqueUsers, s, nil).Status, "the register is not asked for")
	require.Equal(t, finding.Pass, attested(t, UniqueUsers, s, nil, said(sharedStatement, "none_shared", nil)).Status)

	o := attested(t, UniqueUsers, s, nil, said(sharedStatement, "shared", map[string]any{"accounts": []string{"Ana.Ruiz@clinic.example", "gone@clinic.example"}}))
	require.Equal(t, finding.Fail, o.Status)
	require.Equal(t, 3, o.Failed)
	require.Contains(t, messages(o), "gone@clinic.example is shared")
}
