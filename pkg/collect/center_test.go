package collect

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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
	s := of(t, over(t, server, o), o)
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
	rec, err := replay.NewRecorder(over(t, server, o), NewRedactor([]byte("test key"), nil), dir)
	require.NoError(t, err)
	t.Cleanup(rec.Abort)
	live := of(t, rec, o)
	require.NoError(t, rec.Finish(replay.Meta{ToolVersion: "1", RecordedAt: o.Now, Organization: replay.Organization{ID: o.OrgID(), Name: o.Name}}))

	texts := map[string]string{"the snapshot": asJSON(t, live)}
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
	named := of(t, over(t, server, o), o, "CALLER")
	require.Equal(t, snapshot.Yes, named.CCVariables.Items[3].Hint)
}

// withoutTimes writes a section without when it was read.
func withoutTimes(part snapshot.Part) string {
	b, err := json.Marshal(part)
	if err != nil {
		panic(err)
	}
	return strings.ReplaceAll(string(b), fmt.Sprintf("%q", part.Origin().ReadAt.Format(time.RFC3339Nano)), `""`)
}
