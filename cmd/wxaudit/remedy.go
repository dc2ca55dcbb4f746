package main

import (
	"cmp"
	"slices"

	"wxaudit/pkg/check"
)

// remedy is what would help, and the checks that it would.
type remedy struct {
	check.Remedy
	checks []string
}

// remedies groups what the checks lack by what would help, what helps most
// first. Scopes are those that the tokens are known to hold.
func remedies(prospects []prospect, scopes []string) []remedy {
	var all []remedy
	for _, p := range prospects {
		for _, g := range p.holes {
			r := check.RemedyOf(g, scopes...)
			i := slices.IndexFunc(all, func(have remedy) bool { return have.Kind == r.Kind && have.What == r.What })
			if i < 0 {
				i, all = len(all), append(all, remedy{Remedy: r})
			}
			if !slices.Contains(all[i].checks, p.check.ID) {
				all[i].checks = append(all[i].checks, p.check.ID)
			}
		}
	}
	kinds := check.RemedyKinds()
	slices.SortStableFunc(all, func(a, b remedy) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(len(b.checks), len(a.checks)), cmp.Compare(a.What, b.What))
	})
	return all
}
