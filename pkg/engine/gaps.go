package engine

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// gaps lists what could not be read of the sections that the checks look at:
// the gap of the section first, then those of its items, added up by reason.
func gaps(checks []check.Check, s *snapshot.Snapshot) []check.Gap {
	readers := map[snapshot.Name][]string{}
	for _, c := range checks {
		for _, name := range c.Reads() {
			if !slices.Contains(readers[name], c.ID) {
				readers[name] = append(readers[name], c.ID)
			}
		}
	}
	var all []check.Gap
	for _, name := range snapshot.Names() {
		if len(readers[name]) == 0 {
			continue
		}
		part := s.Part(name)
		if g := part.Missing(); g != nil {
			all = append(all, check.Gap{Section: string(name), Reason: string(g.Reason), Detail: g.Detail, Checks: readers[name]})
		}
		if g := part.Origin().InPlaceOf; g != nil && part.Missing() == nil {
			detail := fmt.Sprintf("%s; a lesser source stands in: %s", g.Detail, part.Origin().Path)
			all = append(all, check.Gap{Section: string(name), Reason: string(g.Reason), Detail: detail, Checks: readers[name]})
		}
		for _, g := range itemGaps(part) {
			g.Section, g.Checks = string(name), readers[name]
			all = append(all, g)
		}
	}
	return all
}

// itemGaps adds up the gaps of single items: one line a reason, which quotes
// the detail that most of them have.
func itemGaps(part snapshot.Part) []check.Gap {
	byReason := map[snapshot.Reason]map[string]int{}
	for _, g := range part.ItemGaps() {
		if byReason[g.Reason] == nil {
			byReason[g.Reason] = map[string]int{}
		}
		byReason[g.Reason][g.Detail]++
	}
	var all []check.Gap
	for _, reason := range slices.Sorted(maps.Keys(byReason)) {
		details := byReason[reason]
		total := 0
		for _, n := range details {
			total += n
		}
		common := slices.MinFunc(slices.Collect(maps.Keys(details)), func(a, b string) int {
			return cmp.Or(-cmp.Compare(details[a], details[b]), cmp.Compare(a, b))
		})
		such := ""
		if len(details) > 1 {
			such = "such as: "
		}
		all = append(all, check.Gap{
			Reason: string(reason),
			Detail: fmt.Sprintf("%d of %d could not be read: %s%s", total, part.Len(), such, common),
		})
	}
	return all
}
