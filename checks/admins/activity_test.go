package admins

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestDormant(t *testing.T) {
	t.Parallel()
	seen := func(days int) func(*snapshot.Snapshot) {
		return first(func(p *snapshot.Person) { p.LastActivity = ago(days) })
	}
	never := first(func(p *snapshot.Person) { p.LastActivity = time.Time{} })
	signIn := func(uuid string, days int) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.SignIns.Items = append(s.SignIns.Items, snapshot.SignIn{ActorUUID: uuid, Last: ago(days), MaxAddressesPerHour: 1})
		}
	}
	unread := func(s *snapshot.Snapshot) { s.SignIns = snapshot.Section[snapshot.SignIn]{Gap: refused} }
	invited := func(days int) func(*snapshot.Snapshot) {
		return first(func(p *snapshot.Person) {
			p.InvitePending, p.Created, p.LastActivity = snapshot.Yes, ago(days), time.Time{}
		})
	}
	for name, tt := range map[string]testCase{
		"seen yesterday":                  {s: organisation(), want: finding.Pass},
		"seen long ago, signed in lately": {s: organisation(seen(200), signIn("a", 3)), want: finding.Pass},
		"never seen, signed in lately":    {s: organisation(never, signIn("a", 3)), want: finding.Pass},
		"seen 59 days ago":                {s: organisation(seen(59)), want: finding.Pass},
		"seen 60 days ago":                {s: organisation(seen(60)), want: finding.Fail, says: "last active 60 days ago"},
		"seen in the future":              {s: organisation(seen(-400)), want: finding.Unknown},
		"signs in in the future":          {s: organisation(seen(200), signIn("a", -400)), want: finding.Unknown},
		"both long ago":                   {s: organisation(seen(200), signIn("a", 80)), want: finding.Fail},
		"never seen, no sign-in":          {s: organisation(never), want: finding.Unknown, says: "Webex shows no last activity, and no sign-in since 2026-08-22"},
		"sign-ins not read":               {s: organisation(seen(200), unread), want: finding.Unknown, says: "last active 2026-05-04, and the sign-in log could not be read"},
		"seen lately, sign-ins not read":  {s: organisation(unread), want: finding.Unknown, says: "pass: a@clinic.example was active"},
		"a sign-in by nobody":             {s: organisation(seen(200), signIn("", 3)), want: finding.Unknown, says: "some sign-ins name no account"},
		"sign-ins end too early":          {s: organisation(seen(200)), params: map[string]any{"inactive_days": 91}, want: finding.Warn},
		"disabled":                        {s: organisation(first(func(p *snapshot.Person) { p.LoginEnabled = snapshot.No })), want: finding.Fail, says: "cannot sign in any more"},
		"disabled?":                       {s: organisation(first(func(p *snapshot.Person) { p.LoginEnabled = snapshot.Unknown })), want: finding.Unknown},
		"disabled?, both long ago":        {s: organisation(seen(200), first(func(p *snapshot.Person) { p.LoginEnabled = snapshot.Unknown })), want: finding.Fail},
		"invited two weeks ago":           {s: organisation(invited(14)), want: finding.Warn},
		"invited longer ago":              {s: organisation(invited(15)), want: finding.Fail, says: "invited 15 days ago"},
		"invited when?":                   {s: organisation(invited(1), first(func(p *snapshot.Person) { p.Created = time.Time{} })), want: finding.Unknown},
		"invited?":                        {s: organisation(first(func(p *snapshot.Person) { p.InvitePending = snapshot.Unknown })), want: finding.Unknown},
		"a nurse is no administrator":     {s: organisation(func(s *snapshot.Snapshot) { s.People.Items[1].LoginEnabled = snapshot.No }), want: finding.Pass},
		"in no people list": {s: organisation(func(s *snapshot.Snapshot) {
			s.ScimUsers.Items = append(s.ScimUsers.Items, identity("x", "id_full_admin"))
		}), want: finding.Unknown, says: "not in the people list"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, Dormant, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestUnusedRole(t *testing.T) {
	t.Parallel()
	log := func(events ...snapshot.AdminEvent) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { s.AdminAudit.Items = events }
	}
	change := func(e snapshot.AdminEvent, f func(*snapshot.AdminEvent)) snapshot.AdminEvent {
		f(&e)
		return e
	}
	grant := change(event("x", "USERS"), func(e *snapshot.AdminEvent) { e.RoleGrant, e.TargetUUID = snapshot.Yes, "a" })
	for name, tt := range map[string]testCase{
		"worked":                  {s: organisation(), want: finding.Pass, says: "made 1 change in 90 days"},
		"only signed in":          {s: organisation(log(event("a", "LOGINS"), event("a", "logout"))), want: finding.Warn},
		"worked long ago":         {s: organisation(log(change(event("a", "USERS"), func(e *snapshot.AdminEvent) { e.At = ago(91) }))), want: finding.Warn},
		"nobody did anything":     {s: organisation(log()), want: finding.Unknown},
		"the log is too short":    {s: organisation(log(event("x", "USERS")), func(s *snapshot.Snapshot) { s.AdminAudit.Source.Since = ago(89) }), want: finding.Unknown, says: "does not cover"},
		"somebody did something":  {s: organisation(log(event("", "USERS"))), want: finding.Unknown, says: "may be by a@"},
		"did something, but what": {s: organisation(log(event("a", ""))), want: finding.Unknown},
		"new role":                {s: organisation(log(grant)), want: finding.NotApplicable, says: "got a role"},
		"new role, but it failed": {s: organisation(log(change(grant, func(e *snapshot.AdminEvent) { e.Failed = true }))), want: finding.Warn},
		"new role, but used":      {s: organisation(log(grant, event("a", "USERS"))), want: finding.Pass},
		"new role for somebody":   {s: organisation(log(change(grant, func(e *snapshot.AdminEvent) { e.TargetUUID = "" }))), want: finding.Unknown, says: "whether the role is new"},
		"new role?":               {s: organisation(log(change(grant, func(e *snapshot.AdminEvent) { e.RoleGrant = snapshot.Unknown }))), want: finding.Unknown},
		"a role came or went":     {s: organisation(log(change(grant, func(e *snapshot.AdminEvent) { e.RoleRemoval = snapshot.Yes }))), want: finding.Unknown, says: "whether the role is new"},
		"only reads":              {s: organisation(log(event("x", "USERS")), first(func(p *snapshot.Person) { p.Roles = []string{"r-ro"} }), func(s *snapshot.Snapshot) { s.ScimUsers.Items[0].Roles = []string{"id_readonly_admin"} }), want: finding.NotApplicable},
		"reads, and may do more":  {s: organisation(log(event("x", "USERS")), first(func(p *snapshot.Person) { p.Roles = []string{"r-ro", "r-full"} })), want: finding.Warn},
		"only the own profile":    {s: organisation(log(change(event("a", "WEBEX_IDENTITY"), func(e *snapshot.AdminEvent) { e.TargetUUID = "a" }), event("x", "USERS"))), want: finding.Warn},
		"gave a role to itself":   {s: organisation(log(change(event("a", "USERS"), func(e *snapshot.AdminEvent) { e.TargetUUID, e.RoleGrant = "a", snapshot.Yes }))), want: finding.Pass},
		"leads agents": {s: organisation(log(event("a", "USERS")), func(s *snapshot.Snapshot) {
			s.ScimUsers.Items[1].Roles = []string{"cjp.premium_agent", "cjp.supervisor"}
		}), want: finding.Pass, says: "n@clinic.example is contact center supervisor, whose work leaves no trace"},
		"the log was read in part":  {s: organisation(log(event("x", "USERS")), func(s *snapshot.Snapshot) { s.AdminAudit.Gap = refused }), want: finding.Unknown},
		"worked, log read in part":  {s: organisation(func(s *snapshot.Snapshot) { s.AdminAudit.Gap = refused }), want: finding.Unknown, says: "pass: a@"},
		"an exemption of one's own": {s: organisation(log(event("x", "USERS"))), params: map[string]any{"exempt_roles": []string{"full_admin"}}, want: finding.NotApplicable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, UnusedRole, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestExternal(t *testing.T) {
	t.Parallel()
	by := func(org, domain, category string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			e := event("x", category)
			e.ActorOrg, e.Actor = org, snapshot.Party{Kind: snapshot.Outsider, Domain: domain, Key: "k"}
			s.AdminAudit.Items = append(s.AdminAudit.Items, e)
		}
	}
	approved := map[string]any{"approved_orgs": []string{" Partner"}}
	for name, tt := range map[string]testCase{
		"nobody":                        {s: organisation(), want: finding.Pass, says: "no other organisation"},
		"a partner changed":             {s: organisation(by("partner", "reseller.example", "USERS")), want: finding.Fail, says: "made 1 change here"},
		"a partner looked in":           {s: organisation(by("partner", "reseller.example", "LOGINS")), want: finding.Warn, says: "signed in here"},
		"a partner did something":       {s: organisation(by("partner", "reseller.example", "")), want: finding.Unknown},
		"somebody else changed":         {s: organisation(by("partner", "", "USERS")), want: finding.Unknown},
		"an approved partner":           {s: organisation(by("partner", "reseller.example", "USERS")), params: approved, want: finding.Warn, says: "business associate agreement"},
		"Cisco":                         {s: organisation(by("partner", "cisco.com", "USERS")), want: finding.Warn, says: "Cisco's own staff made 1 change"},
		"not quite Cisco":               {s: organisation(by("partner", "notcisco.com", "USERS")), want: finding.Fail},
		"Cisco and a partner":           {s: organisation(by("partner", "cisco.com", "USERS"), by("partner", "reseller.example", "USERS")), want: finding.Fail},
		"a subsidiary":                  {s: organisation(by("sister", "clinic.example", "USERS")), want: finding.Warn, says: "the organisation sister acted here 1 time with addresses of your own domains and may be a subsidiary"},
		"a subsidiary signed in":        {s: organisation(by("sister", "clinic.example", "LOGINS")), want: finding.Warn, says: "put it into approved_orgs"},
		"a subsidiary and a stranger":   {s: organisation(by("sister", "clinic.example", "USERS"), by("sister", "reseller.example", "USERS")), want: finding.Fail},
		"an approved subsidiary":        {s: organisation(by("partner", "clinic.example", "USERS")), params: approved, want: finding.Warn, says: "business associate agreement"},
		"a partner's token":             {s: organisation(func(s *snapshot.Snapshot) { s.Auditor.Value.OrgID = "reseller" }), want: finding.Warn, says: "a token of another organisation, reseller"},
		"a token of nobody knows whom":  {s: organisation(func(s *snapshot.Snapshot) { s.Auditor.Value.OrgID = "" }), want: finding.Unknown, says: "orgId"},
		"nobody knows who":              {s: organisation(by("", "clinic.example", "USERS")), want: finding.Unknown, says: "which organisation acted in 1 event"},
		"a partner, two years ago":      {s: organisation(by("partner", "reseller.example", "USERS"), func(s *snapshot.Snapshot) { s.AdminAudit.Items[1].At = ago(700) }), want: finding.Pass},
		"an empty log":                  {s: organisation(func(s *snapshot.Snapshot) { s.AdminAudit.Items = []snapshot.AdminEvent{} }), want: finding.Unknown, says: "proves nothing"},
		"a short log":                   {s: organisation(func(s *snapshot.Snapshot) { s.AdminAudit.Source.Since = ago(90) }), want: finding.Unknown},
		"domains are not known":         {s: organisation(func(s *snapshot.Snapshot) { s.InternalDomains = nil }), want: finding.Unknown},
		"an address elsewhere":          {s: organisation(first(func(p *snapshot.Person) { p.Email = "a@gmail.example" })), want: finding.Warn, says: "outside the organisation's domains"},
		"an account elsewhere":          {s: organisation(first(func(p *snapshot.Person) { p.OrgID = "other" })), want: finding.Warn, says: "another organisation"},
		"an account of nobody":          {s: organisation(first(func(p *snapshot.Person) { p.OrgID = "" })), want: finding.Unknown},
		"a nurse may live elsewhere":    {s: organisation(func(s *snapshot.Snapshot) { s.People.Items[1].Email = "n@gmail.example" }), want: finding.Pass},
		"our own organisation, unknown": {s: organisation(func(s *snapshot.Snapshot) { s.Organization.Value.UUID = "" }), want: finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, External, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
			if tt.want != finding.Pass && len(tt.s.AdminAudit.Items) > 1 {
				require.NotContains(t, messages(o), "no other organisation")
			}
		})
	}
}

func TestAccessReview(t *testing.T) {
	t.Parallel()
	require.Contains(t, evaluate(t, AccessReview, organisation(), nil).Message, "shows no role grant")
	granted := organisation(func(s *snapshot.Snapshot) { s.AdminAudit.Items[0].RoleGrant = snapshot.Yes })
	require.Contains(t, evaluate(t, AccessReview, granted, nil).Message, "is of 2026-11-10")
	unread := organisation(func(s *snapshot.Snapshot) { s.AdminAudit = snapshot.Section[snapshot.AdminEvent]{Gap: refused} })
	o := evaluate(t, AccessReview, unread, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Contains(t, messages(o), "could not be read")
}
