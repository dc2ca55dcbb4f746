package identity

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func staff(email, name string) snapshot.Person {
	return snapshot.Person{
		ID: "id-" + email, UUID: email, Email: email, DisplayName: name, Type: "person",
		HasFirstName: snapshot.Yes, HasLastName: snapshot.Yes, LoginEnabled: snapshot.Yes,
	}
}

func TestUniqueUsers(t *testing.T) {
	t.Parallel()
	ana := staff("ana.ruiz@clinic.example", "Ana Ruiz")
	change := func(email, name string, f func(*snapshot.Person)) snapshot.Person {
		p := staff(email, name)
		f(&p)
		return p
	}
	recent := now.AddDate(0, 0, -1)
	for name, tt := range map[string]struct {
		person  snapshot.Person
		signIns []snapshot.SignIn
		params  map[string]any
		want    finding.Status
		says    string
	}{
		"a person in a domain that matches": {person: staff("bo@nurse.clinic.example", "Bo Li"), want: finding.Pass, says: "2 of 2 accounts"},
		"a name that is a function":         {person: staff("x1@clinic.example", "FRONT DESK"), want: finding.Warn, says: "its name"},
		"an address that is a function":     {person: staff("info@clinic.example", "Bo Li"), want: finding.Warn, says: "its address"},
		"a function that is excepted":       {person: staff("info@clinic.example", "Bo Li"), params: map[string]any{"exceptions": []string{" Info@Clinic.Example"}}, want: finding.Pass, says: "1 of 2 accounts look like one person's own, 1 excepted"},
		"names that hold a word":            {person: staff("kim.broome@clinic.example", "Kim Broome-Testa"), want: finding.Pass, says: "2 of 2 accounts"},
		"a room with a number":              {person: staff("room12@clinic.example", "Bo Li"), want: finding.Warn, says: "its address"},
		"no last name":                      {person: change("bo@clinic.example", "Bo", func(p *snapshot.Person) { p.HasLastName = snapshot.No }), want: finding.Warn, says: "no last name"},
		"a name that was not read":          {person: change("bo@clinic.example", "Bo", func(p *snapshot.Person) { p.HasLastName = snapshot.Unknown }), want: finding.Unknown, says: "lastName for 1 of 2"},
		"a bot":                             {person: change("test@webex.bot", "Test", func(p *snapshot.Person) { p.Type = "bot" }), want: finding.Pass, says: "1 of 1 accounts"},
		"a disabled account":                {person: change("test@clinic.example", "Test", func(p *snapshot.Person) { p.LoginEnabled = snapshot.No }), want: finding.Pass, says: "1 of 1 accounts"},
		"six addresses":                     {person: staff("bo@clinic.example", "Bo Li"), signIns: []snapshot.SignIn{{ActorUUID: "bo@clinic.example", Last: recent, MaxAddressesPerHour: 6}}, want: finding.Pass, says: "2 of 2 accounts"},
		"seven addresses":                   {person: staff("bo@clinic.example", "Bo Li"), signIns: []snapshot.SignIn{{ActorUUID: "bo@clinic.example", Last: recent, MaxAddressesPerHour: 7}}, want: finding.Warn, says: "from 7 addresses"},
		"addresses that were not read":      {person: staff("bo@clinic.example", "Bo Li"), signIns: []snapshot.SignIn{{ActorUUID: "bo@clinic.example", Last: recent}}, want: finding.Unknown, says: "no address"},
		"an old sign-in has no addresses":   {person: staff("bo@clinic.example", "Bo Li"), signIns: []snapshot.SignIn{{ActorUUID: "bo@clinic.example", Last: now.AddDate(0, 0, -40)}}, want: finding.Pass, says: "2 of 2 accounts"},
		"a longer look-back than was read":  {person: staff("bo@clinic.example", "Bo Li"), params: map[string]any{"lookback_days": 31}, want: finding.Unknown, says: "30 days"},
		"a pattern that is none":            {person: staff("bo@clinic.example", "Bo Li"), params: map[string]any{"name_patterns": []string{"("}}, want: finding.Unknown, says: "name_patterns"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := snapshot.Snapshot{
				People:    snapshot.Section[snapshot.Person]{Items: []snapshot.Person{ana, tt.person}},
				ScimUsers: alike(ana, tt.person),
				SignIns:   snapshot.Section[snapshot.SignIn]{Items: append([]snapshot.SignIn{}, tt.signIns...)},
			}
			o := evaluate(t, UniqueUsers, s, tt.params)
			require.Equal(t, tt.want, o.Status, messages(o))
			require.Contains(t, messages(o), tt.says)
			require.NotContains(t, messages(o), tt.person.DisplayName+" ", "display names are for matching only")
		})
	}
}

func TestUniqueUsersOfAShortList(t *testing.T) {
	t.Parallel()
	ana, desk := staff("ana.ruiz@clinic.example", "Ana Ruiz"), staff("desk@clinic.example", "Front Desk")
	o := evaluate(t, UniqueUsers, snapshot.Snapshot{
		People:    snapshot.Section[snapshot.Person]{Items: []snapshot.Person{ana}},
		ScimUsers: alike(ana, desk),
		SignIns:   snapshot.Section[snapshot.SignIn]{Items: []snapshot.SignIn{}},
	}, nil)
	require.Equal(t, finding.Unknown, o.Status, messages(o))
	require.Equal(t, string(snapshot.Truncated), o.Reason)
}

func TestUniqueUsersOfNobody(t *testing.T) {
	t.Parallel()
	o := evaluate(t, UniqueUsers, snapshot.Snapshot{
		People:    snapshot.Section[snapshot.Person]{Items: []snapshot.Person{}},
		ScimUsers: snapshot.Section[snapshot.ScimUser]{Items: []snapshot.ScimUser{}},
		SignIns:   snapshot.Section[snapshot.SignIn]{Items: []snapshot.SignIn{}},
	}, nil)
	require.Equal(t, finding.Unknown, o.Status, "an empty list proves nothing")
}
