package policy

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// holdWaiver holds a waiver to the rules of its check. Of the catalogue's
// severity and the policy's the worse counts: a policy that lowers it does not
// loosen them.
func holdWaiver(f *faults, n *yaml.Node, w Waiver, c check.Check, severity finding.Severity) {
	critical := c.Severity == finding.Critical || severity == finding.Critical
	most, of := longest, ""
	if critical {
		most, of = longestCritical, " for a critical check"
	}
	if !w.Starts.IsZero() && !w.Expires.IsZero() {
		switch days := w.Expires.Since(w.Starts); {
		case days < 0:
			f.add(lineOf(n, "expires"), `"expires" lies before "starts"`, "correct one of them")
		case days > most:
			f.add(lineOf(n, "expires"), fmt.Sprintf("the waiver lasts %d days, and %d are the most%s", days, most, of),
				fmt.Sprintf("let it expire on %s or before", w.Starts.Plus(most)))
		}
	}
	names := people(w.Approvers)
	if critical && len(names) < 2 && len(w.Approvers) > 0 {
		f.add(lineOf(n, "approvers"), "a waiver of a critical check needs two different approvers", "name a second one")
	}
	if !slices.ContainsFunc(names, func(name string) bool { return name != personKey(w.Owner) }) && len(names) > 0 {
		f.add(lineOf(n, "approvers"), "the owner is the only approver", "name somebody else")
	}
	if get(n, "equivalent_measure") == nil && slices.Contains(c.Basis, check.RuleAddressable) {
		f.add(n.Line, `"equivalent_measure" is missing in "waivers": the check rests on an addressable specification (45 CFR 164.306(d)(3))`,
			"say what protects the PHI instead")
	}
}

// people returns the different people among names.
func people(names []string) []string {
	keys := []string{}
	for _, name := range names {
		keys = append(keys, personKey(name))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// personKey is the same for every way to write one person's name.
func personKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
