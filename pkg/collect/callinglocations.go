package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	callingLocationsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: struct {
			Locations []wireCallingLocation `json:"locations"`
		}{},
	}
	locationVendorsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/callRecording/vendors", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireLocationVendors{},
	}
	locationDataPolicyEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/dataPolicies", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireLocationDataPolicy{},
	}
	locationAnnouncementEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/callRecording/complianceAnnouncement", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireAnnouncement{},
	}
	locationCaptionsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/callCaptions", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireLocationCaptions{},
	}
	locationVoicemailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/voicemail", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: "full, user or read-only administrator",
		Wire: wireLocationVoicemail{},
	}
	locationPinRulesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/voicePortal/passcodeRules", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wirePinRules{},
	}
)

// wireCallingLocation has no field for the address and the numbers.
type wireCallingLocation struct {
	ID   string    `json:"id"`
	Name shownName `json:"name"`
}

type wireLocationVendors struct {
	OrgDefault       looseBool `json:"orgDefaultEnabled"`
	VendorName       string    `json:"defaultVendorName"`
	OrgRegionEnabled looseBool `json:"orgStorageRegionEnabled"`
	StorageRegion    enum      `json:"storageRegion"`
}

type wireLocationDataPolicy struct {
	Region enum      `json:"locationDataRegion"`
	UseOrg looseBool `json:"useOrgDataRegionEnabled"`
}

type wireLocationCaptions struct {
	Transcripts looseBool `json:"locationTranscriptsEnabled"`
	UseOrg      looseBool `json:"useOrgSettingsEnabled"`
}

type wireLocationVoicemail struct {
	Transcription looseBool `json:"voicemailTranscriptionEnabled"`
}

// callingLocations reads the locations of Webex Calling and what each of them
// decides for itself.
func callingLocations(ctx context.Context, r *run) {
	s := &r.s.CallingLocations
	s.Source = callingLocationsEndpoint.source()
	if s.Gap = r.withoutCalling(ctx); s.Gap != nil {
		return
	}
	pages := webex.Start[wireCallingLocation](ctx, r.o.Client, callingLocationsEndpoint.request(nil), "locations", 500)
	*s = fill(r, callingLocationsEndpoint, pages, func(w wireCallingLocation) snapshot.CallingLocation {
		return snapshot.CallingLocation{ID: w.ID, Name: string(w.Name)}
	})
	var nameless int
	s.Items, nameless = withoutEmpty(s.Items, func(l snapshot.CallingLocation) string { return l.ID })
	s.Gap = firstGap(s.Gap, callingLocationsEndpoint.lacking(nameless, "id"))
	if s.Gap == nil && len(s.Items) == 0 {
		s.Items, s.Gap = nil, callingLocationsEndpoint.hidden("licences for Webex Calling are in use, or may be, and every line has a location")
	}
	each(len(s.Items), func(i int) { r.callingLocation(ctx, &s.Items[i]) })
}

// withoutEmpty leaves out the items without an id, and says how many they were.
func withoutEmpty[T any](items []T, id func(T) string) (kept []T, left int) {
	if items == nil {
		return nil, 0
	}
	kept = []T{}
	for _, item := range items {
		if id(item) != "" {
			kept = append(kept, item)
		}
	}
	return kept, len(items) - len(kept)
}

func (r *run) callingLocation(ctx context.Context, l *snapshot.CallingLocation) {
	p := r.parts(l.ID)
	if w, ok := partOf[wireLocationVendors](ctx, p, snapshot.PartVendors, locationVendorsEndpoint); ok {
		l.Vendor, l.OrgVendor = w.VendorName, w.OrgDefault.Tri()
		l.StorageRegion, l.OrgRegion = string(w.StorageRegion), w.OrgRegionEnabled.Tri()
	}
	if w, ok := partOf[wireLocationDataPolicy](ctx, p, snapshot.PartDataPolicy, locationDataPolicyEndpoint); ok {
		l.DataRegion, l.OrgDataRegion = string(w.Region), w.UseOrg.Tri()
	}
	if w, ok := partOf[wireAnnouncement](ctx, p, snapshot.PartAnnouncement, locationAnnouncementEndpoint); ok {
		l.Announcement = w.announcement()
	}
	if w, ok := partOf[wireLocationCaptions](ctx, p, snapshot.PartCaptions, locationCaptionsEndpoint); ok {
		l.Transcripts, l.OrgCaptions = w.Transcripts.Tri(), w.UseOrg.Tri()
	}
	if w, ok := partOf[wireLocationVoicemail](ctx, p, snapshot.PartVoicemail, locationVoicemailEndpoint); ok {
		l.Transcription = w.Transcription.Tri()
	}
	if w, ok := partOf[wirePinRules](ctx, p, snapshot.PartPinRules, locationPinRulesEndpoint); ok {
		l.PinRules = w.rules()
	}
	l.Gaps, l.Sources = p.gaps, p.sources
}
