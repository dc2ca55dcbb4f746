package check_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var review = check.Statement{ID: "area.check", Asks: "Were the administrators reviewed?", Answers: []string{"yes", "no"}, AboutAdmins: true}

func day(t *testing.T, text string) finding.Day {
	t.Helper()
	d, err := finding.ParseDay(text)
	require.NoError(t, err)
	return d
}

// signed is an organisation with these accounts in which owner signed an entry.
func signed(t *testing.T, owner string, people ...snapshot.Person) *check.Input {
	t.Helper()
	s := &snapshot.Snapshot{
		Roles:  snapshot.Section[snapshot.Role]{Items: []snapshot.Role{{ID: "r1", Name: "Full Administrator"}, {ID: "r2", Name: "Device Administrator"}}},
		People: snapshot.Section[snapshot.Person]{Items: append([]snapshot.Person{}, people...)},
	}
	return &check.Input{Snapshot: s, Now: time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC), Today: day(t, "2026-11-20"),
		Attestations: []check.Attestation{{Statement: review.ID, Answer: "yes", Owner: owner, SignedOn: day(t, "2026-11-01")}}}
}

func admin(email string, roles ...string) snapshot.Person {
	return snapshot.Person{Email: email, Emails: []string{email}, Type: "person", Roles: append([]string{}, roles...), LoginEnabled: snapshot.Yes, InvitePending: snapshot.No}
}

func yes(check.Attestation) finding.Finding {
	return check.Pass(check.OrganizationResource(), "reviewed")
}

func TestSignerAboutAdministrators(t *testing.T) {
	t.Parallel()
	ana, bo := admin("ana@clinic.example", "r1"), admin("bo@clinic.example", "r1")
	changed := func(p snapshot.Person, change func(*snapshot.Person)) snapshot.Person {
		change(&p)
		return p
	}
	for name, tt := range map[string]struct {
		owner  string
		people []snapshot.Person
		change func(*snapshot.Snapshot)
		want   finding.Status
		reason snapshot.Reason
	}{
		"one of two":                       {owner: "ana@clinic.example", people: []snapshot.Person{ana, bo}, want: finding.Pass},
		"one of two, by name":              {owner: "Ana Ruiz", people: []snapshot.Person{ana, bo}, want: finding.Pass},
		"the only one":                     {owner: "Ana@Clinic.example", people: []snapshot.Person{ana}, want: finding.Unknown, reason: snapshot.NotAttested},
		"the only one, by name":            {owner: "Ana Ruiz", people: []snapshot.Person{ana}, want: finding.Unknown, reason: snapshot.FieldAbsent},
		"somebody beside the only one":     {owner: "privacy@clinic.example", people: []snapshot.Person{ana}, want: finding.Pass},
		"the other cannot sign in":         {owner: "ana@clinic.example", people: []snapshot.Person{ana, changed(bo, func(p *snapshot.Person) { p.LoginEnabled = snapshot.No })}, want: finding.Unknown, reason: snapshot.NotAttested},
		"the other is only invited":        {owner: "ana@clinic.example", people: []snapshot.Person{ana, changed(bo, func(p *snapshot.Person) { p.InvitePending = snapshot.Yes })}, want: finding.Unknown, reason: snapshot.NotAttested},
		"the other is a machine":           {owner: "ana@clinic.example", people: []snapshot.Person{ana, changed(bo, func(p *snapshot.Person) { p.Type = "appuser" })}, want: finding.Unknown, reason: snapshot.NotAttested},
		"the other is nobody knows what":   {owner: "ana@clinic.example", people: []snapshot.Person{ana, changed(bo, func(p *snapshot.Person) { p.Type = "" })}, want: finding.Unknown, reason: snapshot.FieldAbsent},
		"the other has a lesser role":      {owner: "ana@clinic.example", people: []snapshot.Person{ana, admin("bo@clinic.example", "r2")}, want: finding.Unknown, reason: snapshot.NotAttested},
		"the roles of the other not shown": {owner: "ana@clinic.example", people: []snapshot.Person{ana, changed(bo, func(p *snapshot.Person) { p.Roles = nil })}, want: finding.Unknown, reason: snapshot.FieldAbsent},
		"further addresses not shown":      {owner: "ruiz@clinic.example", people: []snapshot.Person{changed(ana, func(p *snapshot.Person) { p.Emails = nil })}, want: finding.Unknown, reason: snapshot.FieldAbsent},
		"no administrator seen":            {owner: "ana@clinic.example", want: finding.Unknown, reason: snapshot.FieldAbsent},
		"people refused": {owner: "ana@clinic.example", change: func(s *snapshot.Snapshot) {
			s.People = snapshot.Section[snapshot.Person]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
		}, want: finding.Unknown, reason: snapshot.Forbidden},
		"roles refused": {owner: "ana@clinic.example", people: []snapshot.Person{ana, bo}, change: func(s *snapshot.Snapshot) {
			s.Roles = snapshot.Section[snapshot.Role]{Gap: &snapshot.Gap{Reason: snapshot.Throttled}}
		}, want: finding.Unknown, reason: snapshot.Throttled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := signed(t, tt.owner, tt.people...)
			if tt.change != nil {
				tt.change(in.Snapshot)
			}
			f := in.Attest(check.OrganizationResource(), review, "", 0, yes)
			require.Equal(t, tt.want, f.Status, f.Message)
			require.Equal(t, string(tt.reason), f.Reason)
			require.Equal(t, tt.want == finding.Pass, in.Relied(review, "", "yes", 0))
			_, stands := in.Stands(review, "", "yes")
			require.Equal(t, tt.want == finding.Pass, stands)
		})
	}
}

func TestStands(t *testing.T) {
	t.Parallel()
	contract := check.Statement{ID: "area.check", Asks: "Is there a contract?", Answers: []string{"yes", "no"}}
	in := signed(t, "ana@clinic.example")
	a := &in.Attestations[0]
	_, ok := in.Stands(contract, "", "yes")
	require.True(t, ok)
	_, ok = in.Stands(contract, "", "no")
	require.False(t, ok)

	a.ValidUntil = in.Today
	_, ok = in.Stands(contract, "", "yes")
	require.True(t, ok, "the last day counts")
	a.ValidUntil = in.Today.Plus(-1)
	_, ok = in.Stands(contract, "", "yes")
	require.False(t, ok)
	a.ValidUntil, a.Proof = finding.Day{}, check.ProofMismatch
	_, ok = in.Stands(contract, "", "yes")
	require.False(t, ok)
}

func TestOrAttestedAndDespite(t *testing.T) {
	t.Parallel()
	contract := check.Statement{ID: "area.check", Asks: "Is there a contract?", Answers: []string{"yes", "no"}}
	in, org := signed(t, "ana@clinic.example"), check.OrganizationResource()
	unread := check.Unknown(org, snapshot.Forbidden, "refused")

	require.Equal(t, finding.Pass, in.OrAttested(unread, contract, "", 0, yes).Status)
	odd := check.Unknown(org, snapshot.Schema, "no number")
	require.Equal(t, odd, in.OrAttested(odd, contract, "", 0, yes), "what makes no sense was shown all the same")
	bad := check.Fail(org, "it is off")
	require.Equal(t, bad, in.OrAttested(bad, contract, "", 0, yes))
	require.Equal(t, `it is off, although "yes" is attested (area.check)`, in.Despite(bad, contract, "", "yes").Message)
	require.Equal(t, bad, in.Despite(bad, contract, "", "no"))
	require.Equal(t, unread, in.Despite(unread, contract, "", "yes"))

	in.Attestations = nil
	require.Equal(t, unread, in.OrAttested(unread, contract, "", 0, yes))
	require.Equal(t, "known; refused", check.Beside(unread, "known").Message)
	require.Equal(t, "it is off", check.Beside(bad, "known").Message)
}
