package admins

import (
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// inventory is the answer while nobody has been approved: who holds what.
func inventory(in *check.Input, holders []*administrator) finding.Finding {
	held := map[role]int{}
	for _, a := range holders {
		for _, r := range a.roles() {
			held[r]++
		}
	}
	var ev []finding.Evidence
	for _, r := range slices.Sorted(maps.Keys(held)) {
		ev = append(ev, check.Evidence(in.People.Source, "roles."+r.Key(), held[r]))
	}
	return check.NotAttested(check.OrganizationResource(), fmt.Sprintf(
		"nobody has said who may hold roles that reach recordings and messages (parameter authorised); now held by %d: %s", len(holders), few(holders)), ev...)
}
