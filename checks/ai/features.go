package ai

import (
	"fmt"
	"slices"
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
	// licence says whether a licence is for the product, without one of which
	// nobody can use the feature; nil where that cannot be told.
	licence func(snapshot.License) bool
}

var features = []feature{
	{scope: meetingsAI, title: "the AI Assistant for Meetings"},
	{scope: messagingAI, title: "the AI of Messaging"},
	{scope: callingAI, title: "the AI of Calling", product: "Calling", licence: named("call", "ucm", "unified communication", "attendant", "webex go", "pstn")},
	{scope: contactCenterAI, title: "the AI of the Contact Center", product: "the Contact Center", licence: named("contact cent", "wxcc", "agent")},
	{scope: vidcastAI, title: "the AI of Vidcast and Slido"},
}

// named recognises licences by parts of their names, in lower case. Customer
// Assist is sold with either product, and counts for both.
func named(parts ...string) func(snapshot.License) bool {
	return func(l snapshot.License) bool {
		name := strings.ToLower(l.Name)
		return l.Assist() || slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
	}
}

func (f feature) resource() finding.Resource {
	return finding.Resource{Type: "ai_feature", ID: f.scope, Name: f.scope}
}

// unlicensed says that nobody holds a licence for the feature's product: every
// organisation lists some licences that nobody has.
func (f feature) unlicensed(in *check.Input) (bool, finding.Evidence) {
	licences := in.Licenses
	if f.licence == nil || len(licences.Items) == 0 || in.LicenseInUse(f.licence) != snapshot.No {
		return false, finding.Evidence{}
	}
	return true, check.Evidence(licences.Source, "items", len(licences.Items))
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
