package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// licence is what the licences say about one line.
type licence struct {
	signal
	idle bool // there are some, and nobody uses them
}

// licensed adds up the licences of a line. A licence without a name could be of
// any line.
func licensed(in *check.Input, l line) licence {
	used, doubts, present := 0, 0, false
	for _, lic := range in.Licenses.Items {
		if lic.Name != "" && !slices.Contains(linesOf(lic.Name), l) {
			continue
		}
		n, known := lic.Consumed.Get()
		switch {
		case known && n <= 0:
			present = present || lic.Name != ""
		case known && lic.Name != "":
			used += n
		default:
			doubts++
		}
	}
	s := seen(&in.Licenses, used, doubts, "used licence")
	if s.state == snapshot.Yes {
		s.ev.Field = "consumedUnits"
	}
	return licence{s, present && s.state == snapshot.No}
}

// unmapped are the licences in use, or perhaps in use, whose names say nothing
// about their line, and those without a name.
func unmapped(in *check.Input) []snapshot.License {
	var all []snapshot.License
	for _, lic := range in.Licenses.Items {
		n, known := lic.Consumed.Get()
		if (!known || n > 0 || lic.Name == "") && len(linesOf(lic.Name)) == 0 {
			all = append(all, lic)
		}
	}
	return all
}

// unlisted has an unknown finding for licences that people hold and that the list
// lacks: they may be of any product, and of any subscription.
func unlisted(in *check.Input) []finding.Finding {
	n := in.UnlistedLicenses
	if n == 0 {
		return nil
	}
	r := finding.Resource{Type: "license", ID: "unlisted", Name: "licences that are not listed"}
	return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent,
		fmt.Sprintf("Webex does not list %s that people hold, so that neither product nor subscription is known", check.Count(n, "licence")),
		check.Evidence(in.Licenses.Source, "id", nil))}
}
