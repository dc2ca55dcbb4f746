package collect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestCenterFromLicences(t *testing.T) {
	t.Parallel()
	licence := func(name string) string {
		return fmt.Sprintf(`{"id":"l","name":%q,"totalUnits":3,"consumedUnits":0}`, name)
	}
	for name, tt := range map[string]struct {
		licences answer
		reason   snapshot.Reason // of the gap; "" is none
		detail   string
	}{
		"none":           {answer{body: items(licence("Messaging"), licence("Pro Pack"))}, "", ""},
		"one":            {answer{body: items(licence("Messaging"), licence("Webex CONTACT CENTER Premium Agent"))}, snapshot.Error, "set contact_center.url in the policy"},
		"no licences":    {answer{body: items()}, snapshot.FieldAbsent, "do not tell"},
		"one not named":  {answer{body: items(licence(""), licence("Messaging"))}, snapshot.FieldAbsent, "do not tell"},
		"refused":        {answer{status: 403}, snapshot.Forbidden, "/v1/licenses"},
		"not found":      {answer{status: 404}, snapshot.NotFound, "/v1/licenses"},
		"a half list":    {answer{body: items(licence("Messaging")), next: "/v1/licenses?cursor=gone"}, snapshot.Truncated, "/v1/licenses"},
		"no list at all": {answer{body: `{}`}, snapshot.Schema, "/v1/licenses"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{"/v1/licenses": tt.licences, "/v1/licenses?cursor=gone": {status: 503}})
			snap := s.collect(t, centerNames[:6]...)
			for _, name := range centerNames[:6] {
				part := snap.Part(name)
				if tt.reason == "" {
					require.Nil(t, part.Missing(), name)
					require.Equal(t, "GET /v1/licenses", part.Origin().Path)
					continue
				}
				require.Equal(t, tt.reason, part.Missing().Reason, name)
				require.Contains(t, part.Missing().Detail, tt.detail)
				require.Zero(t, part.Len())
			}
			if tt.reason == "" {
				require.Equal(t, snapshot.ContactCenter{Present: snapshot.No}, *snap.ContactCenter.Value)
				require.Empty(t, snap.CCQueues.Items)
				require.Empty(t, snap.CCFeatures.Items)
			}
			for _, path := range s.paths() {
				require.NotContains(t, path, "/organization/", "the Contact Center was asked")
			}
		})
	}
}

// center answers for a Contact Center from a table of paths behind the
// organisation.
func center(answers map[string]answer) *service {
	full := map[string]answer{}
	for path, a := range answers {
		full["/organization/"+testOrgUUID+path] = a
	}
	return newService(full)
}

func (s *service) center(t *testing.T, want ...snapshot.Name) *snapshot.Snapshot {
	t.Helper()
	o := s.options(want...)
	o.ContactCenter = true
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	return snap
}

// refusing is a Contact Center that answers every request with a status, but
// for the paths given, beside a licence of that name.
func refusing(status int, licence string, but map[string]answer) *service {
	answers := map[string]answer{}
	for _, p := range contactCenterParts() {
		for _, e := range p.asks {
			answers[strings.TrimPrefix(e.Path, "/organization/{orgUuid}")] = answer{status: status}
		}
	}
	for path, a := range but {
		answers[path] = a
	}
	s := center(answers)
	s.answers["/v1/licenses"] = answer{body: items(fmt.Sprintf(`{"id":"l","name":%q}`, licence))}
	return s
}

// Every refusal of the Contact Center is a gap; a 404 is one where a licence
// speaks of it, or the licences were not read.
func TestCenterRefuses(t *testing.T) {
	t.Parallel()
	for status, reason := range map[int]snapshot.Reason{401: snapshot.Forbidden, 403: snapshot.Forbidden, 404: snapshot.NotFound, 429: snapshot.Throttled, 500: snapshot.Error} {
		for _, licence := range []string{"Contact Center Premium Agent", "", "Messaging"} {
			if status == 404 && licence == "Messaging" {
				continue
			}
			snap := refusing(status, licence, nil).center(t, centerNames[:6]...)
			for _, name := range centerNames[:6] {
				require.Equal(t, reason, snap.Part(name).Missing().Reason, "%s %d %q", name, status, licence)
				require.Zero(t, snap.Part(name).Len(), name)
			}
		}
	}
}

func TestCenterThatIsNowhere(t *testing.T) {
	t.Parallel()
	snap := refusing(404, "Messaging", nil).center(t, centerNames[:6]...)
	for _, name := range centerNames[:6] {
		require.Nil(t, snap.Part(name).Missing(), name)
		require.Equal(t, "GET /v1/licenses", snap.Part(name).Origin().Path, name)
	}
	require.Equal(t, snapshot.No, snap.ContactCenter.Value.Present)

	// One that answers for its queues is there, whatever the licences say.
	snap = refusing(404, "Messaging", map[string]answer{"/v2/contact-service-queue": {body: `{"meta":{"totalRecords":0},"data":[]}`}}).center(t, centerNames[:6]...)
	for _, name := range centerNames[2:6] {
		require.Equal(t, snapshot.NotFound, snap.Part(name).Missing().Reason, name)
	}
	require.Equal(t, snapshot.NotFound, snap.ContactCenter.Gap.Reason)

	// A refusal of the queues is no 404, and the licences may not have been read.
	snap = refusing(404, "Messaging", map[string]answer{"/v2/contact-service-queue": {status: 403}}).center(t, snapshot.CCFeaturesName)
	require.Equal(t, snapshot.NotFound, snap.CCFeatures.Gap.Reason)
	s := refusing(404, "Messaging", nil)
	s.answers["/v1/licenses"] = answer{status: 403}
	require.Equal(t, snapshot.NotFound, s.center(t, snapshot.CCQueuesName).CCQueues.Gap.Reason)
}

// TestCenterThatIsEmpty: a list of which every Contact Center has entries is not
// whole without one; global variables it may have none.
func TestCenterThatIsEmpty(t *testing.T) {
	t.Parallel()
	none := answer{body: `{"meta":{"totalRecords":0},"data":[]}`}
	snap := center(map[string]answer{
		"/v2/contact-service-queue": none, "/v3/user-profile": none, "/v2/agent-profile": none, "/v2/cad-variable": none,
	}).center(t, snapshot.CCQueuesName, snapshot.CCProfilesName, snapshot.CCAgentsName, snapshot.CCVariablesName)
	for _, name := range []snapshot.Name{snapshot.CCQueuesName, snapshot.CCProfilesName, snapshot.CCAgentsName} {
		require.Equal(t, snapshot.Forbidden, snap.Part(name).Missing().Reason, name)
	}
	require.Nil(t, snap.CCVariables.Missing())
}

func TestCenterHalfRead(t *testing.T) {
	t.Parallel()
	const lists = `{"meta":{"totalRecords":2},"data":[{"id":"a","active":true}]}`
	s := center(map[string]answer{
		"/v2/contact-service-queue":                     {body: lists},
		"/v2/contact-service-queue?page=1&pageSize=100": {status: 503},
		"/v2/agent-profile":                             {body: `{"data":[{"id":"a"},{"id":"a"}],"meta":{"totalRecords":2}}`},
		"/v2/cad-variable":                              {body: `{"data":[{"name":"mrn"}],"meta":{"totalRecords":1}}`},
		"/v2/organization-setting":                      {status: 403},
		"/v2/tenant-configuration":                      {body: `{"data":[{"timeoutDesktopInactivityEnabled":"true","timeoutDesktopInactivityMins":"15"}]}`},
	})
	snap := s.center(t, centerNames[:6]...)
	require.Equal(t, snapshot.Truncated, snap.CCQueues.Gap.Reason)
	require.Len(t, snap.CCQueues.Items, 1)
	require.Equal(t, snapshot.Truncated, snap.CCAgents.Gap.Reason, "an entry came twice")
	require.Equal(t, snapshot.FieldAbsent, snap.CCVariables.Gap.Reason, "an entry without an id")

	require.Nil(t, snap.ContactCenter.Missing())
	require.Equal(t, snapshot.Forbidden, snap.ContactCenter.Value.Gaps["settings"].Reason)
	require.Nil(t, snap.ContactCenter.Value.Gaps["desktop"])
	require.Equal(t, snapshot.Unknown, snap.ContactCenter.Value.RecordAllCalls)
	require.Equal(t, snapshot.Some(15), snap.ContactCenter.Value.DesktopTimeoutMinutes)
}

func TestCenterDocumentedOnly(t *testing.T) {
	t.Parallel()
	for licence, present := range map[string]snapshot.Tri{"Messaging": snapshot.No, "Contact Center Premium Agent": snapshot.Unknown} {
		s := refusing(404, licence, nil)
		o := s.options(snapshot.ContactCenterName)
		o.ContactCenter, o.DocumentedOnly = true, true
		snap, err := Run(t.Context(), o)
		require.NoError(t, err)
		if present == snapshot.No {
			require.Equal(t, snapshot.No, snap.ContactCenter.Value.Present)
		} else {
			require.Contains(t, snap.ContactCenter.Gap.Detail, "--documented-only")
		}
		for _, path := range s.paths() {
			require.NotContains(t, path, "organization-setting")
			require.NotContains(t, path, "tenant-configuration")
		}
	}
}
