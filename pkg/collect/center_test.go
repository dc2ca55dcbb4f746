package collect

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// centerNames are the sections of the Contact Center and of devices.
var centerNames = []snapshot.Name{
	snapshot.ContactCenterName, snapshot.CCQueuesName, snapshot.CCProfilesName, snapshot.CCAgentsName, snapshot.CCFeaturesName,
	snapshot.CCVariablesName, snapshot.DevicesName, snapshot.WorkspacesName, snapshot.DeviceSettingsName,
}

// over connects to a server as a run does.
func over(t *testing.T, s *webextest.Server, now time.Time) webex.Exchanger {
	t.Helper()
	l, err := webex.NewLive(webex.LiveOptions{
		URLs: s.URLs(), Token: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: webextest.Token}), Allow: Allowed,
		Rate: 1e6, FirstBackoff: time.Millisecond, MaxRetryAfter: 10 * time.Millisecond, Now: func() time.Time { return now },
	})
	require.NoError(t, err)
	return l
}

// of reads an organisation's Contact Center and devices.
func of(t *testing.T, x webex.Exchanger, o *synth.Organization, patterns ...string) *snapshot.Snapshot {
	t.Helper()
	s, err := Run(t.Context(), Options{
		Client: webex.New(webex.Options{Exchanger: x}), Now: o.Now, Key: []byte("test key"), Want: centerNames,
		ContactCenter: o.HasContactCenter(), VariablePatterns: patterns,
	})
	require.NoError(t, err)
	return s
}

func TestCenterAndDevicesOfTheClinic(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	server := webextest.NewServer(o)
	t.Cleanup(server.Close)
	s := of(t, over(t, server, o.Now), o)
	for _, name := range centerNames {
		require.Nil(t, s.Part(name).Missing(), name)
		require.Empty(t, s.Part(name).ItemGaps(), name)
		require.False(t, s.Part(name).Origin().ReadAt.IsZero(), name)
	}
	require.Empty(t, server.Forbidden())

	require.Equal(t, snapshot.ContactCenter{
		Present: snapshot.Yes, Gaps: map[string]*snapshot.Gap{}, RecordAllCalls: snapshot.No, PauseResume: snapshot.Yes, PauseSeconds: snapshot.Some(60),
		MaskSensitive: snapshot.Yes, Pruning: "MANUAL", DesktopTimeoutOn: snapshot.Yes, DesktopTimeoutMinutes: snapshot.Some(15),
	}, *s.ContactCenter.Value)
	require.Equal(t, "GET /organization/{orgUuid}/v2/tenant-configuration", s.ContactCenter.SourceOf("desktop_timeout_on").Path)

	require.Len(t, s.CCQueues.Items, 5, "of two pages")
	require.Equal(t, "TELEPHONY", s.CCQueues.Items[1].Channel)
	require.Equal(t, []snapshot.Tri{snapshot.Yes, snapshot.Yes, snapshot.No},
		[]snapshot.Tri{s.CCQueues.Items[2].Recording, s.CCQueues.Items[2].RecordAll, s.CCQueues.Items[2].PauseRecording})

	var rights []string
	for _, p := range s.CCProfiles.Items {
		rights = append(rights, p.Type+" "+p.Recordings)
	}
	require.Equal(t, []string{"ADMINISTRATOR EDIT", "SUPERVISOR EDIT", "PREMIUM_AGENT EDIT", "STANDARD_AGENT NONE"}, rights)

	require.Len(t, s.CCAgents.Items, 3)
	require.Equal(t, snapshot.Some(120), s.CCAgents.Items[1].TimeoutMinutes)

	on := map[string]string{}
	for _, f := range s.CCFeatures.Items {
		require.NotEqual(t, snapshot.Unknown, f.On, f.Name)
		if f.On == snapshot.Yes {
			on[f.Name] = f.Queues
		}
	}
	require.Len(t, s.CCFeatures.Items, 13)
	require.Equal(t, map[string]string{"realtimeTranscripts.enable": "ALL", "generatedSummaries.wrapUpSummariesEnabled": "SPECIFIC"}, on)

	var names []string
	for _, v := range s.CCVariables.Items {
		names = append(names, v.Name+" "+v.Hint.String())
	}
	require.Equal(t, []string{"patient_dob true", "member_id true", "mrn true", " false"}, names)
	require.Equal(t, usualPatterns, s.VariablePatterns)

	require.Len(t, s.Devices.Items, 7, "of two pages")
	require.Equal(t, snapshot.Device{
		ID: s.Devices.Items[0].ID, Type: "roomdesk", Product: "Cisco Room Kit", Status: "connected", Software: "RoomOS 11.20.1.7", Channel: "stable",
		ManagedBy: "CISCO", Errors: []string{}, Owner: "workspace", WorkspaceID: s.Workspaces.Items[0].ID, Located: snapshot.Yes,
		LocationID: s.Workspaces.Items[0].LocationID, FirstSeen: s.Devices.Items[0].FirstSeen, LastSeen: s.Devices.Items[0].LastSeen,
	}, s.Devices.Items[0])
	require.Equal(t, "RoomOS 2024-06-01", s.Devices.Items[6].Software)
	require.Equal(t, snapshot.Unknown, s.Devices.Items[6].Located, "no field said so")
	require.Len(t, s.Workspaces.Items, 5)
	require.Len(t, s.DeviceSettings.Items, 5, "telephones and headsets have none")
	settings := s.DeviceSettings.Items[2].Settings
	require.Len(t, settings, len(securitySettings))
	require.Equal(t, snapshot.DeviceSetting{Value: "HTTP+HTTPS"}, settings["NetworkServices.HTTP.Mode"])
	require.Equal(t, snapshot.DeviceSetting{Value: "15"}, settings["Security.Session.InactivityTimeout"])
	require.Equal(t, snapshot.DeviceSetting{Lacking: true}, settings["WebEngine.Mode"])
}

// TestNoCanaryOfCenterAndDevices looks for what may not leave the decoder in
// the snapshot and in a recording, whose replay must give the same snapshot.
func TestNoCanaryOfCenterAndDevices(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	server := webextest.NewServer(o)
	t.Cleanup(server.Close)
	dir := filepath.Join(t.TempDir(), "clinic")
	rec, err := replay.NewRecorder(over(t, server, o.Now), NewRedactor([]byte("test key"), nil), dir)
	require.NoError(t, err)
	t.Cleanup(rec.Abort)
	live := of(t, rec, o)
	require.NoError(t, rec.Finish(replay.Meta{ToolVersion: "1", RecordedAt: o.Now, Organization: replay.Organization{ID: o.OrgID(), Name: o.Name}}))

	texts := map[string]string{"the snapshot": jsonOf(t, live)}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.Greater(t, len(files), 20)
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		texts[filepath.Base(f)] = string(b)
	}
	for name, text := range texts {
		for _, canary := range o.Canaries() {
			require.NotContains(t, text, canary, name)
		}
	}

	recording, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	again := of(t, recording, o)
	for _, name := range centerNames {
		require.Equal(t, withoutTimes(live.Part(name)), withoutTimes(again.Part(name)), name)
	}
	// Of the names that the recording left out, it knows that they hold none of
	// the usual patterns, and nothing of others.
	again = of(t, recording, o, "caller")
	require.Equal(t, snapshot.Unknown, again.CCVariables.Items[3].Hint)
	require.Contains(t, again.VariablePatterns, "caller")
	named := of(t, over(t, server, o.Now), o, "CALLER")
	require.Equal(t, snapshot.Yes, named.CCVariables.Items[3].Hint)
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// withoutTimes writes a section without when it was read.
func withoutTimes(part snapshot.Part) string {
	b, err := json.Marshal(part)
	if err != nil {
		panic(err)
	}
	return strings.ReplaceAll(string(b), fmt.Sprintf("%q", part.Origin().ReadAt.Format(time.RFC3339Nano)), `""`)
}

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

func TestCenterFeatures(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body   string
		reason snapshot.Reason
		want   snapshot.Tri // of realtimeTranscripts
		queues string
	}{
		"on":                {`{"data":[{"id":"a","realtimeTranscripts":{"enable":true,"queuesInclusionType":"SPECIFIC"}}]}`, "", snapshot.Yes, "SPECIFIC"},
		"on in words":       {`{"data":[{"id":"a","realtimeTranscripts":{"enable":"true"}}]}`, "", snapshot.Yes, "ALL"},
		"missing is off":    {`{"data":[{"id":"a","realtimeTranscripts":{}}]}`, "", snapshot.No, "ALL"},
		"no object is off":  {`{"data":[{"id":"a","autoCSAT":{"enable":true}}]}`, "", snapshot.No, "ALL"},
		"null is unknown":   {`{"data":[{"id":"a","realtimeTranscripts":{"enable":null}}]}`, "", snapshot.Unknown, "ALL"},
		"a word is unknown": {`{"data":[{"id":"a","realtimeTranscripts":{"enable":"maybe"}}]}`, "", snapshot.Unknown, "ALL"},
		"no object":         {`{"data":[]}`, snapshot.Schema, 0, ""},
		"two objects":       {`{"data":[{"id":"a","autoCSAT":{}},{"id":"b","autoCSAT":{}}]}`, snapshot.Schema, 0, ""},
		"no data":           {`{}`, snapshot.Schema, 0, ""},
		"no body":           {``, snapshot.Schema, 0, ""},
		"no features":       {`{"data":[{"id":"a"}]}`, snapshot.Schema, 0, ""},
		"no id":             {`{"data":[{"autoCSAT":{"enable":false}}]}`, snapshot.Schema, 0, ""},
		"another shape":     {`{"data":[{"id":"a","realtimeTranscripts":true}]}`, snapshot.Schema, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := center(map[string]answer{"/v2/ai-feature": {body: tt.body}}).center(t, snapshot.CCFeaturesName)
			if tt.reason != "" {
				require.Equal(t, tt.reason, snap.CCFeatures.Gap.Reason)
				require.Empty(t, snap.CCFeatures.Items)
				return
			}
			require.Nil(t, snap.CCFeatures.Missing())
			i := slices.IndexFunc(snap.CCFeatures.Items, func(f snapshot.CCFeature) bool { return f.Name == "realtimeTranscripts.enable" })
			require.Equal(t, tt.want, snap.CCFeatures.Items[i].On)
			require.Equal(t, tt.queues, snap.CCFeatures.Items[i].Queues)
		})
	}
}

func TestCenterProfileRights(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		list, single string
		want         string
		gap          snapshot.Reason
	}{
		"everything":              {`"permissionAccessLevel":"ALL"`, "", "EDIT", ""},
		"nothing":                 {`"permissionAccessLevel":"NONE"`, "", "NONE", ""},
		"the list tells":          {`"permissionAccessLevel":"SPECIFIC","permissions":[{"name":"call-recording-schedule","access":"VIEW"}]`, "", "VIEW", ""},
		"the strongest":           {`"permissions":[{"name":"audio-recording-transcript","access":"NONE"},{"name":"Recording-Management","access":"EDIT"}]`, "", "EDIT", ""},
		"a grade nobody knows":    {`"permissions":[{"name":"call-recording-schedule","access":"NONE"},{"name":"recording-management","access":"OWN"}]`, "", "", ""},
		"nothing about recording": {`"permissions":[{"name":"queue","access":"EDIT"}]`, "", "", ""},
		"one by one":              {`"permissionAccessLevel":"SPECIFIC"`, `{"id":"p","permissions":[{"name":"call-recording-schedule","access":"EDIT"}]}`, "EDIT", ""},
		"another one":             {`"permissionAccessLevel":"SPECIFIC"`, `{"id":"q","permissions":[{"name":"call-recording-schedule","access":"EDIT"}]}`, "", snapshot.Schema},
		"not this one":            {`"permissionAccessLevel":"SPECIFIC"`, "", "", snapshot.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := map[string]answer{"/v3/user-profile": {body: `{"meta":{"totalRecords":1},"data":[{"id":"p","profileType":"SUPERVISOR",` + tt.list + `}]}`}}
			if tt.single != "" {
				answers["/v3/user-profile/p"] = answer{body: tt.single}
			}
			p := center(answers).center(t, snapshot.CCProfilesName).CCProfiles.Items[0]
			require.Equal(t, tt.want, p.Recordings)
			if tt.gap == "" {
				require.Nil(t, p.Gap)
				return
			}
			require.Equal(t, tt.gap, p.Gap.Reason)
		})
	}
}

func TestVariableNamesInRecordings(t *testing.T) {
	t.Parallel()
	for name, want := range map[any]any{
		"Patient_DOB": "Patient_DOB", "mrn 4085267209": "mrn", "patient jane@mail.example": "patient", "Jane Roe": redacted, "": "", nil: nil,
		"zipcode": redacted,
	} {
		require.Equal(t, want, shapeOf(centerVariablesEndpoint)(map[string]any{"data": []any{map[string]any{"name": name}}}, nil).(map[string]any)["data"].([]any)[0].(map[string]any)["name"], name)
	}
}
