package recordings_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestDisposalOverdue(t *testing.T) {
	t.Parallel()
	founded := at(t, "2012-05-01")
	old := func(recorded time.Time) snapshot.Recording {
		return snapshot.Recording{ID: "old", Host: lopez, PersonID: "p-lopez", Site: site, Recorded: recorded}
	}
	limit := now.AddDate(-6, 0, -60)
	require.True(t, limit.AddDate(6, 0, 60).Equal(now))
	strict := check.Params{"disposal_is_strict": true}
	hold := check.Params{"legal_hold_ids": []string{"old"}}
	for _, tt := range []struct {
		name    string
		created time.Time
		old     []snapshot.Recording
		params  check.Params
		change  func(*snapshot.Snapshot)
		want    finding.Status
		says    string
	}{
		{"none is old", founded, nil, nil, nil, finding.Pass, "no recording is older"},
		{"on its last day", founded, []snapshot.Recording{old(limit)}, nil, nil, finding.Pass, ""},
		{"past its last day", founded, []snapshot.Recording{old(limit.Add(-time.Second))}, nil, nil, finding.Warn, "1 recording of " + lopez},
		{"past, and strict", founded, []snapshot.Recording{old(limit.Add(-time.Second))}, strict, nil, finding.Fail, ""},
		{"on legal hold", founded, []snapshot.Recording{old(founded)}, hold, nil, finding.Pass, "1 on legal hold"},
		{"date absent", founded, []snapshot.Recording{old(time.Time{})}, nil, nil, finding.Unknown, "without a date"},
		{"date absent beside one past its day", founded, []snapshot.Recording{old(time.Time{}), old(founded)}, nil, nil, finding.Unknown, ""},
		{"date absent beside one past its day, strict", founded, []snapshot.Recording{old(time.Time{}), old(founded)}, strict, nil, finding.Fail, ""},
		{"id absent, so perhaps on hold", founded, []snapshot.Recording{{Host: lopez, Site: site, Recorded: founded}}, hold, nil, finding.Unknown, ""},
		{"in the recycle bin", founded, nil, nil, func(s *snapshot.Snapshot) { s.DeletedRecordings = list(old(founded)) }, finding.Warn, ""},
		{"a young one in the recycle bin", founded, nil, nil, func(s *snapshot.Snapshot) { s.DeletedRecordings = list(old(yearAgo)) }, finding.Pass, ""},
		{"recycle bin refused", founded, nil, nil, func(s *snapshot.Snapshot) { s.DeletedRecordings = notRead[snapshot.Recording](refused) }, finding.Unknown, ""},
		{"old windows refused", founded, nil, nil, func(s *snapshot.Snapshot) { s.OldRecordings = notRead[snapshot.Recording](refused) }, finding.Unknown, "403"},
		{"old windows broke off", founded, nil, nil, func(s *snapshot.Snapshot) { s.OldRecordings.Gap = brokeOff }, finding.Unknown, ""},
		{"old windows do not reach back", founded, nil, nil, func(s *snapshot.Snapshot) { s.OldRecordings.Source.Since = founded.Add(time.Second) }, finding.Unknown, "the organisation is older"},
		{"organisation six years old", now.AddDate(-6, 0, 0), nil, nil, nil, finding.Pass, ""},
		{"organisation a second younger", now.AddDate(-6, 0, 0).Add(time.Second), nil, nil, nil, finding.NotApplicable, "younger than 6 years"},
		{"a young organisation with an old recording", yearAgo, []snapshot.Recording{old(founded)}, nil, nil, finding.Warn, ""},
		{"a young organisation, old windows refused", yearAgo, nil, nil, func(s *snapshot.Snapshot) { s.OldRecordings = notRead[snapshot.Recording](refused) }, finding.Unknown, ""},
		{"founding absent", time.Time{}, nil, nil, nil, finding.Unknown, "created"},
		{"organisation refused", founded, nil, nil, func(s *snapshot.Snapshot) { s.Organization = snapshot.Record[snapshot.Organization]{Gap: refused} }, finding.Unknown, ""},
		{"five years asked", founded, nil, check.Params{"keep_years": 5}, nil, finding.Unknown, "keep_years is 5"},
		{"seven years asked", founded, []snapshot.Recording{old(limit.AddDate(-1, 0, 1))}, check.Params{"keep_years": 7}, nil, finding.Pass, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{
				Organization:      record(snapshot.Organization{ID: "org", Created: tt.created}),
				OldRecordings:     list(tt.old...),
				DeletedRecordings: list[snapshot.Recording](),
			}
			s.OldRecordings.Source.Since = tt.created
			if tt.change != nil {
				tt.change(s)
			}
			o := evaluate(recordings.DisposalOverdue, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}
}

func TestDisposalOnLeapDay(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{
		Organization:      record(snapshot.Organization{ID: "org", Created: at(t, "2012-05-01")}),
		OldRecordings:     list(snapshot.Recording{ID: "old", Host: lopez, Site: site, Recorded: at(t, "2020-02-29")}),
		DeletedRecordings: list[snapshot.Recording](),
	}
	s.OldRecordings.Source.Since = at(t, "2012-05-01")
	due := at(t, "2026-04-30") // 1 March 2026 and 60 days
	require.Equal(t, finding.Pass, evaluateAt(due, recordings.DisposalOverdue, s, nil).Status)
	require.Equal(t, finding.Warn, evaluateAt(due.Add(time.Second), recordings.DisposalOverdue, s, nil).Status)
}

func TestOrphanedOwner(t *testing.T) {
	t.Parallel()
	person := func(login snapshot.Tri, emails ...string) snapshot.Person {
		return snapshot.Person{ID: "p-lopez", Email: emails[0], Emails: emails, LoginEnabled: login}
	}
	of := func(email string) snapshot.Recording { return snapshot.Recording{ID: "rec-1", Host: email, Site: site} }
	for _, tt := range []struct {
		name   string
		people snapshot.Section[snapshot.Person]
		recs   snapshot.Section[snapshot.Recording]
		want   finding.Status
		says   string
	}{
		{"an enabled host", list(person(snapshot.Yes, lopez)), list(of(lopez)), finding.Pass, ""},
		{"another address of the host", list(person(snapshot.Yes, "m.lopez@clinic.example", lopez)), list(of(lopez)), finding.Pass, ""},
		{"another case", list(person(snapshot.Yes, "Dr.Lopez@Clinic.example")), list(of(lopez)), finding.Pass, ""},
		{"a disabled host", list(person(snapshot.No, lopez)), list(of(lopez)), finding.Warn, "the account is disabled"},
		{"no such account", list(person(snapshot.Yes, lopez)), list(of("gone@clinic.example")), finding.Warn, "gone@clinic.example on " + site},
		{"no such account, and somebody's addresses are missing", list(person(snapshot.Yes, lopez), snapshot.Person{ID: "p2"}), list(of("gone@clinic.example")), finding.Unknown, "addresses of every account"},
		{"found, although somebody's addresses are missing", list(person(snapshot.Yes, lopez), snapshot.Person{ID: "p2"}), list(of(lopez)), finding.Pass, ""},
		{"enabled is absent", list(person(snapshot.Unknown, lopez)), list(of(lopez)), finding.Unknown, "loginEnabled"},
		{"host absent", list(person(snapshot.Yes, lopez)), list(of("")), finding.Unknown, "the host's address is absent"},
		{"half the people make false orphans", snapshot.Section[snapshot.Person]{Items: []snapshot.Person{person(snapshot.Yes, lopez)}, Gap: brokeOff}, list(of("gone@clinic.example")), finding.Unknown, "broke off"},
		{"people refused", notRead[snapshot.Person](refused), list(of(lopez)), finding.Unknown, "403"},
		{"no recordings", list(person(snapshot.Yes, lopez)), list[snapshot.Recording](), finding.NotApplicable, ""},
		{"recordings refused", list(person(snapshot.Yes, lopez)), notRead[snapshot.Recording](refused), finding.Unknown, "403"},
		{"half the recordings", list(person(snapshot.Yes, lopez)), snapshot.Section[snapshot.Recording]{Items: []snapshot.Recording{of(lopez)}, Gap: brokeOff}, finding.Unknown, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(recordings.OrphanedOwner, &snapshot.Snapshot{People: tt.people, Recordings: tt.recs}, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}

	// A domain in which nobody is any more is not the organisation's own, so that
	// the address is not held.
	merged := list(of(""))
	merged.Items[0].HostKey = "k1"
	for _, tt := range []struct {
		people snapshot.Section[snapshot.Person]
		want   finding.Status
	}{
		{list(person(snapshot.Yes, lopez)), finding.Warn},
		{list(person(snapshot.Yes, lopez), snapshot.Person{ID: "p2"}), finding.Unknown},
	} {
		o := evaluate(recordings.OrphanedOwner, &snapshot.Snapshot{People: tt.people, Recordings: merged}, nil)
		require.Equal(t, tt.want, o.Status, o.Message)
		require.Contains(t, o.Message, "no account has this address")
	}

	gone := list(of("gone@clinic.example"), of("left@clinic.example"))
	gone.Items[0].HostKey, gone.Items[1].HostKey = "k1", "k2"
	o := evaluate(recordings.OrphanedOwner, &snapshot.Snapshot{People: list(person(snapshot.Yes, lopez)), Recordings: gone}, nil)
	require.Equal(t, 2, o.Warned, "hosts without an account are told apart")
}
