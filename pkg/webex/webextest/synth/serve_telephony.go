package synth

import (
	"maps"
	"net/http"
	"slices"
)

// serveVendors lists the vendors that there are to choose from beside the one
// in use, as Webex does.
func (o *Organization) serveVendors(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{
		"vendorId": bareID(o.uuid("vendor")), "vendorName": "Webex", "storageRegion": "US", "failureBehavior": "PROCEED_CALL_WITH_ANNOUNCEMENT",
		"vendors": o.vendorsOnOffer(),
	})
}

func (o *Organization) vendorsOnOffer() []map[string]any {
	return []map[string]any{
		{"id": bareID(o.uuid("vendor")), "name": "Webex", "migrateUserCreationEnabled": true, "loginUrl": "https://" + o.Domain + "/recordings"},
		{"id": bareID(o.uuid("vendor", "other")), "name": "Recorder Example", "migrateUserCreationEnabled": false, "loginUrl": "https://login.recorder.example/"},
	}
}

func (o *Organization) servePinRules(w http.ResponseWriter, _ *http.Request) {
	rules := maps.Clone(o.telephony.pins)
	rules["defaultVoicemailPinEnabled"] = false
	o.answer(w, map[string]any{
		"defaultVoicemailPinRules": rules,
		"expirePasscode":           map[string]any{"enabled": true, "numberOfDays": 180},
		"changePasscode":           map[string]any{"enabled": false, "numberOfDays": 1},
		"blockPreviousPasscodes":   map[string]any{"enabled": true, "numberOfPasscodes": 10},
	})
}

func (o *Organization) serveCallingLocations(w http.ResponseWriter, r *http.Request) {
	list := []map[string]any{}
	for _, l := range o.telephony.locations {
		list = append(list, map[string]any{"id": l.id, "name": l.name, "routingPrefix": "8", "outsideDialDigit": "9", "e911SetupRequired": false})
	}
	page(o, w, r, paging{key: "locations", usual: 500, most: 1000, from: "start"}, list)
}

// locationOf returns the location that a path names; it answers 404 when there
// is none.
func (o *Organization) locationOf(w http.ResponseWriter, r *http.Request) (*callingLocation, bool) {
	i := slices.IndexFunc(o.telephony.locations, func(l *callingLocation) bool { return l.id == r.PathValue("locationId") })
	if i < 0 {
		o.fail(w, http.StatusNotFound, "no such location")
		return nil, false
	}
	return o.telephony.locations[i], true
}

func (o *Organization) serveLocationVendors(w http.ResponseWriter, r *http.Request) {
	if _, ok := o.locationOf(w, r); !ok {
		return
	}
	o.answer(w, map[string]any{
		"orgDefaultEnabled": true, "orgDefaultVendorId": bareID(o.uuid("vendor")), "orgDefaultVendorName": "Webex",
		"defaultVendorId": bareID(o.uuid("vendor")), "defaultVendorName": "Webex", "vendors": o.vendorsOnOffer(),
		"orgStorageRegionEnabled": true, "orgStorageRegion": "US", "storageRegion": "US",
		"orgFailureBehaviorEnabled": true, "orgFailureBehavior": "PROCEED_CALL_WITH_ANNOUNCEMENT", "failureBehavior": "PROCEED_CALL_WITH_ANNOUNCEMENT",
	})
}

func (o *Organization) serveLocationAnnouncement(w http.ResponseWriter, r *http.Request) {
	if l, ok := o.locationOf(w, r); ok {
		o.answer(w, l.announcement)
	}
}

func (o *Organization) serveLocationVoicemail(w http.ResponseWriter, r *http.Request) {
	if l, ok := o.locationOf(w, r); ok {
		o.answer(w, map[string]bool{"voicemailTranscriptionEnabled": l.transcribes})
	}
}

func (o *Organization) servePasscodeRules(w http.ResponseWriter, r *http.Request) {
	l, ok := o.locationOf(w, r)
	if !ok {
		return
	}
	rules := maps.Clone(l.pins)
	rules["failedAttempts"] = map[string]any{"enabled": true, "attempts": 5}
	rules["expirePasscode"] = map[string]any{"enabled": true, "days": 180}
	rules["blockPreviousPasscodes"] = map[string]any{"enabled": true, "numberOfPasscodes": 10}
	for _, name := range []string{"blockUserNumberEnabled", "blockReversedUserNumberEnabled", "blockReversedOldPasscodeEnabled"} {
		rules[name] = true
	}
	o.answer(w, rules)
}

func (o *Organization) serveVendorUsers(w http.ResponseWriter, r *http.Request) {
	var members []map[string]string
	for _, l := range o.telephony.lines {
		if l.located(r) {
			members = append(members, l.member)
		}
	}
	page(o, w, r, paging{key: "members", usual: 2000, most: 2000, from: "start"}, members)
}

// serveLine answers for one recorded line; who has none is not licensed.
func (o *Organization) serveLine(w http.ResponseWriter, r *http.Request) {
	i := slices.IndexFunc(o.telephony.lines, func(l *recordedLine) bool { return l.member["id"] == owner(r) })
	if i < 0 {
		o.fail(w, http.StatusBadRequest, "the user does not have a Webex Calling license")
		return
	}
	o.answer(w, o.telephony.lines[i].settings)
}

func (o *Organization) serveQueues(w http.ResponseWriter, r *http.Request) {
	page(o, w, r, paging{key: "queues", usual: 2000, most: 2000, from: "start"}, o.telephony.queues)
}

func (o *Organization) serveVoicemailGroups(w http.ResponseWriter, r *http.Request) {
	page(o, w, r, paging{key: "voicemailGroups", usual: 200, most: 200, from: "start"}, o.telephony.groups)
}

func (o *Organization) serveVirtualLines(w http.ResponseWriter, r *http.Request) {
	page(o, w, r, paging{key: "virtualLines", usual: 1000, most: 2000, from: "start"}, o.telephony.virtualLines)
}

// serveMailbox answers for one mailbox; who has none is not licensed.
func (o *Organization) serveMailbox(w http.ResponseWriter, r *http.Request) {
	box, ok := o.telephony.boxes[owner(r)]
	if !ok {
		o.fail(w, http.StatusBadRequest, "the user does not have a Webex Calling license")
		return
	}
	o.answer(w, box)
}

// owner is the id of whoever's settings a path is about.
func owner(r *http.Request) string {
	for _, name := range []string{"personId", "workspaceId", "virtualLineId", "queueId", "voicemailGroupId"} {
		if id := r.PathValue(name); id != "" {
			return id
		}
	}
	return ""
}
