package cc

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AIFeatures is the check cc.ai-features.
var AIFeatures = check.Check{
	ID:          "cc.ai-features",
	Title:       "Contact Center AI features are off or covered",
	Severity:    check.High,
	SeverityWhy: "Real-time transcription and summaries of every patient call.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — AI section; 'Webex's AI features change quickly'",
	Why:         "Third-party models may be involved.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(a)(1)(ii)(B)"},
	NIST:        []string{"SA-9", "RA-3", "CM-7"},
	Resource:    "AI sub-feature",
	Logic: check.Logic{
		Pass:          "enable=false, or true with ai.vendor-coverage PASS for Contact Center.",
		Fail:          "true with coverage FAIL/none attested 'no'.",
		Warn:          "true with coverage WARN; personalizedAIRouting.enable=true (uses journey data for model training).",
		NotApplicable: "no Contact Center.",
		Unknown:       "denied; true with coverage UNKNOWN.",
	},
	Traps: []string{
		"The API says: missing value = false (documented for this resource only) - the one place where absence may be read as off; still require HTTP 200 and the object present.",
		"queuesInclusionType missing means ALL.",
	},
	Remedy:  "Control Hub ▸ Contact Center ▸ AI Assistant. API: PATCH /organization/{orgid}/ai-feature/{id}.",
	Needs:   []snapshot.Name{snapshot.CCFeaturesName},
	Follows: []string{coverageCheck},
	Fields:  []string{"cc_ai_features.on"},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     aiFeatures,
}

// coverageCheck tells whether somebody vouches for the AI of the Contact Center;
// centerAI is the resource that it does so about.
const (
	coverageCheck = "ai.vendor-coverage"
	centerAI      = "contact-center-ai"
)

// routing learns from the journeys of customers, whoever covers it.
const routing = "personalizedAIRouting.enable"

func aiFeatures(in *check.Input) []finding.Finding {
	if len(in.CCFeatures.Items) == 0 {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "the organisation has no licence for the Contact Center",
			check.Evidence(in.CCFeatures.Source, "items", 0))}
	}
	covered := coverage(in)
	var fs []finding.Finding
	for _, f := range in.CCFeatures.Items {
		fs = append(fs, aiFeature(in, f, covered))
	}
	return fs
}

// aiFeature judges one feature. What the catalogue would warn about, one that
// is on while its coverage is unknown, is unknown here: else a lost attestation
// would turn a failure into a warning.
func aiFeature(in *check.Input, f snapshot.CCFeature, covered finding.Status) finding.Finding {
	r, src := finding.Resource{Type: "ai_feature", ID: f.Name, Name: f.Name}, in.CCFeatures.Source
	ev := check.Evidence(src, f.Name, f.On.Any())
	switch {
	case f.Name == "" || f.On == snapshot.Unknown:
		return check.Absent(r, src, cmp.Or(f.Name, "the name of a feature"))
	case f.On == snapshot.No:
		return check.Pass(r, f.Name+" is off", ev)
	case covered == finding.Fail:
		return check.Fail(r, fmt.Sprintf("%s is on%s, and ai.vendor-coverage fails: nobody may process PHI with it", f.Name, where(f)), ev)
	case covered == finding.NotApplicable:
		return check.Fail(r, fmt.Sprintf("%s is on%s, but ai.vendor-coverage rests on its being off", f.Name, where(f)), ev)
	case covered == finding.Unknown:
		return check.NotAttested(r, fmt.Sprintf("%s is on%s, and ai.vendor-coverage does not tell whether it is covered", f.Name, where(f)), ev)
	case covered == finding.Warn:
		return check.Warn(r, fmt.Sprintf("%s is on%s, and ai.vendor-coverage warns about its cover", f.Name, where(f)), ev)
	case f.Name == routing:
		return check.Warn(r, fmt.Sprintf("%s is on and covered, but its model learns from the journeys of patients", f.Name), ev)
	default:
		return check.Pass(r, fmt.Sprintf("%s is on%s and covered", f.Name, where(f)), ev)
	}
}

// where says for which queues a feature is on.
func where(f snapshot.CCFeature) string {
	switch f.Queues {
	case "ALL":
		return " for all queues"
	case "SPECIFIC":
		return " for some queues"
	default:
		return ""
	}
}

// coverage returns what ai.vendor-coverage says about the Contact Center, and
// where it says nothing of its own about that, its status over all.
func coverage(in *check.Input) finding.Status {
	o := in.Others[coverageCheck]
	for _, f := range o.Findings {
		if f.Resource.ID == centerAI && !o.Disabled {
			return f.Status
		}
	}
	return in.Other(coverageCheck)
}
