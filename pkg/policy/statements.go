package policy

import (
	"slices"

	"wxaudit/pkg/check"
)

// Statements returns every statement that the checks ask for, once, in
// catalogue order. Checks that share a statement declare it alike.
func Statements(all []check.Check) []check.Statement {
	var sts []check.Statement
	for _, c := range all {
		for _, st := range c.Statements {
			if !slices.ContainsFunc(sts, func(have check.Statement) bool { return have.ID == st.ID }) {
				sts = append(sts, st)
			}
		}
	}
	return sts
}
