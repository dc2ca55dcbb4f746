package engine

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// contradictionFindings warns when two sources disagree on a field that decides
// the check. The better source was believed; that another one said otherwise
// is worth a look all the same: somebody may have changed the setting back.
func contradictionFindings(c check.Check, s *snapshot.Snapshot) []finding.Finding {
	var fs []finding.Finding
	for _, x := range s.Contradictions {
		if !slices.Contains(c.Fields, x.Field) {
			continue
		}
		fs = append(fs, check.Warn(
			finding.Resource{Type: "contradiction", ID: x.Field, Name: x.Field},
			fmt.Sprintf("two sources disagree on %s: %s says %v, but %s said %v on %s", x.Field,
				x.Better.Path, x.Value, x.Lesser.Path, x.Other, x.Lesser.ReadAt.UTC().Format("2006-01-02")),
			check.Evidence(x.Better, x.Field, x.Value), check.Evidence(x.Lesser, x.Field, x.Other),
		))
	}
	return fs
}
