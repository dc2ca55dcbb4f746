package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// shelf holds what the register has of Cisco's reports, or of its certificates,
// each with its own answer.
type shelf []document

type document struct {
	entry
	finding.Finding
	inDate bool
}

func (s *shelf) put(e entry, f finding.Finding, inDate bool) { *s = append(*s, document{e, f, inDate}) }

// findings is one answer for each document, and one for each product that none
// of those in date includes. One good document is enough: when those that stand
// include all that is in use, the others are not relied on, whatever their age.
// Evidence that was changed fails all the same.
func (s shelf) findings(in *check.Input) []finding.Finding {
	chosen := s.that(func(d document) bool { return d.inDate && d.Status == finding.Pass })
	missing, unlearnt := outside(in, chosen.products())
	if len(chosen) == 0 || len(missing)+len(unlearnt) > 0 {
		chosen = s.that(func(d document) bool { return d.inDate })
		missing, unlearnt = outside(in, chosen.products())
	}
	var fs []finding.Finding
	for _, d := range s {
		f := d.Finding
		if len(chosen) > 0 && !chosen.holds(d) && d.Proof != check.ProofMismatch {
			f.Status, f.Message = finding.NotApplicable, fmt.Sprintf("%s is not relied on: %s", d.name, f.Message)
		}
		fs = append(fs, f)
	}
	if len(chosen) == 0 {
		return fs
	}
	for _, l := range missing {
		r, u := l.resource(), usageOf(in, l)
		fs = append(fs, check.Warn(r, fmt.Sprintf("%s is in use (%s) and in the scope of none that is in date", l, u.why), u.ev...))
	}
	return append(fs, unlearnt...)
}

func (s shelf) that(are func(document) bool) shelf {
	return slices.DeleteFunc(slices.Clone(s), func(d document) bool { return !are(d) })
}

func (s shelf) holds(d document) bool {
	return slices.ContainsFunc(s, func(other document) bool { return other.name == d.name })
}

// products are what the documents include, taken together.
func (s shelf) products() []string {
	var all []string
	for _, d := range s {
		all = append(all, d.List("products")...)
	}
	return all
}
