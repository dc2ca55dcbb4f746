package attest

import "wxaudit/pkg/check"

// The statements about the agreement with Cisco, and what it covers.

// baaClauses are what 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) ask of the
// agreement.
var baaClauses = []check.Detail{
	{Name: "comply_with_subpart_c", Asks: "Does Cisco agree to comply with Subpart C, the Security Rule (164.314(a)(2)(i)(A))?", Kind: check.YesNoDetail, Optional: true},
	{Name: "subcontractors_bound", Asks: "Are subcontractors bound to the same (164.314(a)(2)(i)(B))?", Kind: check.YesNoDetail, Optional: true},
	{Name: "reports_incidents", Asks: "Does Cisco report security incidents and breaches (164.314(a)(2)(i)(C), 164.410)?", Kind: check.YesNoDetail, Optional: true},
	{Name: "permitted_uses", Asks: "Are the permitted uses and disclosures set out (164.504(e)(2)(i))?", Kind: check.YesNoDetail, Optional: true},
	{Name: "return_or_destroy", Asks: "Is PHI returned or destroyed at the end (164.504(e)(2)(ii)(J))?", Kind: check.YesNoDetail, Optional: true},
	{Name: "termination", Asks: "May you terminate it upon a material breach (164.504(e)(2)(iii))?", Kind: check.YesNoDetail, Optional: true},
}

var baaStatement = check.Statement{
	ID:      "attest.baa-executed",
	Asks:    "Is a Business Associate Agreement with Cisco signed and in force?",
	Where:   "the executed agreement, with your legal or compliance office; an order or a data processing agreement is none",
	Answers: []string{"yes", "no", "not-a-covered-entity"},
	Details: append([]check.Detail{
		{Name: "signatory", Asks: "Which office signed for Cisco?", Kind: check.WordDetail, Optional: true},
		{Name: "reviewed_on", Asks: "When was it last reviewed?", Kind: check.DayDetail, Optional: true},
	}, baaClauses...),
}

var eligibleStatement = check.Statement{
	ID:      "attest.plan-eligible",
	Asks:    "Has Cisco confirmed in writing that the subscription is on a plan that a Business Associate Agreement covers?",
	Where:   "Cisco's account team; the ids stand in Control Hub ▸ Account ▸ Subscriptions",
	Answers: []string{"eligible", "not-eligible"},
	Per:     "subscription", Named: true,
	Details: []check.Detail{{Name: "licences", Asks: "Which licences does the confirmation name?", Kind: check.ListDetail, Optional: true}},
}

var coveredStatement = check.Statement{
	ID:      "attest.products-covered",
	Asks:    "Does the Business Associate Agreement name the product, or is the product not used?",
	Where:   "the schedule of the agreement; the scope of Cisco's own attestation is not that of the agreement",
	Answers: []string{"covered", "not-covered", "not-used"},
	Per:     "product", Scopes: lineWords(), Named: true,
}

var otherLicenceStatement = check.Statement{
	ID:      "attest.products-covered/licence",
	Asks:    "Does the Business Associate Agreement cover what this licence is for?",
	Where:   "the schedule of the agreement; write the licence as GET /v1/licenses names it",
	Answers: []string{"covered", "not-covered"},
	Per:     "licence", Named: true,
}

var regionStatement = check.Statement{
	ID:      "attest.hosting-region",
	Asks:    "In which region does the service keep your data, or does nothing oblige you to a region?",
	Where:   "Control Hub ▸ Account, and the Trust Portal",
	Answers: []string{"us", "ca", "eu", "gb", "au", "in", "jp", "sg", "sa", "ae", "other", "not-required"},
	Per:     "service", Scopes: []string{string(meetings), string(messaging), string(calling), string(contactCenter), "identity", "analytics"},
}

var downstreamStatement = check.Statement{
	ID:      "attest.downstream-business-associates",
	Asks:    "Does the vendor handle PHI from Webex, and under a Business Associate Agreement?",
	Where:   "your contracts; write the vendor as the findings name it: a host, an application, a domain",
	Answers: []string{"baa", "no-phi", "conduit", "no-baa"},
	Per:     "vendor", Named: true,
}

// hiddenStatement stands in for the lists that no token of an administrator sees
// to their ends. That of apps.outbound-destinations is about approved hosts,
// which says nothing of contracts.
var hiddenStatement = check.Statement{
	ID:      "attest.downstream-business-associates/unseen",
	Asks:    "Has somebody looked through this list, and does an entry of the register name each vendor in it?",
	Where:   "Control Hub ▸ Apps ▸ Service Apps (data sources); Control Hub ▸ Services ▸ Messaging ▸ Settings ▸ Enterprise content management (linked folders); Control Hub ▸ Apps ▸ Bots (bots)",
	Answers: []string{"yes", "no"},
	Per:     "list", Scopes: []string{"data-sources", "linked-folders", "bots"},
}
