package collect

import (
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

func TestCallingWithoutALocation(t *testing.T) {
	t.Parallel()
	r, _ := onCallingWard(map[string]func(url.Values) reply{config + "/locations": counted("locations")})
	r.once[snapshot.CallingLocationsName] = newRun(r.o, r.stop).once[snapshot.CallingLocationsName]
	r.section(t.Context(), snapshot.CallingLocationsName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.CallingLocations.Missing()), "every line has a location")
	require.Nil(t, r.s.CallingLocations.Items)
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
	r.s.RecordedLines.Items = []snapshot.RecordedLine{}
	r.s.CallFiles.Items = []snapshot.CallFile{{ID: "C1"}}
	r.contradictCalling()
	require.Equal(t, snapshot.Forbidden, reason(r.s.RecordedLines.Missing()))

	r, _ = onCallingWard(nil)
	r.s.CallRecording.Value.Enabled = snapshot.No
	r.s.RecordedLines.Items = []snapshot.RecordedLine{}
	r.s.CallFiles.Items = []snapshot.CallFile{{ID: "C1"}}
	r.contradictCalling()
	require.Nil(t, r.s.RecordedLines.Missing(), "recording was switched off since")
}
