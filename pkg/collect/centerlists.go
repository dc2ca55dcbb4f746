package collect

import (
	"context"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

const (
	webexCenter = webex.ContactCenter
	centerAdmin = "full administrator or Contact Center administrator"
)

var (
	centerQueuesEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v2/contact-service-queue", Rank: snapshot.RankAPI,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterQueue]{},
	}
	centerProfilesEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v3/user-profile", Rank: snapshot.RankAPI,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterProfile]{},
	}
	centerProfileEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v3/user-profile/{id}", Rank: snapshot.RankAPI,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: wireCenterProfile{},
	}
	centerAgentsEndpoint = Endpoint{
		Host: webexCenter, Path: "/organization/{orgUuid}/v2/agent-profile", Rank: snapshot.RankAPI,
		Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterAgent]{},
	}
)

// wireCenterQueue has no field for names, descriptions, flows and numbers.
type wireCenterQueue struct {
	ID             string    `json:"id"`
	ChannelType    enum      `json:"channelType"`
	Active         looseBool `json:"active"`
	Recording      looseBool `json:"recordingPermitted"`
	RecordAll      looseBool `json:"recordingAllCallsPermitted"`
	PauseRecording looseBool `json:"pauseRecordingPermitted"`
	Monitoring     looseBool `json:"monitoringPermitted"`
	Summaries      enum      `json:"queueLevelSummariesInclusion"`
	Transcripts    enum      `json:"queueLevelRealTimeTranscriptionsInclusion"`
	Sentiment      enum      `json:"queueLevelSentimentAnalysisInclusion"`
}

func ccQueues(ctx context.Context, r *run) {
	id := func(q snapshot.CCQueue) string { return q.ID }
	s := fillCenter(ctx, r, centerQueuesEndpoint, id, func(w wireCenterQueue) snapshot.CCQueue {
		return snapshot.CCQueue{
			ID:             w.ID,
			Channel:        string(w.ChannelType),
			Active:         w.Active.Tri(),
			Recording:      w.Recording.Tri(),
			RecordAll:      w.RecordAll.Tri(),
			PauseRecording: w.PauseRecording.Tri(),
			Monitoring:     w.Monitoring.Tri(),
			Summaries:      string(w.Summaries),
			Transcripts:    string(w.Transcripts),
			Sentiment:      string(w.Sentiment),
		}
	})
	r.s.CCQueues = withSome(centerQueuesEndpoint, s)
}

type wireCenterProfile struct {
	ID          string             `json:"id"`
	ProfileType enum               `json:"profileType"`
	Active      looseBool          `json:"active"`
	AccessLevel enum               `json:"permissionAccessLevel"`
	Permissions []centerPermission `json:"permissions"`
}

type centerPermission struct {
	Name   enum `json:"name"`
	Access enum `json:"access"`
}

// ccProfiles reads the user profiles, one by one where the list leaves out what
// they permit.
func ccProfiles(ctx context.Context, r *run) {
	var wires []wireCenterProfile
	id := func(p snapshot.CCProfile) string { return p.ID }
	s := fillCenter(ctx, r, centerProfilesEndpoint, id, func(w wireCenterProfile) snapshot.CCProfile {
		wires = append(wires, w)
		return snapshot.CCProfile{ID: w.ID, Type: string(w.ProfileType), Active: w.Active.Tri(), Recordings: w.recordings()}
	})
	each(len(s.Items), func(i int) {
		p := &s.Items[i]
		if p.Recordings != "" || p.ID == "" || len(wires[i].Permissions) > 0 {
			return
		}
		w, _, err := webex.Get[wireCenterProfile](ctx, r.o.Client, centerProfileEndpoint.request(nil, r.orgUUID(), p.ID))
		switch {
		case err != nil:
			p.Gap = r.gap(centerProfileEndpoint, err)
		case w.ID != p.ID:
			p.Gap = centerProfileEndpoint.misshapen("the answer is about another profile than it was asked for")
		default:
			p.Recordings = w.recordings()
		}
	})
	r.s.CCProfiles = withSome(centerProfilesEndpoint, s)
}

// accesses are the grades of a permission, strongest first.
var accesses = []string{"EDIT", "ENABLED", "VIEW", "DISABLED", "NONE"}

// recordings is the strongest access to anything about recordings, such as
// their schedules and transcripts. A grade that is not known may be any, so
// that nothing is said.
func (w wireCenterProfile) recordings() string {
	switch w.AccessLevel {
	case "ALL":
		return "EDIT"
	case "NONE":
		return "NONE"
	}
	strongest := len(accesses)
	for _, p := range w.Permissions {
		if !strings.Contains(strings.ToLower(string(p.Name)), "recording") {
			continue
		}
		grade := slices.Index(accesses, string(p.Access))
		if grade < 0 {
			return ""
		}
		strongest = min(strongest, grade)
	}
	if strongest == len(accesses) {
		return ""
	}
	return accesses[strongest]
}

type wireCenterAgent struct {
	ID             string    `json:"id"`
	Active         looseBool `json:"active"`
	TimeoutCustom  looseBool `json:"timeoutDesktopInactivityCustomEnabled"`
	TimeoutMinutes looseInt  `json:"timeoutDesktopInactivityMins"`
}

func ccAgents(ctx context.Context, r *run) {
	id := func(p snapshot.CCAgentProfile) string { return p.ID }
	s := fillCenter(ctx, r, centerAgentsEndpoint, id, func(w wireCenterAgent) snapshot.CCAgentProfile {
		return snapshot.CCAgentProfile{ID: w.ID, Active: w.Active.Tri(), TimeoutCustom: w.TimeoutCustom.Tri(), TimeoutMinutes: w.TimeoutMinutes.Opt()}
	})
	r.s.CCAgents = withSome(centerAgentsEndpoint, s)
}
