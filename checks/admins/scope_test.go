package admins

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

type testCase struct {
	s      snapshot.Snapshot
	params map[string]any
	want   finding.Status
	says   string
}

func TestFullAdminCount(t *testing.T) {
	t.Parallel()
	full := func(n int) func(*snapshot.Snapshot) { // n besides "a"
		return func(s *snapshot.Snapshot) {
			for i := range n {
				admins("r-full", "id_full_admin", fmt.Sprintf("f%d", i))(s)
			}
		}
	}
	lost := func(s *snapshot.Snapshot) { s.ScimUsers = snapshot.Section[snapshot.ScimUser]{Gap: refused} }
	second := func(change func(*snapshot.Person)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { change(&s.People.Items[2]) }
	}
	for name, tt := range map[string]testCase{
		"one":                     {s: organisation(), want: finding.Warn, says: "only 1 can act as full administrator"},
		"two":                     {s: organisation(full(1)), want: finding.Pass, says: "2 full administrators: a@"},
		"four":                    {s: organisation(full(3)), want: finding.Pass},
		"five":                    {s: organisation(full(4)), want: finding.Warn, says: "more than 4"},
		"eight":                   {s: organisation(full(7)), want: finding.Warn},
		"nine":                    {s: organisation(full(8)), want: finding.Fail, says: "9 full administrators, more than 8"},
		"nine, half seen":         {s: organisation(full(8), lost), want: finding.Fail},
		"two, half seen":          {s: organisation(full(1), lost), want: finding.Unknown},
		"one, half seen":          {s: organisation(lost), want: finding.Unknown},
		"a second one is off":     {s: organisation(full(1), second(func(p *snapshot.Person) { p.LoginEnabled = snapshot.No })), want: finding.Warn, says: "only 1"},
		"a second one is invited": {s: organisation(full(1), second(func(p *snapshot.Person) { p.InvitePending = snapshot.Yes })), want: finding.Warn, says: "only 1"},
		"a second one may be off": {s: organisation(full(1), second(func(p *snapshot.Person) { p.LoginEnabled = snapshot.Unknown })), want: finding.Unknown, says: "can sign in: f0@"},
		"through a group": {s: organisation(func(s *snapshot.Snapshot) {
			s.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{"n"}}}
		}), want: finding.Pass, says: "n@clinic.example"},
		"a member who is nowhere": {s: organisation(full(1), func(s *snapshot.Snapshot) {
			s.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{"x"}}}
		}), want: finding.Unknown, says: "account x"},
		"the lists disagree": {s: organisation(full(1), func(s *snapshot.Snapshot) { s.ScimUsers.Items[2].Roles = []string{} }),
			want: finding.Unknown, says: "shows 2 full administrators and the identity service 1; they disagree about f0@clinic.example"},
		"roles in another language": {s: organisation(full(1), func(s *snapshot.Snapshot) { s.Roles.Items[0].Name = "Volladministrator" }),
			want: finding.Unknown, says: "called Full Administrator"},
		"only a disabled one": {s: organisation(first(func(p *snapshot.Person) { p.LoginEnabled = snapshot.No })), want: finding.Unknown, says: "cannot see"},
		"own limits":          {s: organisation(full(1)), params: map[string]any{"max": 1, "fail_above": 1}, want: finding.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, FullAdminCount, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestContentAccessAllowList(t *testing.T) {
	t.Parallel()
	officer := admins("r-co", "", "c")
	watch := func(s *snapshot.Snapshot) {
		s.Roles.Items = append(s.Roles.Items, snapshot.Role{ID: "r-w", Name: "Night Watch"})
		s.People.Items = append(s.People.Items, account("w", "r-w"))
		s.ScimUsers.Items = append(s.ScimUsers.Items, identity("w"))
	}
	list := func(entries ...string) map[string]any { return map[string]any{"authorised": entries} }
	const a, c = "a@clinic.example|runs Webex|2026-10-01", "C@clinic.example|legal|2026-11-19"
	clean := func(s *snapshot.Snapshot) { s.ScimUsers.Items[2].Roles = []string{} }
	for name, tt := range map[string]testCase{
		"no list":                 {s: organisation(officer, clean), want: finding.Unknown, says: "now held by 2: a@clinic.example, c@clinic.example"},
		"both listed":             {s: organisation(officer, clean), params: list(a, c), want: finding.Pass},
		"one is missing":          {s: organisation(officer, clean), params: list(a), want: finding.Fail, says: "c@clinic.example can reach recordings or messages as compliance officer"},
		"without reason":          {s: organisation(), params: list("a@clinic.example"), want: finding.Warn, says: "without a reason"},
		"review of 90 days":       {s: organisation(), params: list("a@clinic.example|x|2026-08-22"), want: finding.Pass},
		"review of 91 days":       {s: organisation(), params: list("a@clinic.example|x|2026-08-21"), want: finding.Warn, says: "91 days ago"},
		"review to come":          {s: organisation(), params: list("a@clinic.example|x|2026-11-21"), want: finding.Warn, says: "not come yet"},
		"role is gone":            {s: organisation(), params: list(a, c), want: finding.Warn, says: "holds no such role any more"},
		"by uuid":                 {s: organisation(), params: list("a|x|2026-10-01"), want: finding.Pass},
		"entry is malformed":      {s: organisation(), params: list("a@clinic.example|x"), want: finding.Unknown, says: "parameter authorised"},
		"an unknown role":         {s: organisation(watch), params: list(a), want: finding.Unknown, says: "not known what it reaches (night watch)"},
		"an unknown role, listed": {s: organisation(watch), params: list(a, "w@clinic.example|x|2026-10-01"), want: finding.Pass},
		"a role that is none": {s: organisation(officer, clean), params: map[string]any{"authorised": []string{a}, "content_roles": []string{"Full Administrator", "Complience Officer"}},
			want: finding.Unknown, says: `names "Complience Officer"`},
		"a role of the organisation's own": {s: organisation(watch), params: map[string]any{"authorised": []string{a, "w@clinic.example|x|2026-10-01"}, "content_roles": []string{"Full Administrator", "night watch"}},
			want: finding.Pass},
		"an agent and a supervisor of the Contact Center": {s: organisation(func(s *snapshot.Snapshot) {
			s.People.Items = append(s.People.Items, account("s"))
			s.ScimUsers.Items[1].Roles = []string{"cjp.premium_agent"}
			s.ScimUsers.Items = append(s.ScimUsers.Items, identity("s", "cjp.standard_agent", "cjp.supervisor"))
		}), params: list(a), want: finding.Pass},
		"a supervisor, where the policy says so": {s: organisation(func(s *snapshot.Snapshot) {
			s.ScimUsers.Items[1].Roles = []string{"cjp.supervisor"}
		}), params: map[string]any{"authorised": []string{a}, "content_roles": []string{"Full Administrator", "Contact Center Supervisor"}}, want: finding.Fail, says: "as contact center supervisor"},
		"no address": {s: organisation(first(func(p *snapshot.Person) { p.Email = "" })), params: list(a), want: finding.Unknown, says: "no address"},
		"a site administrator": {s: organisation(func(s *snapshot.Snapshot) {
			s.ScimUsers.Items[1].ManagedSites = []snapshot.ManagedScope{{ID: "clinic.webex.com", Role: "full_admin"}}
		}), params: list(a), want: finding.Fail, says: "n@clinic.example can reach recordings or messages as site administrator"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, ContentAccessAllowList, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestComplianceOfficerSeparation(t *testing.T) {
	t.Parallel()
	both := first(func(p *snapshot.Person) { p.Roles = append(p.Roles, "r-co") })
	crowd := func(kind string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			for i := range 20 {
				p := account(fmt.Sprintf("u%d", i))
				p.Type = kind
				s.People.Items = append(s.People.Items, p)
			}
		}
	}
	for name, tt := range map[string]testCase{
		"two people":            {s: organisation(admins("r-co", "id_user", "c")), want: finding.Pass, says: "1 compliance officer, and no"},
		"nobody is officer":     {s: organisation(), want: finding.Warn, says: "legal hold"},
		"one person, small":     {s: organisation(both), want: finding.Warn, says: "with 2 users"},
		"one person, large":     {s: organisation(both, crowd("person")), want: finding.Fail},
		"one person, many bots": {s: organisation(both, crowd("bot")), want: finding.Warn},
		"one person, how many?": {s: organisation(both, crowd("")), want: finding.Unknown, says: "number of users"},
		"one person, of what?":  {s: organisation(both, crowd("futuretype")), want: finding.Unknown, says: "number of users"},
		"full through a group": {s: organisation(crowd("person"), admins("r-co", "id_user", "c"), func(s *snapshot.Snapshot) {
			s.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{"c"}}}
		}), want: finding.Fail, says: "c@clinic.example is compliance officer and full administrator"},
		"roles in another language": {s: organisation(func(s *snapshot.Snapshot) { s.Roles.Items[1].Name = "Beauftragter" }), want: finding.Unknown, says: "cannot be told apart"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, ComplianceOfficerSeparation, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}

func TestNonHuman(t *testing.T) {
	t.Parallel()
	bot := func(email string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			p := account("b", "r-full")
			p.Type, p.Email = "bot", email
			s.People.Items = append(s.People.Items, p)
		}
	}
	approved := func(entries ...string) map[string]any { return map[string]any{"approved": entries} }
	app := func(s *snapshot.Snapshot) {
		s.Auditor.Value = &snapshot.Auditor{ID: "id-app", UUID: "app", Type: "appuser", Roles: []string{"r-full"}}
	}
	stranger := func(s *snapshot.Snapshot) {
		s.Auditor.Value = &snapshot.Auditor{ID: "id-p", UUID: "p", Type: "person", Roles: []string{"r-full"}}
	}
	for name, tt := range map[string]testCase{
		"a person":                  {s: organisation(), want: finding.Pass, says: "a@clinic.example is a person; service apps may not be listed under /people (this audit's own identity)"},
		"a bot":                     {s: organisation(bot("b@webex.bot")), want: finding.Fail, says: "is no person (type bot)"},
		"a bot with an owner":       {s: organisation(bot("b@webex.bot")), params: approved("b@webex.bot|Ada|2026-11-20"), want: finding.Pass, says: "until 2026-11-20"},
		"a bot whose token ended":   {s: organisation(bot("b@webex.bot")), params: approved("b@webex.bot|Ada|2026-11-19"), want: finding.Fail},
		"a bot without owner":       {s: organisation(bot("b@webex.bot")), params: approved("b@webex.bot"), want: finding.Warn},
		"a bot that may be listed":  {s: organisation(bot("")), params: approved("b@webex.bot"), want: finding.Unknown},
		"a kind that is not said":   {s: organisation(first(func(p *snapshot.Person) { p.Type = "" })), want: finding.Unknown, says: "type"},
		"a kind that is not known":  {s: organisation(first(func(p *snapshot.Person) { p.Type = "futuretype" })), want: finding.Unknown, says: "not documented"},
		"the audit is what?":        {s: organisation(app, func(s *snapshot.Snapshot) { s.Auditor.Value.Type = "futuretype" }), want: finding.Unknown, says: "not documented"},
		"an address like a service": {s: organisation(first(func(p *snapshot.Person) { p.Email = "SVC-ldap@clinic.example" })), want: finding.Warn},
		"a name like a service":     {s: organisation(first(func(p *snapshot.Person) { p.DisplayName = "Directory Sync" })), want: finding.Warn},
		"a name that holds a word":  {s: organisation(first(func(p *snapshot.Person) { p.DisplayName, p.Email = "Ana Abbott", "ana.talbot@clinic.example" })), want: finding.Pass, says: "service apps may not be listed"},
		"a domain like a service":   {s: organisation(first(func(p *snapshot.Person) { p.Email = "a@service.example" })), want: finding.Pass},
		"a room":                    {s: organisation(func(s *snapshot.Snapshot) { s.ScimUsers.Items[0].UserType = "room" }), want: finding.Warn},
		"a room that is not said":   {s: organisation(func(s *snapshot.Snapshot) { s.ScimUsers.Items[0].UserType = "" }), want: finding.Unknown},
		"a person whom the identity service lacks": {s: organisation(func(s *snapshot.Snapshot) {
			p := account("x")
			p.Roles = []string{"r-ro"}
			s.People.Items = append(s.People.Items, p)
		}), want: finding.Unknown, says: "userType"},
		"the audit is a stranger":                  {s: organisation(stranger), want: finding.Unknown, says: "a person who is not in the people list"},
		"the audit is a stranger who is approved":  {s: organisation(stranger), params: approved("p|Ada|2027-01-01"), want: finding.Pass, says: "approved until 2027-01-01"},
		"the audit is a stranger who was approved": {s: organisation(stranger), params: approved("p|Ada|2026-11-01"), want: finding.Unknown},
		"the audit is a machine":                   {s: organisation(app), want: finding.Fail, says: "this audit runs as a machine (type appuser)"},
		"the audit is approved":                    {s: organisation(app), params: approved("app|Ada|2027-01-01"), want: finding.Pass},
		"the audit has no roles":                   {s: organisation(app, func(s *snapshot.Snapshot) { s.Auditor.Value.Roles = []string{} }), want: finding.Pass},
		"the audit hides its roles":                {s: organisation(app, func(s *snapshot.Snapshot) { s.Auditor.Value.Roles = nil }), want: finding.Unknown},
		"a pattern that is none":                   {s: organisation(), params: map[string]any{"name_patterns": []string{"("}}, want: finding.Unknown, says: "name_patterns"},
		"a list that is none":                      {s: organisation(), params: approved("b|"), want: finding.Unknown, says: "parameter approved"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, NonHuman, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}
}
