package collect

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

func TestRunNeedsAnAuditor(t *testing.T) {
	t.Parallel()
	for name, a := range map[string]answer{
		"token refused":   {status: http.StatusUnauthorized, body: `{"message":"jane@clinic.example"}`},
		"scope missing":   {status: http.StatusForbidden},
		"server down":     {status: http.StatusBadGateway, body: "<html>"},
		"no organisation": {body: `{"id":"` + hydra("PEOPLE", testMeUUID) + `"}`},
		"no ids":          {body: `{"id":"a","orgId":"b"}`},
		"nothing":         {status: http.StatusNoContent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{"/v1/people/me": a})
			snap, err := Run(t.Context(), s.options())
			require.ErrorContains(t, err, "cannot learn whose token this is")
			require.NotContains(t, err.Error(), "jane")
			require.Nil(t, snap)
			require.Empty(t, s.paths(), "nothing else may be asked")
		})
	}
}

func TestRunErrorKeepsItsKind(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{"/v1/people/me": {status: http.StatusUnauthorized}})
	_, err := Run(t.Context(), s.options())
	we, ok := errors.AsType[*webex.Error](err)
	require.True(t, ok)
	require.Equal(t, webex.Unauthorized, we.Kind)
}

func TestRunStopsWhenTheTokenIsRevoked(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{"/v1/roles": {status: http.StatusUnauthorized}})
	_, err := Run(t.Context(), s.options(snapshot.RolesName))
	require.ErrorContains(t, err, "401")
}

func TestRunNeedsAKey(t *testing.T) {
	t.Parallel()
	o := newService(nil).options()
	o.Key = nil
	_, err := Run(t.Context(), o)
	require.ErrorContains(t, err, "key")
}

func TestRunCanceled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Run(ctx, newService(nil).options())
	require.ErrorIs(t, err, context.Canceled)
}

func TestRunOutOfTimeBeforeTheAuditor(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	_, err := Run(ctx, newService(nil).options())
	require.ErrorContains(t, err, "/v1/people/me")
}

// TestRunTellsOfEverySection also finds a collector that leaves its section as
// if it had never run.
func TestRunTellsOfEverySection(t *testing.T) {
	t.Parallel()
	s := newService(nil)
	var told []snapshot.Name
	o := s.options()
	done := make(chan snapshot.Name, 100)
	o.Progress = func(n snapshot.Name) { done <- n }
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	close(done)
	for n := range done {
		told = append(told, n)
	}
	require.ElementsMatch(t, snapshot.Names(), told)
	for _, name := range snapshot.Names() {
		if name == snapshot.AuditorName || name == snapshot.OrganizationName {
			continue
		}
		gap := snap.Part(name).Missing()
		require.NotNil(t, gap, "%s: nothing answered, but the section is whole", name)
		require.NotEqual(t, "the section was not collected", gap.Detail, name)
		require.NotEmpty(t, snap.Part(name).Origin().Path, name)
	}
}

func TestRunNotesTheClock(t *testing.T) {
	t.Parallel()
	me := newService(nil).answers["/v1/people/me"]
	me.date = testNow.Add(7 * 60e9).Format(http.TimeFormat)
	snap := newService(map[string]answer{"/v1/people/me": me}).collect(t, snapshot.AuditorName)
	require.Equal(t, snapshot.Some(420), snap.ClockSkew)
}

func TestDocumentedOnly(t *testing.T) {
	t.Parallel()
	s := newService(nil)
	o := s.options(snapshot.AuthenticationName, snapshot.IdentityProvidersName, snapshot.OrgSettingsName)
	o.DocumentedOnly = true
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	for _, path := range s.paths() {
		require.True(t, strings.HasPrefix(path, "/v1/"), path)
	}
	for _, name := range o.Want {
		gap := snap.Part(name).Missing()
		require.Equal(t, snapshot.Error, gap.Reason)
		require.Contains(t, gap.Detail, "--documented-only")
	}
}

func TestAuditorAndOrganization(t *testing.T) {
	t.Parallel()
	snap := newService(nil).collect(t, snapshot.AuditorName)
	require.Equal(t, &snapshot.Auditor{
		ID: hydra("PEOPLE", testMeUUID), UUID: testMeUUID, OrgID: hydra("ORGANIZATION", testOrgUUID), Type: "person", Roles: []string{"r1"},
	}, snap.Auditor.Value)
	require.Equal(t, "Clinic", snap.Organization.Value.Name)
	require.Equal(t, testOrgUUID, snap.Organization.Value.UUID)
	require.Nil(t, snap.Organization.Missing())
	require.Equal(t, "GET /v1/organizations/{orgId}", snap.Organization.Source.Path)
	require.Equal(t, testNow, snap.Organization.Source.ReadAt)
}

func TestOrganizationRefused(t *testing.T) {
	t.Parallel()
	path := "/v1/organizations/" + hydra("ORGANIZATION", testOrgUUID)
	for name, tt := range map[string]struct {
		answer answer
		want   snapshot.Reason
	}{
		"403":                  {answer{status: http.StatusForbidden}, snapshot.Forbidden},
		"another organisation": {answer{body: `{"id":"` + hydra("ORGANIZATION", testUUID(9)) + `","displayName":"Other"}`}, snapshot.Schema},
		"204":                  {answer{status: http.StatusNoContent}, snapshot.Schema},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(map[string]answer{path: tt.answer}).collect(t, snapshot.OrganizationName)
			require.Equal(t, tt.want, snap.Organization.Missing().Reason)
			require.Equal(t, testOrgUUID, snap.Organization.Value.UUID, "the ids are known from the token")
			require.Empty(t, snap.Organization.Value.Name)
		})
	}
}

func TestGapReasons(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer answer
		want   snapshot.Reason
		detail string
	}{
		"forbidden": {answer{status: 403, body: `{"message":"scope"}`}, snapshot.Forbidden, "spark-admin:roles_read"},
		"licence":   {answer{status: 403, body: `{"message":"a license is required"}`}, snapshot.NotLicensed, "licence"},
		"not found": {answer{status: 404}, snapshot.NotFound, "spark-admin:roles_read"},
		"gone":      {answer{status: 410}, snapshot.NotFound, ""},
		"throttled": {answer{status: 429}, snapshot.Throttled, ""},
		"locked":    {answer{status: 423}, snapshot.Throttled, ""},
		"bad":       {answer{status: 400}, snapshot.Error, ""},
		"down":      {answer{status: 503}, snapshot.Error, ""},
		"web page":  {answer{body: "<html>jane</html>"}, snapshot.Schema, ""},
		"no list":   {answer{body: `{"roles":[]}`}, snapshot.Schema, ""},
		"no JSON":   {answer{body: `jane`}, snapshot.Schema, ""},
		"null":      {answer{body: `{"items":null}`}, snapshot.Schema, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(map[string]answer{"/v1/roles": tt.answer}).collect(t, snapshot.RolesName)
			require.Nil(t, snap.Roles.Items)
			gap := snap.Roles.Missing()
			require.Equal(t, tt.want, gap.Reason)
			require.Contains(t, gap.Detail, "GET /v1/roles")
			require.Contains(t, gap.Detail, tt.detail)
			require.NotContains(t, gap.Detail, "jane")
		})
	}
}

// TestHalfReadList: what was read stays, and the section says that it is not
// whole.
func TestHalfReadList(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{
		"/v1/roles":     {body: items(`{"id":"1","name":"Full Administrator"}`), next: "/v1/roles?p=2"},
		"/v1/roles?p=2": {status: 500},
	}).collect(t, snapshot.RolesName)
	require.Equal(t, []snapshot.Role{{ID: "1", Name: "Full Administrator"}}, snap.Roles.Items)
	require.Equal(t, snapshot.Truncated, snap.Roles.Missing().Reason)
}

func TestEmptyListIsWhole(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{"/v1/roles": {body: items()}}).collect(t, snapshot.RolesName)
	require.NotNil(t, snap.Roles.Items)
	require.Empty(t, snap.Roles.Items)
	require.Nil(t, snap.Roles.Missing())
}
