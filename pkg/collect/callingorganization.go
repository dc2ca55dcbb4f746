package collect

import (
	"context"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	recordingVendorsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/callRecording/vendors", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireVendors{},
	}
	dataPolicyEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/dataPolicies", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireDataPolicy{},
	}
	announcementEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/callRecording/complianceAnnouncement", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireAnnouncement{},
	}
	captionsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/callCaptions", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireCaptions{},
	}
	voicemailSettingsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/voicemail/settings", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: "full, user or read-only administrator",
		Wire: wireVoicemailSettings{},
	}
	pinRulesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/voicemail/rules", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: "full, user or read-only administrator",
		Wire: wireVoicemailRules{},
	}
)

// wireVendors has no field for the list of vendors to choose from.
type wireVendors struct {
	VendorName    string `json:"vendorName"`
	StorageRegion enum   `json:"storageRegion"`
}

type wireDataPolicy struct {
	Region enum `json:"orgDataRegion"`
}

type wireAnnouncement struct {
	Inbound   looseBool `json:"inboundPSTNCallsEnabled"`
	Outbound  looseBool `json:"outboundPSTNCallsEnabled"`
	DelayOn   looseBool `json:"outboundPSTNCallsDelayEnabled"`
	Delay     looseInt  `json:"delayInSeconds"`
	UseOrg    looseBool `json:"useOrgSettingsEnabled"`
	UseOrgToo looseBool `json:"useOrgLevelAnnouncementEnabled"`
}

// announcement returns the values; which of its two names Webex uses for the
// organisation's being in force depends on its age.
func (w wireAnnouncement) announcement() snapshot.Announcement {
	a := snapshot.Announcement{
		Inbound: w.Inbound.Tri(), Outbound: w.Outbound.Tri(), DelayOn: w.DelayOn.Tri(), DelaySeconds: w.Delay.amount(),
		UseOrganization: w.UseOrg.Tri(),
	}
	if a.UseOrganization == snapshot.Unknown {
		a.UseOrganization = w.UseOrgToo.Tri()
	}
	return a
}

type wireCaptions struct {
	Transcripts looseBool `json:"orgTranscriptsEnabled"`
}

type wireVoicemailSettings struct {
	ExpiryOn   looseBool `json:"messageExpiryEnabled"`
	ExpiryDays looseInt  `json:"numberOfDaysForMessageExpiry"`
	Forwarding looseBool `json:"voiceMessageForwardingEnabled"`
}

type wireVoicemailRules struct {
	Rules struct {
		wirePinRules
		DefaultPin looseBool `json:"defaultVoicemailPinEnabled"`
	} `json:"defaultVoicemailPinRules"`
}

type wirePinRules struct {
	Patterns   looseBool  `json:"blockRepeatedPatternsEnabled"`
	Repeated   wireSwitch `json:"blockRepeatedDigits"`
	Contiguous wireSwitch `json:"blockContiguousSequences"`
	Length     struct {
		Min looseInt `json:"min"`
	} `json:"length"`
}

type wireSwitch struct {
	Enabled looseBool `json:"enabled"`
}

func (w wirePinRules) rules() snapshot.PinRules {
	return snapshot.PinRules{
		MinLength:       w.Length.Min.Opt(),
		BlockRepeated:   w.Repeated.Enabled.Tri(),
		BlockContiguous: w.Contiguous.Enabled.Tri(),
		BlockPatterns:   w.Patterns.Tri(),
	}
}

// calling reads what Webex Calling has for the organisation as a whole. What
// could not be read is a gap of its own; only when nothing could be, the whole
// record is one.
func calling(ctx context.Context, r *run) {
	s := &r.s.Calling
	s.Source = recordingVendorsEndpoint.source()
	if s.Gap = r.withoutCalling(ctx); s.Gap != nil {
		return
	}
	v := &snapshot.Calling{}
	p := r.parts()

	if w, ok := partOf[wireVendors](ctx, p, snapshot.PartVendors, recordingVendorsEndpoint); ok {
		v.Vendor, v.StorageRegion = w.VendorName, string(w.StorageRegion)
	}
	if w, ok := partOf[wireDataPolicy](ctx, p, snapshot.PartDataPolicy, dataPolicyEndpoint); ok {
		v.DataRegion = string(w.Region)
	}
	if w, ok := partOf[wireAnnouncement](ctx, p, snapshot.PartAnnouncement, announcementEndpoint); ok {
		v.Announcement = w.announcement()
		v.Announcement.UseOrganization = snapshot.Unknown
	}
	if w, ok := partOf[wireCaptions](ctx, p, snapshot.PartCaptions, captionsEndpoint); ok {
		v.Transcripts = w.Transcripts.Tri()
	}
	if w, ok := partOf[wireVoicemailSettings](ctx, p, snapshot.PartVoicemail, voicemailSettingsEndpoint); ok {
		v.Voicemail = snapshot.Voicemail{ExpiryOn: w.ExpiryOn.Tri(), ExpiryDays: w.ExpiryDays.Opt(), Forwarding: w.Forwarding.Tri()}
	}
	if w, ok := partOf[wireVoicemailRules](ctx, p, snapshot.PartPinRules, pinRulesEndpoint); ok {
		v.PinRules = w.Rules.rules()
		v.PinRules.DefaultPin = w.Rules.DefaultPin.Tri()
	}

	if len(p.sources) == 0 {
		s.Gap = p.gaps[snapshot.PartVendors]
		return
	}
	v.Gaps = p.gaps
	s.Value, s.Source.ReadAt = v, p.readAt
	s.Fields = map[string]snapshot.Source{}
	for field, part := range map[string]string{
		"vendor":         snapshot.PartVendors,
		"storage_region": snapshot.PartVendors,
		"data_region":    snapshot.PartDataPolicy,
		"announcement":   snapshot.PartAnnouncement,
		"transcripts":    snapshot.PartCaptions,
		"voicemail":      snapshot.PartVoicemail,
		"pin_rules":      snapshot.PartPinRules,
	} {
		s.Fields[field] = p.sources[part]
	}
}

// settingsParts gathers what is read about one thing in several requests: the
// sources of those that came, the gaps of those that did not.
type settingsParts struct {
	run     *run
	ids     []string // that fill the placeholders of every path
	gaps    map[string]*snapshot.Gap
	sources map[string]snapshot.Source
	readAt  time.Time
}

func (r *run) parts(ids ...string) *settingsParts {
	return &settingsParts{run: r, ids: ids, gaps: map[string]*snapshot.Gap{}, sources: map[string]snapshot.Source{}}
}

// partOf reads one part; false when it could not be read, which its gap tells.
func partOf[W any](ctx context.Context, p *settingsParts, name string, e Endpoint) (W, bool) {
	w, resp, err := webex.Get[W](ctx, p.run.o.Client, e.request(nil, p.ids...))
	if err != nil {
		p.gaps[name] = p.run.gap(e, err)
		return w, false
	}
	p.sources[name] = e.readAt(resp.ReadAt)
	p.readAt = latest(p.readAt, resp.ReadAt)
	return w, true
}
