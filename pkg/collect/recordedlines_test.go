package collect

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

const lineBody = `{"enabled":true,"record":"Always with Pause/Resume","externalIdentifier":"canary@x","startStopAnnouncement":{"pstnCallsEnabled":true},
	"callRecordingAccessSettings":{"deleteRecordingsEnabled":true,"shareRecordingsEnabled":false},"postCallRecordingSettings":{"transcriptEnabled":false}}`

func lineHandlers() map[string]func(url.Values) reply {
	return map[string]func(url.Values) reply{
		config + "/callRecording/vendorUsers":                           counted("members", `{"id":"P-doc","type":"PEOPLE","licenseType":"PROFESSIONAL_USER","firstName":"canary"}`, `{"id":"W1","type":"PLACE"}`, `{"id":"X1","type":"ROBOT"}`),
		config + "/locations/LOC/callRecording/vendorUsers":             counted("members", `{"id":"P-doc","type":"PEOPLE"}`, `{"id":"V1","type":"PEOPLE","licenseType":"VIRTUAL_PROFILE"}`),
		config + "/queues":                                              counted("queues", `{"id":"Q1","locationId":"LOC","name":"canary"}`),
		"/v1/people/P-doc/features/callRecording":                       always(tell(lineBody)),
		config + "/workspaces/W1/features/callRecordings":               always(tell(`{"enabled":true,"record":"Sometimes"}`)),
		config + "/virtualLines/V1/callRecording":                       always(refuse(http.StatusForbidden)),
		config + "/locations/LOC/queues/Q1/cxEssentials/callRecordings": always(tell(`{"enabled":false,"record":"Never"}`)),
	}
}

func TestRecordedLines(t *testing.T) {
	t.Parallel()
	r, w := onCallingWard(lineHandlers())
	r.section(t.Context(), snapshot.RecordedLinesName)
	s := r.s.RecordedLines
	require.Nil(t, s.Missing())
	require.Len(t, s.Items, 5)
	doc, queue, virtual, workspace, robot := s.Items[0], s.Items[1], s.Items[2], s.Items[3], s.Items[4]
	require.Equal(t, snapshot.RecordedLine{
		ID: "P-doc", Kind: snapshot.PersonLine, Email: "dr.lopez@clinic.example", Location: "LOC", Source: doc.Source,
		Enabled: snapshot.Yes, Record: snapshot.RecordPausable, PSTNAnnounced: snapshot.Yes, MayDelete: snapshot.Yes, MayShare: snapshot.No, Transcript: snapshot.No,
	}, doc)
	require.Equal(t, "GET /v1/people/{personId}/features/callRecording", doc.Source.Path)
	require.Equal(t, snapshot.RecordNever, queue.Record)
	require.Equal(t, snapshot.VirtualLine, virtual.Kind)
	require.Equal(t, snapshot.Forbidden, reason(virtual.Gap))
	require.Equal(t, snapshot.RecordMode(""), workspace.Record, "a mode that is not known")
	require.Equal(t, snapshot.Schema, reason(robot.Gap), "a kind that is not known")
	require.NotContains(t, asJSON(t, s), "canary")
	require.Equal(t, []string{"hasCxEssentials=true&max=2000&start=0", "hasCxEssentials=true&max=2000&start=1"}, w.queries(config+"/queues"))
}

func TestRecordedLinesAreBounded(t *testing.T) {
	t.Parallel()
	r, w := onCallingWard(lineHandlers())
	r.o.MaxLines = 1
	r.section(t.Context(), snapshot.RecordedLinesName)
	s := r.s.RecordedLines
	require.Len(t, s.Items, 5, "what is left out stays")
	require.Nil(t, s.Items[0].Gap)
	for _, l := range s.Items[1:] {
		require.Equal(t, snapshot.Budget, reason(l.Gap))
		require.Contains(t, l.Gap.Detail, "only the first 1 lines were asked; raise reads.max_lines")
	}
	require.Empty(t, w.queries(config+"/virtualLines/V1/callRecording"))
}

// TestRecordedLinesLosing takes one list after the other away.
func TestRecordedLinesLosing(t *testing.T) {
	t.Parallel()
	for _, lost := range []string{config + "/callRecording/vendorUsers", config + "/locations/LOC/callRecording/vendorUsers", config + "/queues"} {
		handlers := lineHandlers()
		handlers[lost] = always(refuse(http.StatusForbidden))
		r, _ := onCallingWard(handlers)
		r.section(t.Context(), snapshot.RecordedLinesName)
		require.Equal(t, snapshot.Forbidden, reason(r.s.RecordedLines.Missing()), lost)
		require.NotEmpty(t, r.s.RecordedLines.Items, "a hit is a hit")
	}
}

func TestNobodyIsRecordedWhenRecordingIsOff(t *testing.T) {
	t.Parallel()
	r, w := onCallingWard(nil)
	r.s.CallRecording.Value.Enabled = snapshot.No
	r.section(t.Context(), snapshot.RecordedLinesName)
	require.Nil(t, r.s.RecordedLines.Missing())
	require.Empty(t, r.s.RecordedLines.Items)
	require.Empty(t, w.asked)
}

func FuzzLineRecording(f *testing.F) {
	f.Add([]byte(lineBody))
	f.Add([]byte(`{"record":7,"enabled":"TRUE","callRecordingAccessSettings":{}}`))
	redactor := testRedactor()
	f.Fuzz(func(t *testing.T, body []byte) {
		out, err := redactor.Body(personRecordingEndpoint.Path, nil, body)
		if err != nil {
			return
		}
		again, err := redactor.Body(personRecordingEndpoint.Path, nil, out)
		require.NoError(t, err)
		require.Equal(t, string(out), string(again), "what is redacted stays as it is")
	})
}
