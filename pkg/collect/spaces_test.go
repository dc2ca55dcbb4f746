package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

const (
	ownOrg   = "11111111-1111-4111-8111-111111111111"
	otherOrg = "99999999-9999-4999-8999-999999999999"
	meUUID   = "22222222-2222-4222-8222-222222222222"
)

// inSpaces makes a run over an organisation whose ids are UUIDs.
func inSpaces(w *ward) *run {
	r := onWard(w)
	r.s.Organization.Value.UUID = ownOrg
	r.s.Auditor.Value.UUID = meUUID
	return r
}

// aRoom is a group space of the organisation with further fields.
func aRoom(id, more string) string {
	return fmt.Sprintf(`{"id":%q,"title":"canary-title","description":"canary-text","type":"group","ownerId":%q,"creatorId":"canary-creator"%s}`,
		id, hydra("ORGANIZATION", ownOrg), more)
}

func aMember(room, mail, person, org string) string {
	return fmt.Sprintf(`{"id":"canary-membership","roomId":%q,"roomType":"group","personId":%q,"personEmail":%q,"personDisplayName":"canary-name","personOrgId":%q,"isModerator":false}`,
		room, hydra("PEOPLE", person), mail, hydra("ORGANIZATION", org))
}

// roomLists answers with the public spaces and those of the token's own user.
func roomLists(public, own reply) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("orgPublicSpaces") == "true" {
			return public
		}
		return own
	}
}

// whoever is the token's own person and a patient in every space.
func whoever(q url.Values) reply {
	room := q.Get("roomId")
	if room == "" {
		return refuse(http.StatusBadRequest)
	}
	return rows(aMember(room, "audit@clinic.example", meUUID, ownOrg), aMember(room, "canary.patient@mail.example", testUUID(5), otherOrg),
		aMember(room, "helper@webex.bot", testUUID(6), otherOrg))
}

func TestSpaces(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{
		roomsEndpoint.Path: roomLists(
			rows(aRoom("open", `,"isLocked":false`)),
			rows(aRoom("plain", ""), aRoom("labelled", `,"classificationId":"label","isPublic":false`), aRoom("open", ""), `{"id":"one","type":"direct"}`)),
		membershipsEndpoint.Path: whoever,
	}}
	r := inSpaces(w)
	r.section(t.Context(), snapshot.SpacesName)
	s := r.s.Spaces
	require.Equal(t, snapshot.Forbidden, reason(s.Gap), "Webex lists no spaces of others")
	require.Equal(t, []string{"max=1000&orgPublicSpaces=true", "max=1000&type=group"}, w.queries(roomsEndpoint.Path))
	require.Len(t, s.Items, 3)
	require.Equal(t, "open", s.Items[0].ID)
	require.Equal(t, snapshot.Yes, s.Items[0].Public, "it is in the list of public spaces")
	require.Equal(t, "label", s.Items[1].ClassificationID)
	require.Equal(t, snapshot.Yes, s.Items[1].Classified)
	require.Equal(t, snapshot.No, s.Items[2].Classified, "another space shows a label")
	require.Equal(t, snapshot.No, s.Items[2].Public, "the list of public spaces is whole and does not hold it")
	for _, space := range s.Items {
		require.Nil(t, space.Gap)
		require.Len(t, space.Members, 3)
		var outsiders int
		for _, m := range space.Members {
			if m.PersonOrg != ownOrg && m.Bot == snapshot.No {
				outsiders++
				require.Equal(t, snapshot.Outsider, m.Person.Kind)
				require.Empty(t, m.Person.Email)
			}
			if m.Bot == snapshot.Yes {
				require.Equal(t, "helper@webex.bot", m.BotName)
			}
		}
		require.Equal(t, 1, outsiders)
	}
	require.NotContains(t, asJSON(t, r.s), "canary")
}

func TestSpacesRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		public, own reply
		items       int
		want        snapshot.Reason
	}{
		"both":            {refuse(http.StatusForbidden), refuse(http.StatusForbidden), -1, snapshot.Forbidden},
		"the public ones": {refuse(http.StatusForbidden), rows(aRoom("a", "")), 1, snapshot.Truncated},
		"the own ones":    {rows(aRoom("a", "")), refuse(http.StatusForbidden), 1, snapshot.Truncated},
		"no id":           {rows(), rows(`{"type":"group"}`), 0, snapshot.FieldAbsent},
		"empty":           {rows(), rows(), 0, snapshot.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{roomsEndpoint.Path: roomLists(tt.public, tt.own), membershipsEndpoint.Path: whoever}})
			r.section(t.Context(), snapshot.SpacesName)
			require.Equal(t, tt.want, reason(r.s.Spaces.Missing()))
			require.Equal(t, tt.items == -1, r.s.Spaces.Items == nil)
			require.Len(t, r.s.Spaces.Items, max(tt.items, 0))
			for _, space := range r.s.Spaces.Items {
				require.Equal(t, snapshot.Unknown, space.Classified, "no space shows a label")
				if name == "the public ones" {
					require.Equal(t, snapshot.Unknown, space.Public)
				}
			}
		})
	}
}

func TestSpaceMembers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		members func(url.Values) reply
		want    snapshot.Reason
		read    int // -1 is nil
	}{
		"refused":        {always(refuse(http.StatusForbidden)), snapshot.Forbidden, -1},
		"broken off":     {thenRefused(aMember("a", "audit@clinic.example", meUUID, ownOrg)), snapshot.Truncated, 1},
		"without myself": {always(rows(aMember("a", "nurse@clinic.example", testUUID(7), ownOrg))), snapshot.Forbidden, 1},
		"empty":          {always(rows()), snapshot.Forbidden, 0},
		"no address":     {always(rows(aMember("a", "audit@clinic.example", meUUID, ownOrg), `{"roomId":"a"}`)), "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{
				roomsEndpoint.Path: roomLists(rows(), rows(aRoom("a", ""))), membershipsEndpoint.Path: tt.members,
			}})
			r.section(t.Context(), snapshot.SpacesName)
			space := r.s.Spaces.Items[0]
			require.Equal(t, tt.want, reason(space.Gap))
			require.Equal(t, tt.read == -1, space.Members == nil)
			require.Len(t, space.Members, max(tt.read, 0))
			for _, m := range space.Members {
				if m.PersonOrg == "" {
					require.Equal(t, snapshot.SpaceMember{}, m, "nothing is known of a member without an address")
				}
			}
		})
	}
}

// Patients have free accounts, or none: Webex puts them into one organisation
// that has a name and no UUID.
func TestSpaceMembersWithFreeAccounts(t *testing.T) {
	t.Parallel()
	const room = `{"items":[{"roomId":"a","personOrgId":"Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9jb25zdW1lcg"},{"roomId":"a","personOrgId":"Jane"}]}`
	r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{
		roomsEndpoint.Path: roomLists(rows(), rows(aRoom("a", ""))),
		membershipsEndpoint.Path: always(rows(
			aMember("a", "audit@clinic.example", meUUID, ownOrg), aMember("a", "canary.patient@mail.example", testUUID(5), "consumer"))),
	}})
	r.section(t.Context(), snapshot.SpacesName)
	members := r.s.Spaces.Items[0].Members
	require.Len(t, members, 2)
	require.Equal(t, "mail.example", members[0].Person.Domain)
	require.Equal(t, "consumer", members[0].PersonOrg, "it is known not to be the organisation")
	require.Equal(t, ownOrg, members[1].PersonOrg)

	out := redactJSON(t, testRedactor(), membershipsEndpoint.Path, nil, room)
	require.Contains(t, out, "L09SR0FOSVpBVElPTi9jb25zdW1lcg", "a replay sees the same")
	require.NotContains(t, out, "Jane")
}

func TestTooManySpaces(t *testing.T) {
	t.Parallel()
	var many []string
	for n := range memberLists + 3 {
		many = append(many, aRoom(fmt.Sprintf("room-%04d", n), ""))
	}
	r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{roomsEndpoint.Path: roomLists(rows(), rows(many...)), membershipsEndpoint.Path: whoever}})
	r.section(t.Context(), snapshot.SpacesName)
	left := 0
	for _, space := range r.s.Spaces.Items {
		if space.Gap != nil {
			require.Equal(t, snapshot.Truncated, space.Gap.Reason)
			left++
		}
	}
	require.Equal(t, 3, left)
}

// everyMembership answers a compliance officer.
func everyMembership(hidden string) func(url.Values) reply {
	spaces := map[string][]string{"P-doc": {"secret", "own"}, "P-nur": {"secret"}, "P-aud": {"own"}}
	return func(q url.Values) reply {
		if q.Get("roomId") != "" {
			return whoever(q)
		}
		var list []string
		for _, room := range spaces[q.Get("personId")] {
			if room != hidden {
				list = append(list, fmt.Sprintf(`{"roomId":%q,"roomType":"group"}`, room))
			}
		}
		return rows(append(list, `{"roomId":"chat","roomType":"direct"}`)...)
	}
}

func TestEverySpace(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{
		roomsEndpoint.Path:             roomLists(rows(), rows(aRoom("own", `,"classificationId":"label"`))),
		roomsEndpoint.Path + "/secret": always(tell(aRoom("secret", ""))),
		membershipsEndpoint.Path:       everyMembership(""),
	}}
	r := inSpaces(w)
	r.o.EverySpace = true
	makeComplianceOfficer(r)
	r.section(t.Context(), snapshot.SpacesName)
	require.Nil(t, r.s.Spaces.Missing())
	require.Len(t, r.s.Spaces.Items, 2)
	require.Empty(t, r.s.Spaces.ItemGaps())
	require.NotContains(t, asJSON(t, r.s), "canary")

	// What cannot be read leaves a gap.
	for name, spoil := range map[string]func(w *ward, r *run){
		"people":        func(_ *ward, r *run) { r.s.People.Gap = &snapshot.Gap{Reason: snapshot.Truncated} },
		"memberships":   func(w *ward, _ *run) { w.handlers[membershipsEndpoint.Path] = always(refuse(http.StatusForbidden)) },
		"a public list": func(w *ward, _ *run) { w.handlers[roomsEndpoint.Path] = roomLists(refuse(500), rows()) },
		"a known space": func(w *ward, _ *run) { w.handlers[membershipsEndpoint.Path] = everyMembership("own") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{}}
			for path, h := range map[string]func(url.Values) reply{
				roomsEndpoint.Path:             roomLists(rows(), rows(aRoom("own", ""))),
				roomsEndpoint.Path + "/secret": always(tell(aRoom("secret", ""))),
				membershipsEndpoint.Path:       everyMembership(""),
			} {
				w.handlers[path] = h
			}
			r := inSpaces(w)
			r.o.EverySpace = true
			makeComplianceOfficer(r)
			spoil(w, r)
			r.section(t.Context(), snapshot.SpacesName)
			require.NotNil(t, r.s.Spaces.Missing())
		})
	}
	t.Run("the space itself", func(t *testing.T) {
		t.Parallel()
		r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{
			roomsEndpoint.Path: roomLists(rows(), rows(aRoom("own", ""))), membershipsEndpoint.Path: everyMembership(""),
		}})
		r.o.EverySpace = true
		makeComplianceOfficer(r)
		r.section(t.Context(), snapshot.SpacesName)
		require.Len(t, r.s.Spaces.ItemGaps(), 1)
	})
}

// Whoever is no compliance officer may be shown the memberships of others in
// part: the policy's word that every space is to be found does not make them one.
func TestEverySpaceByWhoIsNoOfficer(t *testing.T) {
	t.Parallel()
	r := inSpaces(&ward{handlers: map[string]func(url.Values) reply{
		roomsEndpoint.Path:             roomLists(rows(), rows(aRoom("own", ""))),
		roomsEndpoint.Path + "/secret": always(tell(aRoom("secret", ""))),
		membershipsEndpoint.Path: func(q url.Values) reply {
			if q.Get("roomId") != "" {
				return rows()
			}
			return everyMembership("")(q)
		},
	}})
	r.o.EverySpace = true
	r.section(t.Context(), snapshot.SpacesName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.Spaces.Missing()))
	require.Contains(t, r.s.Spaces.Gap.Detail, "is not known to be a compliance officer")
	require.Len(t, r.s.Spaces.Items, 2)
	require.Len(t, r.s.Spaces.ItemGaps(), 2, "nor is it believed that nobody is in them")
}

func TestClassifications(t *testing.T) {
	t.Parallel()
	r := onWard(&ward{handlers: map[string]func(url.Values) reply{classificationsEndpoint.Path: always(rows(
		`{"id":"a","rank":2,"title":"Confidential – PHI","enabled":true,"description":"canary"}`,
		`{"id":"b","title":"for jane@mail.example"}`,
	))}})
	r.section(t.Context(), snapshot.ClassificationsName)
	require.Nil(t, r.s.Classifications.Missing())
	require.Equal(t, []snapshot.Classification{
		{ID: "a", Title: "Confidential – PHI", Rank: snapshot.Some(2), Enabled: snapshot.Yes}, {ID: "b"},
	}, r.s.Classifications.Items)

	r = onWard(&ward{handlers: map[string]func(url.Values) reply{classificationsEndpoint.Path: always(refuse(http.StatusForbidden))}})
	r.section(t.Context(), snapshot.ClassificationsName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.Classifications.Missing()))
}

// TestBotsInRecordings: a bot keeps its address, and nobody else does.
func TestBotsInRecordings(t *testing.T) {
	t.Parallel()
	out := redactJSON(t, testRedactor(), membershipsEndpoint.Path, nil,
		`{"items":[{"personEmail":"Ward-Scribe@webex.bot"},{"personEmail":"jane doe@webex.bot"},{"personEmail":"jane@evil-webex.bot"},{"personEmail":7}]}`)
	require.Contains(t, out, `"ward-scribe@webex.bot"`)
	require.NotContains(t, strings.ToLower(out), "jane")
}
