package ai

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Coverage is the statement of ai.vendor-coverage: the five questions about
// each AI feature.
var Coverage = check.Statement{
	ID:      "ai.vendor-coverage",
	Asks:    "Is this AI feature covered by the BAA, or is it off?",
	Where:   "the BAA and the vendor's written answer that names the feature; for off: Control Hub ▸ Organization Settings ▸ AI Assistant",
	Answers: []string{"covered", "not-covered", "off"},
	Per:     "feature",
	Scopes:  []string{meetingsAI, messagingAI, callingAI, contactCenterAI, vidcastAI},
	Named:   true,
	Details: []check.Detail{
		{Name: "used_for_training", Asks: "Is content used to improve models (no, where the contract excludes it)?", Kind: check.YesNoDetail, Optional: true},
		{Name: "training_authorised", Asks: "If it is: is there an authorisation for that?", Kind: check.YesNoDetail, Optional: true},
		{Name: "region", Asks: "In which region is the content stored?", Kind: check.WordDetail, Optional: true},
		{Name: "retention_days", Asks: "For how many days is it stored?", Kind: check.NumberDetail, Optional: true},
		{Name: "third_party_models", Asks: "Do models of third parties process it?", Kind: check.YesNoDetail, Optional: true},
	},
}

// The scopes of Coverage, which are also the ids of the resources.
const (
	meetingsAI      = "meetings-ai"
	messagingAI     = "messaging-ai"
	callingAI       = "calling-ai"
	contactCenterAI = "contact-center-ai"
	vidcastAI       = "vidcast-slido-ai"
)

// feature is a family of AI functions that one answer covers.
type feature struct {
	scope, title, product string
	// licences are parts of the names of licences, lower case, without one of
	// which nobody can use the feature; empty where that cannot be told.
	licences []string
}

var features = []feature{
	{scope: meetingsAI, title: "the AI Assistant for Meetings"},
	{scope: messagingAI, title: "the AI of Messaging"},
	{scope: callingAI, title: "the AI of Calling", product: "Calling", licences: []string{"call"}},
	{scope: contactCenterAI, title: "the AI of the Contact Center", product: "the Contact Center", licences: []string{"contact cent", "customer experience", "customer assist", "agent"}},
	{scope: vidcastAI, title: "the AI of Vidcast and Slido"},
}

func (f feature) resource() finding.Resource {
	return finding.Resource{Type: "ai_feature", ID: f.scope, Name: f.scope}
}

// notBought says that the licences were read to their end, each with its name,
// and that none is of the feature's product.
func (f feature) notBought(in *check.Input) (bool, finding.Evidence) {
	src := in.Licenses.Source
	if len(f.licences) == 0 || in.Licenses.Missing() != nil || len(in.Licenses.Items) == 0 {
		return false, finding.Evidence{}
	}
	for _, l := range in.Licenses.Items {
		for _, part := range f.licences {
			if l.Name == "" || strings.Contains(strings.ToLower(l.Name), part) {
				return false, finding.Evidence{}
			}
		}
	}
	return true, check.Evidence(src, "items", len(in.Licenses.Items))
}

// off judges a feature that is attested to be off by what Webex shows of its
// use.
func (f feature) off(in *check.Input) finding.Finding {
	r := f.resource()
	switch f.scope {
	case meetingsAI:
		ev := check.Evidence(in.Generated.Source, "items", len(in.Generated.Items))
		switch {
		case len(in.Generated.Items) > 0:
			return check.Fail(r, fmt.Sprintf("%s is attested to be off, but Webex made texts of %s", f.title, check.Count(len(in.Generated.Items), "meeting")), ev)
		case in.Generated.Missing() != nil:
			return check.Unread(r, in.Generated.Source, in.Generated.Missing())
		default:
			return check.NotApplicable(r, fmt.Sprintf("%s is attested to be off, and Webex made no text of any meeting", f.title), ev)
		}
	case vidcastAI:
		return vidcastOff(in, f)
	default:
		return check.NotApplicable(r, fmt.Sprintf("%s is attested to be off", f.title))
	}
}

func vidcastOff(in *check.Input, f feature) finding.Finding {
	r, src := f.resource(), in.Vidcast.Source
	if g := in.Vidcast.Missing(); g != nil {
		return check.Unread(r, src, g)
	}
	ev := check.Evidence(src, "value", in.Vidcast.Value.Allowed.Any())
	switch in.Vidcast.Value.Allowed {
	case snapshot.Yes:
		return check.Fail(r, fmt.Sprintf("%s is attested to be off, but Vidcast may be used", f.title), ev)
	case snapshot.No:
		return check.NotApplicable(r, fmt.Sprintf("%s is attested to be off, and Vidcast may not be used", f.title), ev)
	default:
		return check.Absent(r, src, "value")
	}
}
