package collect

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// counted is a list of one page, under key, that counts with start.
func counted(key string, entries ...string) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("start") != "0" {
			entries = nil
		}
		return tell(`{"` + key + `":[` + strings.Join(entries, ",") + `]}`)
	}
}

// config is the path under which most settings of Webex Calling lie.
const config = "/v1/telephony/config"

// onCallingWard is a run in which the doctor has a telephone and Customer Assist
// is in use.
func onCallingWard(handlers map[string]func(url.Values) reply) (*run, *ward) {
	w := &ward{handlers: handlers}
	r := onWard(w)
	r.s.Licenses.Items = []snapshot.License{
		{ID: "L-a", Name: "Meetings", Consumed: snapshot.Some(2)}, {ID: "L-b", Name: "Meetings", Consumed: snapshot.Some(1)},
		{ID: "L-call", Name: "Webex Calling - Professional", Consumed: snapshot.Some(1)},
		{ID: "L-cx", Name: "Customer Assist", Consumed: snapshot.Some(1)},
	}
	r.s.CallRecording.Value = &snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Webex"}
	r.s.CallingLocations.Items = []snapshot.CallingLocation{{ID: "LOC"}}
	r.s.Workspaces.Items = []snapshot.Workspace{}
	r.give(snapshot.CallRecordingName)
	r.give(snapshot.CallingLocationsName)
	r.give(snapshot.WorkspacesName)
	return r, w
}

func TestCallingByParts(t *testing.T) {
	t.Parallel()
	r, _ := onCallingWard(map[string]func(url.Values) reply{
		config + "/callRecording/vendors":                always(tell(`{"vendorName":"Webex","vendors":{"items":[{"name":"Other","loginUrl":"https://canary"}]},"storageRegion":"US"}`)),
		config + "/dataPolicies":                         always(refuse(http.StatusForbidden)),
		config + "/callRecording/complianceAnnouncement": always(tell(`{"inboundPSTNCallsEnabled":"true","outboundPSTNCallsEnabled":false,"outboundPSTNCallsDelayEnabled":true,"delayInSeconds":12}`)),
		config + "/callCaptions":                         always(tell(`{"orgClosedCaptionsEnabled":true}`)),
		config + "/voicemail/settings":                   always(tell(`{"messageExpiryEnabled":true,"numberOfDaysForMessageExpiry":"60","voiceMessageForwardingEnabled":false}`)),
		config + "/voicemail/rules":                      always(tell(`{"defaultVoicemailPinRules":{"length":{"min":6,"max":30},"blockRepeatedDigits":{"enabled":true,"max":3},"defaultVoicemailPinEnabled":false,"defaultVoicemailPin":"123456"}}`)),
	})
	r.section(t.Context(), snapshot.CallingName)
	c := r.s.Calling
	require.Nil(t, c.Missing())
	require.Equal(t, "Webex", c.Value.Vendor)
	require.Equal(t, snapshot.Announcement{Inbound: snapshot.Yes, Outbound: snapshot.No, DelayOn: snapshot.Yes, DelaySeconds: snapshot.Some(12)}, c.Value.Announcement)
	require.Equal(t, snapshot.Unknown, c.Value.Transcripts, "the field was absent")
	require.Equal(t, snapshot.Voicemail{ExpiryOn: snapshot.Yes, ExpiryDays: snapshot.Some(60), Forwarding: snapshot.No}, c.Value.Voicemail)
	require.Equal(t, snapshot.PinRules{DefaultPin: snapshot.No, MinLength: snapshot.Some(6), BlockRepeated: snapshot.Yes}, c.Value.PinRules)
	require.Len(t, c.Value.Gaps, 1)
	require.Equal(t, snapshot.Forbidden, c.Value.Gaps[snapshot.PartDataPolicy].Reason)
	require.Equal(t, "spark-admin:telephony_config_read", c.Value.Gaps[snapshot.PartDataPolicy].Scope)
	require.Len(t, c.ItemGaps(), 1)
	require.Equal(t, "GET /v1/telephony/config/voicemail/rules", c.SourceOf("pin_rules").Path)
	require.NotContains(t, asJSON(t, c), "123456")
	require.NotContains(t, asJSON(t, c), "canary")
}

func TestCallingRefused(t *testing.T) {
	t.Parallel()
	r, _ := onCallingWard(nil)
	r.section(t.Context(), snapshot.CallingName)
	require.Equal(t, snapshot.NotFound, reason(r.s.Calling.Missing()))
}

// TestWithoutCalling asks for nothing when a whole list of licences says that
// nobody has a telephone, and only then.
func TestWithoutCalling(t *testing.T) {
	t.Parallel()
	used := func(n int) snapshot.Section[snapshot.License] {
		return snapshot.Section[snapshot.License]{Items: []snapshot.License{
			{ID: "1", Name: "Webex Calling - Professional", Consumed: snapshot.Some(n)}, {ID: "2", Name: "Cisco Calling Plan", Consumed: snapshot.Some(3)}}}
	}
	broken := used(0)
	broken.Gap = &snapshot.Gap{Reason: snapshot.Truncated}
	nameless := used(0)
	nameless.Items[0].Name = ""
	for name, tt := range map[string]struct {
		licenses snapshot.Section[snapshot.License]
		asks     bool
	}{
		"none in use":           {used(0), false},
		"one in use":            {used(1), true},
		"list broke off":        {broken, true},
		"a name is missing":     {nameless, true},
		"licences are unknown":  {snapshot.Section[snapshot.License]{Gap: broken.Gap}, true},
		"no licence whatsoever": {snapshot.Section[snapshot.License]{Items: []snapshot.License{}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, w := onCallingWard(nil)
			r.s.Licenses = tt.licenses
			r.s.CallingLocations = snapshot.Section[snapshot.CallingLocation]{}
			for _, section := range []snapshot.Name{snapshot.CallingName, snapshot.RecordedLinesName, snapshot.VoicemailName, snapshot.CallFilesName} {
				r.section(t.Context(), section)
				require.NotNil(t, r.s.Part(section).Missing())
				require.Equal(t, !tt.asks, r.s.Part(section).Missing().Reason == snapshot.NotLicensed, section)
			}
			require.Equal(t, tt.asks, len(w.asked) > 0)
		})
	}
}

func TestCallingLocations(t *testing.T) {
	t.Parallel()
	const at = config + "/locations/LOC"
	r, _ := onCallingWard(map[string]func(url.Values) reply{
		config + "/locations":                        counted("locations", `{"id":"LOC","name":"Main Street","address":{"address1":"canary"}}`, `{"name":"nobody"}`),
		at + "/callRecording/vendors":                always(tell(`{"orgDefaultEnabled":false,"defaultVendorName":"Dubber","orgStorageRegionEnabled":true}`)),
		at + "/dataPolicies":                         always(tell(`{"orgDataRegion":"US","useOrgDataRegionEnabled":true}`)),
		at + "/callRecording/complianceAnnouncement": always(tell(`{"useOrgLevelAnnouncementEnabled":true}`)),
		at + "/callCaptions":                         always(tell(`{"useOrgSettingsEnabled":false,"locationTranscriptsEnabled":true}`)),
		at + "/voicemail":                            always(tell(`{"voicemailTranscriptionEnabled":true}`)),
		at + "/voicePortal/passcodeRules":            always(refuse(http.StatusForbidden)),
	})
	r.once[snapshot.CallingLocationsName] = newRun(r.o, r.stop).once[snapshot.CallingLocationsName]
	r.section(t.Context(), snapshot.CallingLocationsName)
	s := r.s.CallingLocations
	require.Equal(t, snapshot.FieldAbsent, reason(s.Missing()), "a location without an id cannot be asked about")
	require.Len(t, s.Items, 1)
	l := s.Items[0]
	require.Equal(t, "Main Street", l.Name)
	require.Equal(t, "Dubber", l.Vendor)
	require.Equal(t, []snapshot.Tri{snapshot.No, snapshot.Yes, snapshot.Yes, snapshot.No, snapshot.Yes},
		[]snapshot.Tri{l.OrgVendor, l.OrgDataRegion, l.Announcement.UseOrganization, l.OrgCaptions, l.Transcription})
	require.Equal(t, snapshot.Forbidden, reason(l.ItemGap()))
	require.Len(t, s.ItemGaps(), 1)
	require.NotContains(t, asJSON(t, s), "canary")
}

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

func TestVoicemailBoxes(t *testing.T) {
	t.Parallel()
	handlers := map[string]func(url.Values) reply{
		config + "/voicemailGroups": counted("voicemailGroups", `{"id":"G1","locationId":"LOC","name":"canary","phoneNumber":"4085267209"}`),
		config + "/virtualLines":    counted("virtualLines", `{"id":"V1","lastName":"canary"}`),
		"/v1/people/P-doc/features/voicemail": always(tell(`{"enabled":true,"emailCopyOfMessage":{"enabled":true,"emailId":""},"messageStorage":{"storageType":"INTERNAL","externalEmail":""},
			"notifications":{"enabled":true,"destination":"4085267209"},"faxMessage":{"enabled":false,"phoneNumber":"4085267209"}}`)),
		config + "/locations/LOC/voicemailGroups/G1": always(tell(`{"enabled":true,"passcode":4711,"emailCopyOfMessage":{"enabled":true,"emailId":"Canary.Doe@gmail.com"},
			"messageStorage":{"storageType":"EXTERNAL","externalEmail":"front@clinic.example"},"notifications":{"enabled":true,"destination":"4085267209@txt.example"},"faxMessage":{"enabled":"true"}}`)),
		config + "/virtualLines/V1/voicemail": always(tell(`{"enabled":true,"emailCopyOfMessage":{"enabled":true}}`)),
		config + "/workspaces/W2/voicemail":   always(reply{status: http.StatusBadRequest, body: `{"message":"The workspace does not have a Webex Calling license"}`}),
		config + "/workspaces/W3/voicemail":   always(refuse(http.StatusForbidden)),
	}
	r, w := onCallingWard(handlers)
	r.s.Workspaces.Items = []snapshot.Workspace{{ID: "W1", Calling: "hybridCalling"}, {ID: "W2", Calling: "webexCalling"}, {ID: "W3", Calling: "webexCalling"}}
	r.section(t.Context(), snapshot.VoicemailName)
	s := r.s.Voicemail
	require.Nil(t, s.Missing())
	require.Len(t, s.Items, 4)
	group, doc, virtual, workspace := s.Items[0], s.Items[1], s.Items[2], s.Items[3]

	require.Equal(t, snapshot.Staff, doc.CopyTo.Kind, "an empty address is the owner's own")
	require.Equal(t, "dr.lopez@clinic.example", doc.CopyTo.Email)
	require.Equal(t, snapshot.Yes, doc.CopyOwn)
	require.Equal(t, snapshot.Yes, doc.NotifySMS, "a number is no address")
	require.Equal(t, snapshot.Party{}, doc.NotifyTo)
	require.Equal(t, []snapshot.Tri{snapshot.No, snapshot.Yes, snapshot.Unknown}, []snapshot.Tri{doc.NotifyMail, group.NotifyMail, virtual.NotifyMail})

	require.Equal(t, snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com", Key: group.CopyTo.Key}, group.CopyTo)
	require.Equal(t, "EXTERNAL", group.Storage)
	require.Equal(t, snapshot.Staff, group.StorageTo.Kind)
	require.Equal(t, snapshot.Outsider, group.NotifyTo.Kind)
	require.Equal(t, snapshot.No, group.NotifySMS)
	require.Equal(t, snapshot.Yes, group.Fax)

	require.Equal(t, snapshot.Party{}, virtual.CopyTo, "an address that is absent is nobody's")
	require.Equal(t, snapshot.Unknown, virtual.CopyOwn)
	require.Equal(t, "W3", workspace.ID, "a workspace that Webex says has no licence has no mailbox")
	require.Equal(t, snapshot.Forbidden, reason(workspace.Gap))

	for _, secret := range []string{"canary", "Canary", "4711", "4085267209"} {
		require.NotContains(t, asJSON(t, s), secret)
	}
	require.Empty(t, w.queries("/v1/people/P-nur/features/voicemail"), "the nurse has no telephone")
}

func TestVoicemailBoxesAreBoundedAndWhole(t *testing.T) {
	t.Parallel()
	handlers := map[string]func(url.Values) reply{
		config + "/voicemailGroups":           counted("voicemailGroups", `{"id":"G1"}`),
		config + "/virtualLines":              counted("virtualLines", `{"id":"V1"}`),
		"/v1/people/P-doc/features/voicemail": always(tell(`{"enabled":false}`)),
	}
	r, _ := onCallingWard(handlers)
	r.o.MaxMailboxes = 1
	r.section(t.Context(), snapshot.VoicemailName)
	s := r.s.Voicemail
	require.Equal(t, snapshot.FieldAbsent, reason(s.Missing()), "a group without its location cannot be asked")
	require.Len(t, s.Items, 2)
	require.Equal(t, snapshot.No, s.Items[0].Enabled)
	require.Equal(t, snapshot.Budget, reason(s.Items[1].Gap))

	handlers[config+"/voicemailGroups"] = counted("voicemailGroups")
	for name, lose := range map[string]func(*run, *ward){
		"nothing":    func(*run, *ward) {},
		"workspaces": func(r *run, _ *ward) { r.s.Workspaces.Gap = &snapshot.Gap{Reason: snapshot.Forbidden} },
		"people":     func(r *run, _ *ward) { r.s.People.Gap = &snapshot.Gap{Reason: snapshot.Forbidden} },
		"groups":     func(_ *run, w *ward) { delete(w.handlers, config+"/voicemailGroups") },
		"lines":      func(_ *run, w *ward) { delete(w.handlers, config+"/virtualLines") },
		"licenses":   func(r *run, _ *ward) { r.s.People.Items[0].Licenses = nil },
	} {
		r, w := onCallingWard(maps.Clone(handlers))
		lose(r, w)
		r.section(t.Context(), snapshot.VoicemailName)
		require.Equal(t, name != "nothing", r.s.Voicemail.Missing() != nil, name)
	}
}

func TestCallFiles(t *testing.T) {
	t.Parallel()
	r, w := onCallingWard(map[string]func(url.Values) reply{
		convergedRecordingsEndpoint.Path: always(rows(`{"id":"C1","topic":"canary","ownerEmail":"canary@x","serviceType":"calling","storageRegion":"DE","timeRecorded":"2026-02-20T10:00:00Z"}`, `{"topic":"canary"}`)),
	})
	r.section(t.Context(), snapshot.CallFilesName)
	s := r.s.CallFiles
	require.Equal(t, snapshot.FieldAbsent, reason(s.Missing()))
	require.Len(t, s.Items, 1)
	require.Equal(t, "DE", s.Items[0].Region)
	require.NotContains(t, asJSON(t, s), "canary")
	require.Equal(t, []string{"from=2026-01-31T10:20:30Z&max=100&status=available&to=2026-03-02T10:20:30Z"}, w.queries(convergedRecordingsEndpoint.Path))
}

func TestContradictCalling(t *testing.T) {
	t.Parallel()
	r, _ := onCallingWard(nil)
	r.s.CallingLocations.Items = []snapshot.CallingLocation{}
	r.s.RecordedLines.Items = []snapshot.RecordedLine{}
	r.s.CallFiles.Items = []snapshot.CallFile{{ID: "C1"}}
	r.contradictCalling()
	require.Equal(t, snapshot.Forbidden, reason(r.s.CallingLocations.Missing()))
	require.Equal(t, snapshot.Forbidden, reason(r.s.RecordedLines.Missing()))

	r, _ = onCallingWard(nil)
	r.s.CallRecording.Value.Enabled = snapshot.No
	r.s.RecordedLines.Items = []snapshot.RecordedLine{}
	r.s.CallFiles.Items = []snapshot.CallFile{{ID: "C1"}}
	r.contradictCalling()
	require.Nil(t, r.s.RecordedLines.Missing(), "recording was switched off since")
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
