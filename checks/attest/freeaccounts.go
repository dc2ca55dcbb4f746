package attest

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// freeAccounts warns of people who hold no licence but those that Webex gives to
// everybody: no subscription, and so no confirmation, is about what they use.
// Where the list shows none of these licences in use there is nothing to look for.
func freeAccounts(in *check.Input) []finding.Finding {
	given := map[string]bool{}
	var held []string
	for _, lic := range in.Licenses.Items {
		n, known := lic.Consumed.Get()
		given[lic.ID] = lic.Everybodys()
		if lic.Everybodys() && (!known || n > 0) {
			held = append(held, lic.Name)
		}
	}
	if len(held) == 0 {
		return nil
	}
	only, unclear := 0, 0
	for _, p := range in.People.Items {
		switch paid := slices.ContainsFunc(p.Licenses, func(id string) bool { return !given[id] }); {
		case paid, p.Licenses != nil && len(p.Licenses) == 0, p.LoginEnabled == snapshot.No, p.Type == "bot", p.Type == "appuser":
		case p.Licenses == nil, p.LoginEnabled == snapshot.Unknown, p.Type != "person":
			unclear++
		default:
			only++
		}
	}
	r := finding.Resource{Type: "subscription", ID: "none", Name: "licences without a subscription"}
	ev := check.Evidence(in.People.Source, "licenses", only)
	switch gap := cmp.Or(in.People.Missing(), in.Unlisted()); {
	case gap != nil:
		return []finding.Finding{check.Unknown(r, gap.Reason, fmt.Sprintf("Webex gives %s to every account, without a subscription, and whether somebody holds nothing else was not learnt: %s", check.List(held), gap.Detail), ev)}
	case unclear > 0:
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("whether %s nothing but what Webex gives to everybody was not learnt", count(unclear)), ev)}
	case only > 0:
		return []finding.Finding{check.Warn(r, fmt.Sprintf("%s nothing but what Webex gives to everybody, so that no confirmation of a subscription is about them", count(only)), ev)}
	default:
		return nil
	}
}

func count(n int) string {
	if n == 1 {
		return "1 account holds"
	}
	return fmt.Sprintf("%d accounts hold", n)
}
