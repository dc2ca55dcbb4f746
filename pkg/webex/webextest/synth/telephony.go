package synth

import (
	"net/http"
	"strings"
)

// telephonyData is what the organisation has of Webex Calling.
type telephonyData struct {
	transcripts   bool
	announcement  map[string]any
	voicemail     map[string]any
	pins          map[string]any
	locations     []*callingLocation
	lines         []*recordedLine
	boxes         map[string]map[string]any // voicemail by the id of who has it
	groups        []map[string]any
	virtualLines  []map[string]any
	queues        []map[string]any
	assistHolders int
}

// callingLocation is one location with what it decides for itself.
type callingLocation struct {
	id, name     string
	announcement map[string]any
	pins         map[string]any
	transcribes  bool
}

// recordedLine is a line with a recording vendor.
type recordedLine struct {
	member   map[string]string
	location *callingLocation
	settings map[string]any
}

func telephonyRoutes() []route {
	const config, location = "/v1/telephony/config", "/v1/telephony/config/locations/{locationId}"
	return []route{
		{config + "/callRecording/vendors", (*Organization).serveVendors},
		{config + "/dataPolicies", func(o *Organization, w http.ResponseWriter, _ *http.Request) {
			o.answer(w, map[string]any{"orgDataRegion": "US", "allowEditEnabled": true})
		}},
		{config + "/callRecording/complianceAnnouncement", func(o *Organization, w http.ResponseWriter, _ *http.Request) {
			o.answer(w, o.telephony.announcement)
		}},
		{config + "/callCaptions", func(o *Organization, w http.ResponseWriter, _ *http.Request) {
			o.answer(w, map[string]bool{"orgClosedCaptionsEnabled": true, "orgTranscriptsEnabled": o.telephony.transcripts})
		}},
		{config + "/voicemail/settings", func(o *Organization, w http.ResponseWriter, _ *http.Request) { o.answer(w, o.telephony.voicemail) }},
		{config + "/voicemail/rules", (*Organization).servePinRules},
		{config + "/locations", (*Organization).serveCallingLocations},
		{location + "/callRecording/vendors", (*Organization).serveLocationVendors},
		{location + "/dataPolicies", func(o *Organization, w http.ResponseWriter, _ *http.Request) {
			o.answer(w, map[string]any{"orgDataRegion": "US", "useOrgDataRegionEnabled": true, "allowEditEnabled": true})
		}},
		{location + "/callRecording/complianceAnnouncement", (*Organization).serveLocationAnnouncement},
		{location + "/callCaptions", func(o *Organization, w http.ResponseWriter, _ *http.Request) {
			o.answer(w, map[string]bool{"locationClosedCaptionsEnabled": true, "locationTranscriptsEnabled": false,
				"orgClosedCaptionsEnabled": true, "orgTranscriptsEnabled": o.telephony.transcripts, "useOrgSettingsEnabled": true})
		}},
		{location + "/voicemail", (*Organization).serveLocationVoicemail},
		{location + "/voicePortal/passcodeRules", (*Organization).servePasscodeRules},
		{config + "/callRecording/vendorUsers", (*Organization).serveVendorUsers},
		{location + "/callRecording/vendorUsers", (*Organization).serveVendorUsers},
		{config + "/queues", (*Organization).serveQueues},
		{"/v1/people/{personId}/features/callRecording", (*Organization).serveLine},
		{config + "/workspaces/{workspaceId}/features/callRecordings", (*Organization).serveLine},
		{config + "/virtualLines/{virtualLineId}/callRecording", (*Organization).serveLine},
		{location + "/queues/{queueId}/cxEssentials/callRecordings", (*Organization).serveLine},
		{config + "/voicemailGroups", (*Organization).serveVoicemailGroups},
		{config + "/virtualLines", (*Organization).serveVirtualLines},
		{"/v1/people/{personId}/features/voicemail", (*Organization).serveMailbox},
		{location + "/voicemailGroups/{voicemailGroupId}", (*Organization).serveMailbox},
		{config + "/workspaces/{workspaceId}/voicemail", (*Organization).serveMailbox},
		{config + "/virtualLines/{virtualLineId}/voicemail", (*Organization).serveMailbox},
	}
}

// foundTelephony opens two locations and gives six people a telephone with a
// mailbox, as the checklist asks for; a seventh mailbox is a group's, an eighth
// that of a virtual line. No call is recorded.
func foundTelephony(o *Organization) {
	t := &o.telephony
	t.announcement = announced(true)
	t.voicemail = map[string]any{"messageExpiryEnabled": false, "numberOfDaysForMessageExpiry": 60, "strictDeletionEnabled": false, "voiceMessageForwardingEnabled": false}
	t.pins = pinRules(6)
	t.boxes = map[string]map[string]any{}
	main := o.addLocation("Main Street")
	o.addLocation("Lakeview")
	for _, a := range o.staff[5:11] {
		a.Licenses = append(a.Licenses, o.callingLicense())
		t.boxes[a.ID] = o.mailbox()
	}
	group := publicID("VOICEMAIL_GROUP", o.uuid("voicemail group"))
	t.groups = append(t.groups, map[string]any{"id": group, "name": o.canaries.plant("voicemail-group"), "locationId": main.id, "locationName": main.name,
		"extension": o.canaries.number(), "phoneNumber": o.canaries.number(), "enabled": true})
	t.boxes[group] = o.mailbox()
	t.boxes[group]["passcode"] = o.canaries.number()
	t.boxes[group]["name"], t.boxes[group]["firstName"] = o.canaries.plant("voicemail-group"), o.canaries.plant("voicemail-group")
	line := o.addVirtualLine(main)
	t.boxes[line] = o.mailbox()
}

// spoilTelephony records calls and lets things slip: at one location those who
// are called hear nothing of it, at another a PIN of four digits is enough and
// voicemail becomes text. One user may delete recordings, another has voicemail
// sent to a private address, a third is told of it by text message, and the
// group takes faxes.
func spoilTelephony(o *Organization) {
	t := &o.telephony
	main, second := t.locations[0], t.locations[1]
	third := o.addLocation("Riverside")
	second.announcement = announced(false)
	second.announcement["useOrgSettingsEnabled"] = false
	third.pins, third.transcribes = pinRules(4), true

	for n, a := range o.staff[5:10] {
		o.addLine(a.ID, "PEOPLE", "PROFESSIONAL_USER", t.locations[n%3])
	}
	t.lines[1].settings["callRecordingAccessSettings"].(map[string]bool)["deleteRecordingsEnabled"] = true
	t.lines[2].settings["record"] = "On Demand with User Initiated Start"
	o.addLine(t.virtualLines[0]["id"].(string), "PEOPLE", "VIRTUAL_PROFILE", main)
	room := publicID("PLACE", o.uuid("workspace", 0))
	if len(o.devices.workspaces) > 0 {
		o.devices.workspaces[0].Calling = map[string]any{"type": "webexCalling", "webexCalling": map[string][]string{"licenses": {o.callingLicense()}}}
		room = o.devices.workspaces[0].ID
	}
	o.addLine(room, "PLACE", "PROFESSIONAL_WORKSPACE", main)
	t.boxes[room] = o.mailbox()

	queue := publicID("CALL_QUEUE", o.uuid("queue"))
	t.queues = append(t.queues, map[string]any{"id": queue, "name": o.canaries.plant("queue-name"), "locationId": main.id, "locationName": main.name,
		"phoneNumber": o.canaries.number(), "extension": o.canaries.number(), "enabled": true})
	t.assistHolders = 2
	t.lines = append(t.lines, &recordedLine{member: map[string]string{"id": queue}, settings: o.lineSettings()})

	t.boxes[o.staff[6].ID]["emailCopyOfMessage"] = map[string]any{"enabled": true, "emailId": o.canaries.plant("private-mailbox") + "@gmail.com"}
	t.boxes[o.staff[7].ID]["emailCopyOfMessage"] = map[string]any{"enabled": true, "emailId": ""}
	t.boxes[o.staff[8].ID]["notifications"] = map[string]any{"enabled": true, "destination": o.canaries.number() + "@txt.att.net"}
	t.boxes[t.groups[0]["id"].(string)]["faxMessage"] = map[string]any{"enabled": true, "phoneNumber": o.canaries.number(), "extension": o.canaries.number()}

	o.addCall(o.staff[5], "available", "calling", o.at(-4, 15))
}

func (o *Organization) callingLicense() string {
	return publicID("LICENSE", o.uuid("licence", "calling")+":BCSTD_"+o.uuid("offer", "calling"))
}

// callingLicenses are the licences for telephones; held counts their holders.
func (o *Organization) callingLicenses(held func(id string) int) []license {
	n := held(o.callingLicense())
	all := []license{{ID: o.callingLicense(), Name: "Webex Calling - Professional", TotalUnits: 20, ConsumedUnits: n, ConsumedByUsers: n, SubscriptionID: "Sub-" + o.Domain}}
	if held := o.telephony.assistHolders; held > 0 {
		all = append(all, license{ID: publicID("LICENSE", o.uuid("licence", "assist")+":CXE_"+o.uuid("offer", "assist")), Name: "Customer Assist",
			TotalUnits: 5, ConsumedUnits: held, ConsumedByUsers: held, SubscriptionID: "Sub-" + o.Domain})
	}
	return all
}

func (o *Organization) addLocation(name string) *callingLocation {
	l := &callingLocation{id: publicID("LOCATION", o.uuid("location", name)), name: name, announcement: announced(true), pins: pinRules(6)}
	l.announcement["useOrgSettingsEnabled"] = true
	o.telephony.locations = append(o.telephony.locations, l)
	return l
}

func (o *Organization) addVirtualLine(at *callingLocation) (id string) {
	id = publicID("VIRTUAL_LINE", o.uuid("virtual line", len(o.telephony.virtualLines)))
	o.telephony.virtualLines = append(o.telephony.virtualLines, map[string]any{
		"id": id, "firstName": o.canaries.plant("virtual-first"), "lastName": o.canaries.plant("virtual-last"),
		"callerIdFirstName": o.canaries.plant("virtual-caller"), "customExternalCallerIdName": o.canaries.plant("virtual-caller"),
		"number":   map[string]string{"external": o.canaries.number(), "extension": o.canaries.number()},
		"location": map[string]string{"id": at.id, "name": at.name},
	})
	return id
}

// addLine gives somebody a recorded line, as strict as can be.
func (o *Organization) addLine(id, kind, licence string, at *callingLocation) {
	o.telephony.lines = append(o.telephony.lines, &recordedLine{
		member: map[string]string{"id": id, "type": kind, "licenseType": licence,
			"firstName": o.canaries.plant("line-first"), "lastName": o.canaries.plant("line-last")},
		location: at, settings: o.lineSettings(),
	})
}

func (o *Organization) lineSettings() map[string]any {
	return map[string]any{
		"enabled": true, "record": "Always with Pause/Resume", "recordVoicemailEnabled": false, "startStopAnnouncementEnabled": true,
		"notification": map[string]any{"type": "Beep", "enabled": true}, "repeat": map[string]any{"interval": 15, "enabled": false},
		"serviceProvider": o.canaries.plant("recording-provider"), "externalGroup": o.canaries.plant("recording-group"),
		"externalIdentifier":          o.canaries.plant("recording-identity") + "@recorder.example",
		"startStopAnnouncement":       map[string]bool{"internalCallsEnabled": true, "pstnCallsEnabled": true},
		"callRecordingAccessSettings": map[string]bool{"viewAndPlayRecordingsEnabled": true, "downloadRecordingsEnabled": false, "deleteRecordingsEnabled": false, "shareRecordingsEnabled": false},
		"postCallRecordingSettings":   map[string]bool{"summaryAndActionItemsEnabled": false, "transcriptEnabled": false},
	}
}

// mailbox is one from which nothing goes anywhere. Its numbers and addresses
// are left over from before.
func (o *Organization) mailbox() map[string]any {
	return map[string]any{
		"enabled":             true,
		"sendAllCalls":        map[string]any{"enabled": false},
		"sendBusyCalls":       map[string]any{"enabled": false, "greeting": "DEFAULT", "greetingUploaded": false},
		"sendUnansweredCalls": map[string]any{"enabled": true, "greeting": "DEFAULT", "greetingUploaded": false, "numberOfRings": 3, "systemMaxNumberOfRings": 20},
		"notifications":       map[string]any{"enabled": false, "destination": o.canaries.plant("notified") + "@partner.example"},
		"emailCopyOfMessage":  map[string]any{"enabled": false, "emailId": o.canaries.plant("copied") + "@partner.example"},
		"messageStorage":      map[string]any{"mwiEnabled": true, "storageType": "INTERNAL", "externalEmail": o.canaries.plant("stored") + "@partner.example"},
		"faxMessage":          map[string]any{"enabled": false, "phoneNumber": o.canaries.number(), "extension": o.canaries.number()},
		"transferToNumber":    map[string]any{"enabled": false, "destination": o.canaries.number()},

		"voiceMessageForwardingEnabled": false,
	}
}

func announced(outbound bool) map[string]any {
	return map[string]any{"inboundPSTNCallsEnabled": true, "useCustomAnnouncementEnabled": false,
		"outboundPSTNCallsEnabled": outbound, "outboundPSTNCallsDelayEnabled": false, "delayInSeconds": 10}
}

// pinRules are the rules for PINs of so many digits at least.
func pinRules(least int) map[string]any {
	return map[string]any{
		"blockRepeatedPatternsEnabled": true,
		"blockRepeatedDigits":          map[string]any{"enabled": true, "max": 3},
		"blockContiguousSequences":     map[string]any{"enabled": true, "numberOfAscendingDigits": 3, "numberOfDescendingDigits": 3},
		"length":                       map[string]any{"min": least, "max": 30},
	}
}

// located says whether a request is about a line's location, where it names
// one; the queues are in no list of lines.
func (l *recordedLine) located(r *http.Request) bool {
	at := r.PathValue("locationId")
	return l.location != nil && (at == "" || strings.EqualFold(at, l.location.id))
}
