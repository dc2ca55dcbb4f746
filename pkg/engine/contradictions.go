package engine

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// contradictionType is the type of resource of a contradiction.
const contradictionType = "contradiction"

// contradictions are findings of their own, one for each field that decides the
// check and on which two sources disagree. The better source was believed, so
// they do not change what the check came to: else a check would look better once
// the lesser source could no longer be read. They are worth a look all the same:
// somebody may have changed the setting back.
func contradictions(c check.Check, s *snapshot.Snapshot) []finding.Finding {
	var fs []finding.Finding
	for _, x := range s.Contradictions {
		if !slices.Contains(c.Fields, x.Field) {
			continue
		}
		fs = append(fs, check.Warn(
			finding.Resource{Type: contradictionType, ID: x.Field, Name: x.Field},
			fmt.Sprintf("two sources disagree on %s: %s says %v, but %s said %v on %s", x.Field,
				x.Better.Path, x.Value, x.Lesser.Path, x.Other, x.Lesser.ReadAt.UTC().Format("2006-01-02")),
			check.Evidence(x.Better, x.Field, x.Value), check.Evidence(x.Lesser, x.Field, x.Other),
		))
	}
	merged, _ := merge(organization(s), c, fs)
	return merged
}
