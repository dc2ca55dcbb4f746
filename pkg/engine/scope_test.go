package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
)

// scoped is an organisation with a doctor and an accountant.
func scoped() *snapshot.Snapshot {
	staff := snapshot.Party{Kind: snapshot.Staff, Email: "ann@clinic.example"}
	patient := snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: "k"}
	return &snapshot.Snapshot{
		People: snapshot.Section[snapshot.Person]{Items: []snapshot.Person{
			{ID: "P1", UUID: "u1", Email: "doc@clinic.example", Emails: []string{"doc@clinic.example", "heart@clinic.example"}, Department: "Cardiology"},
			{ID: "P2", UUID: "u2", Email: "acc@clinic.example", Emails: []string{"acc@clinic.example"}, Department: "Finance"},
			{ID: "P3", UUID: "u3", Email: "new@clinic.example", Emails: []string{"new@clinic.example"}},
		}},
		EndedMeetings: snapshot.Section[snapshot.EndedMeeting]{Items: []snapshot.EndedMeeting{}},
		ScimGroups:    snapshot.Section[snapshot.ScimGroup]{Items: []snapshot.ScimGroup{{ID: "g1", AllUUIDs: []string{"u1"}}}},
		Meetings: snapshot.Section[snapshot.HostMeetings]{Items: []snapshot.HostMeetings{
			{PersonID: "P1", Meetings: []snapshot.Meeting{{ID: "visit", Site: "a.webex.com", Invitees: &snapshot.Invitees{People: []snapshot.Party{staff, patient}}}}},
			{PersonID: "P2", Meetings: []snapshot.Meeting{
				{ID: "budget", Site: "b.webex.com", SessionTypeID: "3", Invitees: &snapshot.Invitees{People: []snapshot.Party{staff}}},
				{ID: "half", Site: "b.webex.com", Invitees: &snapshot.Invitees{People: []snapshot.Party{staff}, Gap: &snapshot.Gap{Reason: snapshot.Truncated}}},
				{ID: "unasked", Site: "b.webex.com"},
			}},
		}},
		Recordings: snapshot.Section[snapshot.Recording]{Items: []snapshot.Recording{
			{ID: "rec1", PersonID: "P2", Site: "b.webex.com", MeetingID: "visit"}, {ID: "rec2", PersonID: "P2", Site: "b.webex.com"}, {ID: "rec3"},
		}},
		Spaces: snapshot.Section[snapshot.Space]{Items: []snapshot.Space{{ID: "sp1", ClassificationID: "phi"}, {ID: "sp2", ClassificationID: "public"}, {ID: "sp3"}}},
	}
}

func TestPHIScope(t *testing.T) {
	t.Parallel()
	resources := []finding.Resource{
		{Type: "host", ID: "P1@a.webex.com"}, {Type: "host", ID: "P2@b.webex.com"}, {Type: "host", ID: "P3"}, {Type: "host", ID: "nobody"},
		{Type: "meeting", ID: "visit"}, {Type: "meeting", ID: "budget"}, {Type: "meeting", ID: "half"}, {Type: "meeting", ID: "unasked"}, {Type: "meeting", ID: "never seen"},
		{Type: "recording", ID: "rec1"}, {Type: "recording", ID: "rec2"}, {Type: "recording", ID: "rec3"},
		{Type: "site", ID: "a.webex.com"}, {Type: "site", ID: "b.webex.com"},
		{Type: "space", ID: "sp1"}, {Type: "space", ID: "sp2"}, {Type: "space", ID: "sp3"},
		{Type: "queue", ID: "q1"}, {Type: "queue", ID: "q2"},
		{Type: "organization", ID: "organization"}, {Type: "section", ID: "people"},
	}
	for name, tc := range map[string]struct {
		scope   check.Scope
		outside []string
	}{
		"everything":   {check.Scope{}, nil},
		"hosts":        {check.Scope{Hosts: []string{"DOC@clinic.example"}}, []string{"P2@b.webex.com", "P3", "budget", "half", "unasked", "rec1", "rec2"}},
		"groups":       {check.Scope{Groups: []string{"g1"}}, []string{"P2@b.webex.com", "P3", "budget", "half", "unasked", "rec1", "rec2"}},
		"a lost group": {check.Scope{Groups: []string{"g1", "g9"}}, nil},
		"departments":  {check.Scope{Departments: []string{"cardiology"}}, []string{"P2@b.webex.com", "budget", "half", "unasked", "rec1", "rec2"}},
		"sites":        {check.Scope{Sites: []string{"a.webex.com"}}, []string{"P2@b.webex.com", "budget", "half", "unasked", "rec1", "rec2", "b.webex.com"}},
		"outsiders":    {check.Scope{ExternalParticipant: true}, []string{"budget"}},
		"session types, which is not known of most": {check.Scope{SessionTypes: []string{"7"}}, []string{"budget"}},
		"any rule is enough":                        {check.Scope{Hosts: []string{"doc@clinic.example"}, ExternalParticipant: true}, []string{"budget"}},
		"classifications":                           {check.Scope{Classifications: []string{"phi"}}, []string{"sp2"}},
		"queues":                                    {check.Scope{Queues: []string{"q1"}}, []string{"q2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var fs []finding.Finding
			for _, r := range resources {
				fs = append(fs, check.Fail(r, "bad"))
			}
			c := answers("a.b", fs...)
			c.Severity = check.Critical
			r := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: scoped(), Now: now, Policy: &policy.Policy{Scope: tc.scope}})
			var outside []string
			for _, res := range resources { // in their order
				for _, f := range r.Outcomes[0].Findings {
					if f.Resource != res || f.Status == finding.Fail {
						continue
					}
					require.Equal(t, finding.NotApplicable, f.Status)
					require.Equal(t, finding.Info, f.Severity)
					require.Equal(t, "outside the PHI scope: bad", f.Message)
					outside = append(outside, f.Resource.ID)
				}
			}
			require.Equal(t, tc.outside, outside)
			require.Contains(t, r.Outcomes[0].Scope, tc.scope.String())
		})
	}
}

// What is lost is in scope: no missing answer may move a failure out of it.
func TestLossWidensThePHIScope(t *testing.T) {
	t.Parallel()
	hosts := check.Scope{Hosts: []string{"doc@clinic.example"}}
	outsiders := check.Scope{ExternalParticipant: true}
	patient := snapshot.Participants{People: []snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Outsider}}}}
	staff := snapshot.Participants{People: []snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Staff}}}}
	ended := func(s *snapshot.Snapshot, m ...snapshot.EndedMeeting) { s.EndedMeetings.Items = m }
	budget := finding.Resource{Type: "meeting", ID: "budget"}
	for name, tc := range map[string]struct {
		scope check.Scope
		of    finding.Resource
		lose  func(*snapshot.Snapshot)
		in    bool
	}{
		"nothing":                             {hosts, budget, func(*snapshot.Snapshot) {}, false},
		"people":                              {hosts, budget, func(s *snapshot.Snapshot) { s.People.Items = nil }, true},
		"all addresses":                       {hosts, budget, func(s *snapshot.Snapshot) { s.People.Items[1].Emails = nil }, true},
		"the other address":                   {check.Scope{Hosts: []string{"heart@clinic.example"}}, finding.Resource{Type: "meeting", ID: "visit"}, func(*snapshot.Snapshot) {}, true},
		"the id of an account, and of a host": {hosts, finding.Resource{Type: "recording", ID: "rec3"}, func(s *snapshot.Snapshot) { s.People.Items[1].ID = "" }, true},
		"two accounts with one id":            {hosts, budget, func(s *snapshot.Snapshot) { s.People.Items[2].ID = "P2" }, true},
		"the UUID of an account":              {check.Scope{Groups: []string{"g1"}}, budget, func(s *snapshot.Snapshot) { s.People.Items[1].UUID = "" }, true},
		"the name of a site":                  {check.Scope{Sites: []string{"a.webex.com"}}, finding.Resource{Type: "site"}, func(*snapshot.Snapshot) {}, true},
		"the id of a queue":                   {check.Scope{Queues: []string{"q1"}}, finding.Resource{Type: "queue"}, func(*snapshot.Snapshot) {}, true},
		"a site where a host may be":          {check.Scope{Sites: []string{"a.webex.com"}, Hosts: []string{"doc@clinic.example"}}, finding.Resource{Type: "site", ID: "b.webex.com"}, func(*snapshot.Snapshot) {}, true},
		"a link of several meetings":          {outsiders, finding.Resource{Type: "link", ID: "budget"}, func(*snapshot.Snapshot) {}, true},
		"ended meetings":                      {outsiders, budget, func(s *snapshot.Snapshot) { s.EndedMeetings.Items = nil }, true},
		"somebody from outside came": {outsiders, budget, func(s *snapshot.Snapshot) {
			ended(s, snapshot.EndedMeeting{ID: "e", SeriesID: "budget", Participants: &patient})
		}, true},
		"nobody from outside came": {outsiders, budget, func(s *snapshot.Snapshot) {
			ended(s, snapshot.EndedMeeting{ID: "e", SeriesID: "budget", Participants: &staff})
		}, false},
		"whoever came":                      {outsiders, budget, func(s *snapshot.Snapshot) { ended(s, snapshot.EndedMeeting{ID: "e", SeriesID: "budget"}) }, true},
		"the series to which somebody came": {outsiders, budget, func(s *snapshot.Snapshot) { ended(s, snapshot.EndedMeeting{ID: "e", Participants: &patient}) }, true},
		"a series that two lists tell otherwise": {check.Scope{Sites: []string{"a.webex.com"}}, budget, func(s *snapshot.Snapshot) {
			s.PastSeries.Items = []snapshot.PastSeries{{SeriesID: "budget", PersonID: "P2", Meeting: &snapshot.Meeting{ID: "budget", Site: "a.webex.com"}}}
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := scoped()
			tc.lose(s)
			c := answers("a.b", check.Fail(tc.of, "bad"))
			r := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: s, Now: now, Policy: &policy.Policy{Scope: tc.scope}})
			require.Equal(t, tc.in, r.Outcomes[0].Status == finding.Fail)
		})
	}
}

// A misspelt rule narrows the audit to nothing: the report says so.
func TestScopeSaysWhichRulesNameNothing(t *testing.T) {
	t.Parallel()
	s := scoped()
	s.Sites.Items = []snapshot.Site{{URL: "a.webex.com"}}
	rules := check.Scope{Hosts: []string{"doc@clinic.example", "dok@clinic.example"}, Sites: []string{"A.webex.com", "c.webex.com"}, Departments: []string{"cardiology", "ICU"}, Queues: []string{"not read"}}
	o := engine.Options{Checks: []check.Check{answers("a.b", check.Pass(site("s"), "fine"))}, Snapshot: s, Now: now, Policy: &policy.Policy{Scope: rules}}
	require.Equal(t, rules.String()+" (the organisation has no host dok@clinic.example, department ICU, site c.webex.com)", engine.Run(o).Outcomes[0].Scope)
	s.People.Gap = &snapshot.Gap{Reason: snapshot.Truncated}
	require.Equal(t, rules.String()+" (the organisation has no site c.webex.com)", engine.Run(o).Outcomes[0].Scope)
}

// A failure outside the scope is listed as a note, also when something else
// about the resource is in order.
func TestNotesOutsideThePHIScope(t *testing.T) {
	t.Parallel()
	r := finding.Resource{Type: "queue", ID: "q2"}
	c := answers("a.b", check.Pass(r, "fine"), check.Fail(r, "bad"))
	c.Severity = check.Critical
	out := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: scoped(), Now: now, Policy: &policy.Policy{Scope: check.Scope{Queues: []string{"q1"}}}}).Outcomes[0]
	require.Equal(t, finding.NotApplicable, out.Status)
	require.Equal(t, finding.Info, out.Findings[0].Severity)
	require.Equal(t, "outside the PHI scope: bad", out.Findings[0].Message)
}
