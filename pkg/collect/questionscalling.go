package collect

import (
	"net/url"

	"wxaudit/pkg/snapshot"
)

// callingQuestions are about what Webex Calling has for the organisation and for
// each location.
func callingQuestions() []*question {
	whole := func(e Endpoint, read reader) *question {
		return &question{ask: e, parts: names(snapshot.CallingName), wave: 2, with: ifCalling(nil), read: read}
	}
	local := func(e Endpoint, read reader) *question {
		return &question{ask: e, parts: names(snapshot.CallingLocationsName), wave: 3, with: atLocation(nil), read: read}
	}
	return []*question{
		whole(recordingVendorsEndpoint, plain[wireVendors]()),
		whole(dataPolicyEndpoint, plain[wireDataPolicy]()),
		whole(announcementEndpoint, plain[wireAnnouncement]()),
		whole(captionsEndpoint, plain[wireCaptions]()),
		whole(voicemailSettingsEndpoint, plain[wireVoicemailSettings]()),
		whole(pinRulesEndpoint, plain[wireVoicemailRules]()),
		{ask: callingLocationsEndpoint, fills: names(snapshot.CallingLocationsName), wave: 2, with: ifCalling(startPage(100)),
			read: answers(func(k *known, w struct {
				Locations []wireCallingLocation `json:"locations"`
			}, more bool) verdict {
				k.locations = page[wireCallingLocation]{w.Locations, more || len(w.Locations) == 100, true}
				return verdict{}
			})},
		local(locationVendorsEndpoint, plain[wireLocationVendors]()),
		local(locationDataPolicyEndpoint, plain[wireLocationDataPolicy]()),
		local(locationAnnouncementEndpoint, plain[wireAnnouncement]()),
		local(locationCaptionsEndpoint, plain[wireLocationCaptions]()),
		local(locationVoicemailEndpoint, plain[wireLocationVoicemail]()),
		local(locationPinRulesEndpoint, plain[wirePinRules]()),
	}
}

// startPage is a query for the first page of a list that counts with start.
func startPage(size int) url.Values { return atMost(size, "start", "0") }

// ifCalling asks where Webex Calling is in use.
func ifCalling(q url.Values) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) { return q, nil, k.calling() }
}

// ifRecording asks where calls of anybody can be recorded.
func ifRecording(q url.Values) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) { return q, nil, k.recording() }
}

// recording is the excuse of everything about recorded lines where no calls are
// recorded.
func (k *known) recording() *excuse {
	if not := k.calling(); not != nil {
		return not
	}
	if k.callsOff {
		return nothing("calls are not recorded")
	}
	return nil
}

// atLocation asks about one location of Webex Calling.
func atLocation(q url.Values) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		if not := k.calling(); not != nil {
			return nil, nil, not
		}
		w, ok := k.locations.find(func(w wireCallingLocation) bool { return w.ID != "" })
		if !ok {
			return nil, nil, k.locations.none("location of Webex Calling")
		}
		return q, []string{w.ID}, nil
	}
}
