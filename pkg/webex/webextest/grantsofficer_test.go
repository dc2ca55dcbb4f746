package webextest_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// The access tokens of the two profiles.
const (
	adminToken   = "token-of-the-administrator"
	officerToken = "token-of-the-compliance-officer"
)

// twoTokens is a server that grants each profile what it is asked for, and the
// way to it with both tokens.
func twoTokens(t *testing.T, admin, officer webextest.Grant) (*webextest.Grants, webex.Exchanger) {
	t.Helper()
	grants := webextest.NewGrants(map[string]webextest.Grant{adminToken: admin, officerToken: officer})
	server := webextest.NewServer(grants)
	t.Cleanup(server.Close)
	token := func(text string) oauth2.TokenSource {
		return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: text})
	}
	live, err := webex.NewLive(webex.LiveOptions{
		URLs: server.URLs(), Token: token(adminToken), Officer: token(officerToken), Allow: collect.Allowed,
		Rate: 1e6, FirstBackoff: time.Millisecond, Now: func() time.Time { return admin.Organization.Now },
	})
	require.NoError(t, err)
	return grants, grants.Handshakes(live)
}

// readAsTwo collects every section with both tokens.
func readAsTwo(t *testing.T, x webex.Exchanger, now time.Time) (*snapshot.Snapshot, error) {
	t.Helper()
	return collect.Run(t.Context(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: x}), Now: now, Key: key,
		ContactCenter: true, Handshakes: true, Officer: true, EverySpace: true,
	})
}

// officers are the sections that a compliance officer's token is for.
var officers = []snapshot.Name{snapshot.PurgedRecordingsName, snapshot.RemovedCallsName, snapshot.TranscriptsName, snapshot.SpacesName}

// Each token is sent for what its person may read and for nothing else: the
// administrator's never for what is the compliance officer's, and theirs for
// that and for their own name only.
func TestEachTokenAsksForItsOwn(t *testing.T) {
	t.Parallel()
	for name, found := range organizations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			grants, x := twoTokens(t, administrator(found()), officer(found()))
			got, err := readAsTwo(t, x, found().Now)
			require.NoError(t, err)
			for _, section := range officers {
				require.Nil(t, got.Part(section).Missing(), section)
			}
			counts := map[string]int{}
			for _, r := range grants.Asked(officerToken) {
				counts[r.Template]++
				switch {
				case r.Template == "/v1/admin/recordings", r.Template == "/v1/admin/convergedRecordings":
					require.Contains(t, r.Query, "status=purged")
				default:
					require.Contains(t, []string{"/v1/people/me", "/v1/admin/meetingTranscripts", "/v1/memberships", "/v1/rooms/{roomId}"}, r.Template)
				}
			}
			require.Len(t, counts, 6, "all of them are asked")
			require.Equal(t, 1, counts["/v1/people/me"])
			for _, r := range grants.Asked(adminToken) {
				require.NotContains(t, r.Query, "status=purged")
				require.NotContains(t, []string{"/v1/admin/meetingTranscripts", "/v1/memberships", "/v1/rooms/{roomId}"}, r.Template)
			}
		})
	}
}

// Without a second token the administrator's asks for everything, and what it
// may not see is a gap.
func TestOneTokenLeavesGaps(t *testing.T) {
	t.Parallel()
	grants, x := twoTokens(t, administrator(synth.Clean()), officer(synth.Clean()))
	got, err := collect.Run(t.Context(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: x}), Now: synth.Clean().Now, Key: key, ContactCenter: true, Handshakes: true,
	})
	require.NoError(t, err)
	for _, section := range officers {
		require.NotNil(t, got.Part(section).Missing(), section)
		require.Equal(t, snapshot.Forbidden, got.Part(section).Missing().Reason, section)
	}
	require.Empty(t, grants.Asked(officerToken))
}

// A second token that is no use costs what only it could have shown, and the
// administrator's part is the same as ever.
func TestUselessOfficers(t *testing.T) {
	t.Parallel()
	_, x := twoTokens(t, administrator(synth.Clinic()), officer(synth.Clinic()))
	whole, err := readAsTwo(t, x, synth.Clinic().Now)
	require.NoError(t, err)
	for name, change := range map[string]func(*webextest.Grant){
		"revoked":             func(g *webextest.Grant) { g.Refused = http.StatusUnauthorized },
		"forbidden":           func(g *webextest.Grant) { g.Refused = http.StatusForbidden },
		"no scope":            func(g *webextest.Grant) { g.Scopes = nil },
		"scopes, and no role": func(g *webextest.Grant) { g.Roles, g.Person = nil, synth.Colleague },
		"an administrator's":  func(g *webextest.Grant) { *g = administrator(g.Organization) },
		"an administrator's, mixed": func(g *webextest.Grant) {
			g.Roles, g.Person = []webextest.Role{webextest.FullAdministrator}, synth.Auditor
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			second := officer(synth.Clinic())
			change(&second)
			_, x := twoTokens(t, administrator(synth.Clinic()), second)
			got, err := readAsTwo(t, x, synth.Clinic().Now)
			require.NoError(t, err, "the administrator's part goes on")
			for _, section := range officers {
				require.NotNil(t, got.Part(section).Missing(), section)
				require.NotEmpty(t, got.Part(section).Missing().Scope, "%s: somebody must be told what to grant", section)
			}
			for _, section := range snapshot.Names() {
				if !slices.Contains(officers, section) && section != snapshot.LinkedFoldersName { // which stand on the spaces
					require.Equal(t, whole.Part(section).Missing(), got.Part(section).Missing(), section)
				}
			}
		})
	}
}

// An empty list is believed of somebody who is known to be a compliance officer,
// and of nobody else.
func TestEmptyListsOfStrangers(t *testing.T) {
	t.Parallel()
	purged := []snapshot.Name{snapshot.PurgedRecordingsName, snapshot.RemovedCallsName, snapshot.TranscriptsName}
	for name, c := range map[string]struct {
		change func(admin, second *webextest.Grant)
		known  bool
	}{
		"who says so":                       {func(_, _ *webextest.Grant) {}, true},
		"of whom the administrator says so": {func(_, second *webextest.Grant) { second.HidesRoles = true }, true},
		"of whom nobody says so": {func(admin, second *webextest.Grant) {
			second.HidesRoles = true
			admin.Scopes = append(without(admin.Scopes, "spark-admin:people_read"), "spark:people_read")
		}, false},
		"whose name may not be had": {func(_, second *webextest.Grant) { second.Scopes = without(second.Scopes, "spark:people_read") }, false},
		"among roles without names": {func(admin, _ *webextest.Grant) { admin.Scopes = without(admin.Scopes, "spark-admin:roles_read") }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			admin, second := administrator(synth.Clean()), officer(synth.Clean())
			c.change(&admin, &second)
			_, x := twoTokens(t, admin, second)
			got, err := readAsTwo(t, x, synth.Clean().Now)
			require.NoError(t, err)
			for _, section := range purged {
				require.Equal(t, c.known, got.Part(section).Missing() == nil, section)
			}
		})
	}
}

// A compliance officer of another organisation ends the run before anything of
// theirs is read.
func TestOfficerOfAnotherOrganization(t *testing.T) {
	t.Parallel()
	grants, x := twoTokens(t, administrator(synth.Clean()), officer(synth.Clinic()))
	_, err := readAsTwo(t, x, synth.Clean().Now)
	var other *collect.OtherTenantError
	require.ErrorAs(t, err, &other)
	require.Len(t, grants.Asked(officerToken), 1)
	require.Equal(t, "/v1/people/me", grants.Asked(officerToken)[0].Template)
}

// A recording of a run with two tokens says the same when it is replayed.
func TestTwoTokensReplay(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	_, x := twoTokens(t, administrator(o), officer(synth.Clinic()))
	dir := t.TempDir()
	recorder, err := replay.NewRecorder(x, collect.NewRedactor(key, o.Staff), dir)
	require.NoError(t, err)
	t.Cleanup(recorder.Abort)
	live, err := readAsTwo(t, recorder, o.Now)
	require.NoError(t, err)
	require.NoError(t, recorder.Finish(replay.Meta{
		ToolVersion: "test", RecordedAt: o.Now, Organization: replay.Organization{ID: o.OrgID(), Name: o.Name},
	}))

	recording, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	require.True(t, recording.Answers(webex.Officer), "a replay learns of the second token from this")
	replayed, err := readAsTwo(t, recording, recording.Now())
	require.NoError(t, err)
	requireSame(t, comparable(t, live), comparable(t, replayed))
	for file, text := range contents(t, dir) {
		require.NotContains(t, text, adminToken, file)
		require.NotContains(t, text, officerToken, file)
	}
}
