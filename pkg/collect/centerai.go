package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

var centerAIEndpoint = Endpoint{
	Host: webexCenter, Path: "/organization/{orgUuid}/v2/ai-feature", Rank: snapshot.RankAPI,
	Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterAI]{},
}

// wireCenterAI has no field for ids of journeys and of survey variables.
type wireCenterAI struct {
	ID               string           `json:"id"`
	Transcripts      *centerFeature   `json:"realtimeTranscripts"`
	Responses        *centerFeature   `json:"suggestedResponses"`
	Summaries        *centerSummaries `json:"generatedSummaries"`
	AgentWellbeing   *centerFeature   `json:"agentWellbeing"`
	AutoCSAT         *centerFeature   `json:"autoCSAT"`
	CoachingInsights *centerFeature   `json:"coachingInsights"`
	Evaluations      *centerFeature   `json:"evaluationsAndAnalytics"`
	Sentiment        *centerFeature   `json:"sentimentAnalysis"`
	WaitTime         *centerFeature   `json:"predictedWaitTime"`
	Routing          *centerFeature   `json:"personalizedAIRouting"`
}

type centerFeature struct {
	Enable featureSwitch `json:"enable"`
	Queues enum          `json:"queuesInclusionType"`
}

type centerSummaries struct {
	CallDrop        featureSwitch `json:"callDropSummariesEnabled"`
	VirtualTransfer featureSwitch `json:"virtualAgentTransferSummariesEnabled"`
	ConsultTransfer featureSwitch `json:"consultTransferSummariesEnabled"`
	WrapUp          featureSwitch `json:"wrapUpSummariesEnabled"`
	Queues          enum          `json:"queuesInclusionType"`
}

// featureSwitch is a switch of this one answer, of which Cisco documents that
// it is off when it is missing. One that is there and is no boolean is unknown.
type featureSwitch struct {
	looseBool
	there bool
}

// UnmarshalJSON never fails: a value of another type, or null, is unknown.
func (s *featureSwitch) UnmarshalJSON(b []byte) error {
	s.there = true
	return s.looseBool.UnmarshalJSON(b)
}

// Tri returns the switch: off when it is missing.
func (s featureSwitch) Tri() snapshot.Tri {
	if !s.there {
		return snapshot.No
	}
	return s.looseBool.Tri()
}

// ccFeatures reads the AI features. The answer must have come and hold the one
// object with at least one feature in it: only inside it absence means off.
func ccFeatures(ctx context.Context, r *run) {
	s := &r.s.CCFeatures
	if !r.o.ContactCenter {
		if s.Source, s.Gap = r.noCenter(ctx, centerAIEndpoint); s.Gap == nil {
			s.Items = []snapshot.CCFeature{}
		}
		return
	}
	w, at, gap := centerObject[wireCenterAI](ctx, r, centerAIEndpoint, nil)
	s.Source = centerAIEndpoint.source()
	s.Source.ReadAt = at
	switch {
	case r.nowhere(ctx, centerAIEndpoint, gap):
		s.Source, s.Items = r.s.Licenses.Source, []snapshot.CCFeature{}
	case gap != nil:
		s.Gap = gap
	case w.empty():
		s.Gap = centerAIEndpoint.misshapen("the answer names none of the AI features")
	default:
		s.Items = w.features()
	}
}

func (w wireCenterAI) empty() bool {
	return w.ID == "" || w.Summaries == nil && w.Transcripts == nil && w.Responses == nil && w.AgentWellbeing == nil && w.AutoCSAT == nil &&
		w.CoachingInsights == nil && w.Evaluations == nil && w.Sentiment == nil && w.WaitTime == nil && w.Routing == nil
}

// features lists every feature, those that the answer leaves out as off.
func (w wireCenterAI) features() []snapshot.CCFeature {
	var all []snapshot.CCFeature
	for _, f := range []struct {
		name     string
		feature  *centerFeature
		byQueues bool
	}{
		{"realtimeTranscripts", w.Transcripts, true},
		{"suggestedResponses", w.Responses, false},
		{"agentWellbeing", w.AgentWellbeing, false},
		{"autoCSAT", w.AutoCSAT, true},
		{"coachingInsights", w.CoachingInsights, false},
		{"evaluationsAndAnalytics", w.Evaluations, false},
		{"sentimentAnalysis", w.Sentiment, true},
		{"predictedWaitTime", w.WaitTime, true},
		{"personalizedAIRouting", w.Routing, false},
	} {
		var feature centerFeature
		if f.feature != nil {
			feature = *f.feature
		}
		item := snapshot.CCFeature{Name: f.name + ".enable", On: feature.Enable.Tri()}
		if f.byQueues {
			item.Queues = inclusion(feature.Queues)
		}
		all = append(all, item)
	}
	var sums centerSummaries
	if w.Summaries != nil {
		sums = *w.Summaries
	}
	for _, f := range []struct {
		name string
		on   featureSwitch
	}{
		{"callDropSummariesEnabled", sums.CallDrop},
		{"virtualAgentTransferSummariesEnabled", sums.VirtualTransfer},
		{"consultTransferSummariesEnabled", sums.ConsultTransfer},
		{"wrapUpSummariesEnabled", sums.WrapUp},
	} {
		all = append(all, snapshot.CCFeature{Name: "generatedSummaries." + f.name, On: f.on.Tri(), Queues: inclusion(sums.Queues)})
	}
	return all
}

// inclusion is which queues a feature covers: all, where the answer is silent.
func inclusion(word enum) string {
	if word == "" {
		return "ALL"
	}
	return string(word)
}
