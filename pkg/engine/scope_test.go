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
			{ID: "P1", UUID: "u1", Email: "doc@clinic.example", Department: "Cardiology"},
			{ID: "P2", UUID: "u2", Email: "acc@clinic.example", Department: "Finance"},
			{ID: "P3", UUID: "u3", Email: "new@clinic.example"},
		}},
		ScimGroups: snapshot.Section[snapshot.ScimGroup]{Items: []snapshot.ScimGroup{{ID: "g1", MemberUUIDs: []string{"u1"}}}},
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
			require.Equal(t, tc.scope.String(), r.Outcomes[0].Scope)
		})
	}
}

// What is lost is in scope: no missing answer may move a failure out of it.
func TestLosingPeopleWidensTheScope(t *testing.T) {
	t.Parallel()
	s := scoped()
	s.People.Items = nil
	c := answers("a.b", check.Fail(finding.Resource{Type: "meeting", ID: "budget"}, "bad"))
	r := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: s, Now: now, Policy: &policy.Policy{Scope: check.Scope{Hosts: []string{"doc@clinic.example"}}}})
	require.Equal(t, finding.Fail, r.Outcomes[0].Status)
}
