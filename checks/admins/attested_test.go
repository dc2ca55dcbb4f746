package admins

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

func attested(c check.Check, s snapshot.Snapshot, params map[string]any, entries ...check.Attestation) check.Outcome {
	all := check.Defaults(c.Params)
	for name, v := range params {
		all[name] = v
	}
	return engine.Evaluate(c, &check.Input{Snapshot: &s, Now: now, Today: today, Params: all, Attestations: entries})
}

// pair is an organisation of two full administrators.
func pair(changes ...func(*snapshot.Snapshot)) snapshot.Snapshot {
	return organisation(append([]func(*snapshot.Snapshot){admins("r-full", "id_full_admin", "b")}, changes...)...)
}

func hashOf(t *testing.T, s snapshot.Snapshot) string {
	t.Helper()
	hash, known := administrators(&check.Input{Snapshot: &s}).hash()
	require.True(t, known)
	require.Len(t, hash, 16)
	return hash
}

func TestAccessReviewByWord(t *testing.T) {
	t.Parallel()
	hash := hashOf(t, pair())
	review := func(age int, listed string) check.Attestation {
		return check.Attestation{Statement: reviewStatement.ID, Answer: "reviewed", Owner: "b@clinic.example", SignedOn: today.Plus(-age), Details: map[string]any{"list_hash": listed}}
	}
	grant := func(days int) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.AdminAudit.Items[0].RoleGrant, s.AdminAudit.Items[0].At = snapshot.Yes, ago(days)
		}
	}
	none := review(5, "")
	none.Answer = "none"
	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		entry  check.Attestation
		want   finding.Status
		says   string
	}{
		"of last week":                      {nil, review(7, hash), finding.Pass, "nothing was granted since"},
		"of ninety days ago":                {nil, review(90, hash), finding.Pass, ""},
		"of ninety-one days ago":            {nil, review(91, hash), finding.Warn, "more than 90"},
		"of a year ago":                     {func(s *snapshot.Snapshot) { s.AdminAudit.Source.Since = ago(400) }, review(365, hash), finding.Warn, ""},
		"of more than a year ago":           {nil, review(366, hash), finding.Fail, "366 days ago"},
		"none":                              {nil, none, finding.Fail, "not reviewed"},
		"before a grant":                    {grant(3), review(7, hash), finding.Warn, "had a grant"},
		"on the day of a grant":             {grant(7), review(7, hash), finding.Warn, "had a grant"},
		"after a grant":                     {grant(8), review(7, hash), finding.Pass, ""},
		"of another list":                   {nil, review(7, "0123456789abcdef"), finding.Warn, "are others today"},
		"without the hash of the list":      {nil, review(7, ""), finding.Warn, "without the hash"},
		"the log was refused":               {func(s *snapshot.Snapshot) { s.AdminAudit = snapshot.Section[snapshot.AdminEvent]{Gap: refused} }, review(7, hash), finding.Unknown, "refused"},
		"the log begins later":              {func(s *snapshot.Snapshot) { s.AdminAudit.Source.Since = ago(6) }, review(7, hash), finding.Unknown, "not read back"},
		"the log holds nothing":             {func(s *snapshot.Snapshot) { s.AdminAudit.Items = []snapshot.AdminEvent{} }, review(7, hash), finding.Unknown, "not read back"},
		"an event may be a grant":           {func(s *snapshot.Snapshot) { s.AdminAudit.Items[0].RoleGrant = snapshot.Unknown }, review(7, hash), finding.Unknown, "eventDescription"},
		"the list is not whole":             {func(s *snapshot.Snapshot) { s.ScimGroups.Gap = refused }, review(7, hash), finding.Unknown, "not whole"},
		"the list is not whole, a year ago": {func(s *snapshot.Snapshot) { s.ScimGroups.Gap = refused }, review(366, hash), finding.Fail, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			change := tt.change
			if change == nil {
				change = func(*snapshot.Snapshot) {}
			}
			o := attested(AccessReview, pair(change), nil, tt.entry)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
		})
	}

	alone := review(7, hashOf(t, organisation()))
	alone.Owner = "a@clinic.example"
	o := attested(AccessReview, organisation(first(func(p *snapshot.Person) { p.Emails = []string{p.Email} })), nil, alone)
	require.Equal(t, string(snapshot.NotAttested), o.Reason, "the only administrator reviews nobody")
	require.Contains(t, o.Message, "only full administrator")
}

func TestHashKnowsRolesAndNoOrder(t *testing.T) {
	t.Parallel()
	first := hashOf(t, pair())
	swapped := pair()
	swapped.People.Items[0], swapped.People.Items[2] = swapped.People.Items[2], swapped.People.Items[0]
	require.Equal(t, first, hashOf(t, swapped))
	require.NotEqual(t, first, hashOf(t, pair(admins("r-ro", "id_readonly_admin", "c"))))
}

func TestAgreementWithPartner(t *testing.T) {
	t.Parallel()
	const partner = "0b0b"
	s := pair(func(s *snapshot.Snapshot) {
		s.AdminAudit.Items = append(s.AdminAudit.Items, snapshot.AdminEvent{At: ago(5), ActorUUID: "x", ActorOrg: partner,
			Actor: snapshot.Party{Kind: snapshot.Outsider, Domain: "reseller.example"}, Category: "USERS", RoleGrant: snapshot.No, RoleRemoval: snapshot.No})
	})
	approved := map[string]any{"approved_orgs": []string{partner}}
	entry := check.Attestation{Statement: agreementStatement.ID, Answer: "signed", Scope: []string{partner}, Owner: "privacy@clinic.example", SignedOn: today.Plus(-30)}
	none, other, ended := entry, entry, entry
	none.Answer, other.Scope, ended.ValidUntil = "none", []string{"0c0c"}, today.Plus(-1)

	require.Equal(t, finding.Pass, attested(External, s, approved, entry).Status)
	for name, e := range map[string]check.Attestation{"none": none, "with another": other, "ended": ended} {
		require.Equal(t, finding.Warn, attested(External, s, approved, e).Status, name)
	}
	require.Equal(t, finding.Fail, attested(External, s, nil, entry).Status, "an agreement is no approval")
	s.AdminAudit.Items = append(s.AdminAudit.Items, snapshot.AdminEvent{At: ago(4), ActorOrg: partner})
	require.Equal(t, finding.Unknown, attested(External, s, approved, entry).Status)
	require.Equal(t, finding.Unknown, attested(External, s, approved).Status)
}
