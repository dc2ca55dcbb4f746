package collect

import (
	"context"
	"net/url"

	"wxaudit/pkg/snapshot"
)

// Both are known from Cisco's own client of the Contact Center.
var (
	centerSettingsEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v2/organization-setting", Rank: snapshot.RankControlHub,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterSettings]{},
	}
	centerDesktopEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v2/tenant-configuration", Rank: snapshot.RankControlHub,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterDesktop]{},
	}
)

// wireCenterSettings has no field for the keys that encrypt transcripts.
type wireCenterSettings struct {
	RecordAllCalls         looseBool `json:"recordAllCalls"`
	PauseResumeEnabled     looseBool `json:"pauseResumeEnabled"`
	RecordingPauseDuration looseInt  `json:"recordingPauseDuration"`
	MaskSensitiveData      looseBool `json:"maskSensitiveData"`
	PruningStrategy        enum      `json:"pruningStrategy"`
}

type wireCenterDesktop struct {
	TimeoutEnabled looseBool `json:"timeoutDesktopInactivityEnabled"`
	TimeoutMins    looseInt  `json:"timeoutDesktopInactivityMins"`
}

// contactCenter reads what holds for the whole tenant.
func contactCenter(ctx context.Context, r *run) {
	s := &r.s.ContactCenter
	if !r.o.ContactCenter {
		if s.Source, s.Gap = r.noCenter(ctx, centerSettingsEndpoint); s.Gap == nil {
			s.Value = &snapshot.ContactCenter{Present: snapshot.No}
		}
		return
	}
	agentView := url.Values{"agentView": {"true"}}
	settings, at, settingsGap := centerObject[wireCenterSettings](ctx, r, centerSettingsEndpoint, agentView)
	desktop, deskAt, desktopGap := centerObject[wireCenterDesktop](ctx, r, centerDesktopEndpoint, agentView)
	s.Source = centerSettingsEndpoint.source()
	s.Source.ReadAt = at
	switch {
	case r.unasked(settingsGap) && r.unasked(desktopGap) && r.centerless(ctx):
		s.Source, s.Value = r.s.Licenses.Source, &snapshot.ContactCenter{Present: snapshot.No}
		return
	case settingsGap != nil && desktopGap != nil:
		s.Gap = settingsGap
		return
	}
	s.Value = &snapshot.ContactCenter{
		Present:               snapshot.Yes,
		Gaps:                  map[string]*snapshot.Gap{},
		RecordAllCalls:        settings.RecordAllCalls.Tri(),
		PauseResume:           settings.PauseResumeEnabled.Tri(),
		PauseSeconds:          settings.RecordingPauseDuration.Opt(),
		MaskSensitive:         settings.MaskSensitiveData.Tri(),
		Pruning:               string(settings.PruningStrategy),
		DesktopTimeoutOn:      desktop.TimeoutEnabled.Tri(),
		DesktopTimeoutMinutes: desktop.TimeoutMins.Opt(),
	}
	for part, gap := range map[string]*snapshot.Gap{"settings": settingsGap, "desktop": desktopGap} {
		if gap != nil {
			s.Value.Gaps[part] = gap
		}
	}
	src := centerDesktopEndpoint.source()
	src.ReadAt = deskAt
	s.Fields = map[string]snapshot.Source{"desktop_timeout_on": src, "desktop_timeout_minutes": src}
}

// unasked says that a read was left out, or answered 404, so that it speaks
// neither for a Contact Center nor against one.
func (r *run) unasked(gap *snapshot.Gap) bool {
	return gap != nil && (gap.Reason == snapshot.NotFound || r.o.DocumentedOnly)
}
