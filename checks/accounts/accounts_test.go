package accounts

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

// member is an account that was last active so many days ago.
func member(days int, change func(*snapshot.Person)) snapshot.Person {
	p := snapshot.Person{
		ID: "p", UUID: "u", Email: "ann@clinic.example", Emails: []string{"ann@clinic.example"}, Type: "person", Licenses: []string{"messaging"},
		LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Created: ago(900), LastActivity: ago(days),
	}
	if change != nil {
		change(&p)
	}
	return p
}

// organisation has those accounts, and logs that know nobody of them.
func organisation(people ...snapshot.Person) *check.Input {
	s := &snapshot.Snapshot{}
	s.People.Items = people
	s.ScimUsers.Items = []snapshot.ScimUser{{UUID: "u", Active: snapshot.Yes, UserType: "user"}}
	s.SignIns.Items, s.SignIns.Source.Since = []snapshot.SignIn{}, ago(125)
	s.AdminAudit.Items, s.AdminAudit.Source.Since = []snapshot.AdminEvent{}, ago(365)
	s.Licenses.Items = []snapshot.License{{ID: "messaging", Name: "Messaging"}, {ID: "calling", Name: "Webex Calling - Professional"}, {ID: "nameless"},
		{ID: "basic", Name: "Basic Messaging"}, {ID: "call", Name: "Call on Webex (1:1 call, non-PSTN)"}}
	return &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(Inactive.Params)}
}

func TestIdleAccounts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		person snapshot.Person
		change func(*check.Input)
		want   finding.Status
	}{
		"active of late":            {member(89, nil), nil, finding.Pass},
		"idle":                      {member(91, nil), nil, finding.Fail},
		"signed in of late":         {member(91, nil), func(in *check.Input) { in.SignIns.Items = []snapshot.SignIn{{ActorUUID: "u", Last: ago(3)}} }, finding.Pass},
		"changed something of late": {member(91, nil), func(in *check.Input) { in.AdminAudit.Items = []snapshot.AdminEvent{{ActorUUID: "u", At: ago(3)}} }, finding.Pass},
		"changed something, by address": {member(91, nil), func(in *check.Input) {
			in.AdminAudit.Items = []snapshot.AdminEvent{{Actor: snapshot.Party{Kind: snapshot.Staff, Email: "ann@clinic.example"}, At: ago(3)}}
		}, finding.Pass},
		"the system changed something": {member(91, nil), func(in *check.Input) {
			in.AdminAudit.Items = []snapshot.AdminEvent{{Actor: snapshot.Party{Kind: snapshot.Anonymous}, At: ago(3)}}
		}, finding.Fail},
		"somebody changed something":            {member(91, nil), func(in *check.Input) { in.AdminAudit.Items = []snapshot.AdminEvent{{At: ago(3)}} }, finding.Unknown},
		"no sign-in log":                        {member(91, nil), func(in *check.Input) { in.SignIns.Gap = &snapshot.Gap{} }, finding.Unknown},
		"no admin audit log":                    {member(91, nil), func(in *check.Input) { in.AdminAudit.Gap = &snapshot.Gap{} }, finding.Unknown},
		"a sign-in log that is too short":       {member(91, nil), func(in *check.Input) { in.SignIns.Source.Since = ago(60) }, finding.Warn},
		"no activity shown":                     {member(0, func(p *snapshot.Person) { p.LastActivity = time.Time{} }), nil, finding.Unknown},
		"a telephone only":                      {member(91, func(p *snapshot.Person) { p.Licenses = []string{"calling"} }), nil, finding.Unknown},
		"a licence without a name":              {member(91, func(p *snapshot.Person) { p.Licenses = []string{"nameless"} }), nil, finding.Unknown},
		"a telephone, and what everybody holds": {member(91, func(p *snapshot.Person) { p.Licenses = []string{"basic", "calling", "call"} }), nil, finding.Unknown},
		"what everybody holds":                  {member(91, func(p *snapshot.Person) { p.Licenses = []string{"basic", "call"} }), nil, finding.Fail},
		"what everybody holds, and something":   {member(91, func(p *snapshot.Person) { p.Licenses = []string{"basic", "nameless"} }), nil, finding.Unknown},
		"a telephone and messages":              {member(91, func(p *snapshot.Person) { p.Licenses = []string{"calling", "messaging"} }), nil, finding.Fail},
		"licences not shown":                    {member(91, func(p *snapshot.Person) { p.Licenses = nil }), nil, finding.Unknown},
		"no licence":                            {member(91, func(p *snapshot.Person) { p.Licenses = []string{} }), nil, finding.Fail},
		"switched off":                          {member(500, func(p *snapshot.Person) { p.LoginEnabled = snapshot.No }), nil, finding.Pass},
		"invited long ago":                      {member(0, func(p *snapshot.Person) { p.InvitePending, p.Created = snapshot.Yes, ago(31) }), nil, finding.Warn},
		"invited of late":                       {member(0, func(p *snapshot.Person) { p.InvitePending, p.Created = snapshot.Yes, ago(30) }), nil, finding.NotApplicable},
		"new":                                   {member(80, func(p *snapshot.Person) { p.Created = ago(90) }), nil, finding.NotApplicable},
		"active in the future":                  {member(-400, nil), nil, finding.Unknown},
		"active tomorrow, as clocks go":         {member(-1, nil), nil, finding.Pass},
		"signed in in the future":               {member(91, nil), func(in *check.Input) { in.SignIns.Items = []snapshot.SignIn{{ActorUUID: "u", Last: ago(-400)}} }, finding.Unknown},
		"created in the future":                 {member(500, func(p *snapshot.Person) { p.Created = ago(-400) }), nil, finding.Unknown},
		"changes something in the future":       {member(91, nil), func(in *check.Input) { in.AdminAudit.Items = []snapshot.AdminEvent{{ActorUUID: "u", At: ago(-400)}} }, finding.Unknown},
		"somebody tried in its name": {member(91, nil), func(in *check.Input) {
			in.AdminAudit.Items = []snapshot.AdminEvent{{ActorUUID: "u", At: ago(3), Failed: true}}
		}, finding.Fail},
		"a bot":                    {member(500, func(p *snapshot.Person) { p.Type = "bot" }), nil, finding.NotApplicable},
		"an account of a new type": {member(500, func(p *snapshot.Person) { p.Type = "companion" }), nil, finding.Unknown},
		"of no type":               {member(1, func(p *snapshot.Person) { p.Type = "" }), nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := organisation(tt.person)
			if tt.change != nil {
				tt.change(in)
			}
			f := newView(in).judge(&in.People.Items[0], 90, 30)
			require.Equal(t, tt.want, f.Status, f.Message)
		})
	}
}

// TestAccountsThatAreNotListed: a people list that lacks somebody says nothing
// about them.
func TestAccountsThatAreNotListed(t *testing.T) {
	t.Parallel()
	in := organisation(member(1, nil))
	require.Equal(t, []finding.Status{finding.Pass}, statuses(inactive(in)))
	in.ScimUsers.Items = append(in.ScimUsers.Items, snapshot.ScimUser{UUID: "v", Active: snapshot.Yes, UserType: "user"})
	require.Equal(t, []finding.Status{finding.Pass, finding.Unknown}, statuses(inactive(in)))
	in.ScimUsers = snapshot.Section[snapshot.ScimUser]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
	require.Equal(t, []finding.Status{finding.Pass, finding.Unknown}, statuses(inactive(in)))
}

func statuses(fs []finding.Finding) (all []finding.Status) {
	for _, f := range fs {
		all = append(all, f.Status)
	}
	return all
}

// TestShareOfIdleAccounts: more than max_share_warn is a warning of its own.
func TestShareOfIdleAccounts(t *testing.T) {
	t.Parallel()
	people := []snapshot.Person{member(100, nil)}
	for range 19 {
		people = append(people, member(1, nil))
	}
	require.Len(t, inactive(organisation(people...)), 20, "one of twenty is not more than 5 %")
	fs := inactive(organisation(people[:19]...))
	require.Len(t, fs, 20)
	require.Equal(t, "organization", fs[19].Resource.Type)
	require.Contains(t, fs[19].Message, "1 of 19 accounts")
}

func TestMechanism(t *testing.T) {
	t.Parallel()
	attested := func(answer string, details map[string]any) check.Attestation {
		return check.Attestation{Statement: deactivation.ID, Answer: answer, Details: details, SignedOn: finding.DayOf(ago(10), time.UTC)}
	}
	twenty := func(days int) []snapshot.Person {
		people := []snapshot.Person{member(days, nil)}
		for range 19 {
			people = append(people, member(1, nil))
		}
		return people
	}
	for name, tt := range map[string]struct {
		entry  check.Attestation
		people []snapshot.Person
		change func(*check.Input)
		want   finding.Status
	}{
		"within the days":          {attested("automatic", map[string]any{"days": 60}), twenty(66), nil, finding.Pass},
		"one slipped through":      {attested("automatic", map[string]any{"days": 60}), twenty(68), nil, finding.Warn},
		"one slipped, one unclear": {attested("automatic", map[string]any{"days": 60}), append(twenty(68)[:19], member(1, func(p *snapshot.Person) { p.Type = "" })), nil, finding.Unknown},
		"more than 5 % slipped":    {attested("automatic", map[string]any{"days": 60}), twenty(68)[:10], nil, finding.Fail},
		"too slow":                 {attested("automatic", map[string]any{"days": 120}), twenty(1), nil, finding.Warn},
		"no days":                  {attested("automatic", nil), twenty(1), nil, finding.Warn},
		"after zero days":          {attested("automatic", map[string]any{"days": 0}), twenty(1), nil, finding.Warn},
		"after less than no days":  {attested("automatic", map[string]any{"days": -30}), twenty(1), nil, finding.Warn},
		"none, and nobody idle":    {attested("none", nil), twenty(1), nil, finding.Warn},
		"none, and one idle":       {attested("none", nil), twenty(98), nil, finding.Fail},
		"nobody could be judged":   {attested("automatic", map[string]any{"days": 60}), nil, nil, finding.Unknown},
		"somebody is not listed": {attested("automatic", map[string]any{"days": 60}), twenty(1), func(in *check.Input) {
			in.ScimUsers.Items = append(in.ScimUsers.Items, snapshot.ScimUser{UUID: "v", Active: snapshot.Yes, UserType: "user"})
		}, finding.Unknown},
		"somebody is not listed, and one idle": {attested("none", nil), twenty(98), func(in *check.Input) {
			in.ScimUsers.Items = append(in.ScimUsers.Items, snapshot.ScimUser{UUID: "v", Active: snapshot.Yes, UserType: "user"})
		}, finding.Fail},
		"an option that is not there": {attested("automatic", map[string]any{"days": 60, "mechanism": siteRule}), twenty(1), func(in *check.Input) {
			in.Licenses.Items = []snapshot.License{{ID: "messaging", Name: "Messaging", SiteURL: "a.webex.com", SiteType: "Control Hub managed site"}}
		}, finding.Warn},
		"an option of some site": {attested("automatic", map[string]any{"days": 60, "mechanism": siteRule}), twenty(1), func(in *check.Input) {
			in.Licenses.Items = []snapshot.License{{ID: "messaging", Name: "Messaging", SiteURL: "a.webex.com", SiteType: "Site Admin managed site"}}
		}, finding.Pass},
		"sites of nobody knows whom": {attested("automatic", map[string]any{"days": 60, "mechanism": siteRule}), twenty(1), func(in *check.Input) {
			in.Licenses.Items[0].SiteURL = "a.webex.com"
		}, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := organisation(tt.people...)
			in.Params, in.Attestations = check.Defaults(AutoDeactivation.Params), []check.Attestation{tt.entry}
			if tt.change != nil {
				tt.change(in)
			}
			fs := autoDeactivation(in)
			require.Len(t, fs, 1)
			require.Equal(t, tt.want, fs[0].Status, fs[0].Message)
		})
	}
}
