package main

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/snapshot"
)

// prospectVerdict says whether a run can decide a check.
type prospectVerdict string

// The verdicts, best first.
const (
	// decidable: everything that the check reads can be had.
	decidable prospectVerdict = "decidable"
	// untested: nothing is known to be missing, but not everything could be tried.
	untested prospectVerdict = "untested"
	// inPart: the check can find a failure, and may be unable to say that there is
	// none.
	inPart prospectVerdict = "in_part"
	// undecidable: a run would call the check unknown.
	undecidable prospectVerdict = "undecidable"
	// byWord: only a person can say; Webex is not asked, or for company only.
	byWord prospectVerdict = "attestation"
)

// prospect is what a run could say of one check.
type prospect struct {
	check   check.Check
	verdict prospectVerdict
	holes   []snapshot.Gap // what it lacks, each once; worst first
}

// prospectOf foresees what becomes of a check. It promises less where it cannot
// know: see the test that compares it with what runs come to.
func prospectOf(c check.Check, f *collect.Forecast) prospect {
	p := prospect{check: c, verdict: decidable}
	add := func(o collect.Outlook, which func(collect.Hole) bool) (any bool) {
		for _, h := range o.Holes {
			if which(h) {
				any = true
				if !slices.Contains(p.holes, h.Gap) {
					p.holes = append(p.holes, h.Gap)
				}
			}
		}
		return any
	}
	sure := func(h collect.Hole) bool { return h.Sure }
	wholly := func(h collect.Hole) bool { return h.Sure && h.Whole }
	for _, name := range c.Needs {
		if add(f.Outlook(name), wholly) {
			p.verdict = undecidable
		}
	}
	if hopeless(c, f) {
		p.verdict = undecidable
	}
	for _, name := range c.Reads() {
		if add(f.Outlook(name), sure) && p.verdict == decidable {
			p.verdict = inPart
		}
	}
	if p.verdict == decidable {
		for _, name := range c.Reads() {
			if add(f.Outlook(name), func(collect.Hole) bool { return true }) {
				p.verdict = untested
			}
		}
	}
	if c.Mode == check.Attested {
		p.verdict = byWord
	}
	return p
}

// hopeless says that nothing is left in which the check could find a failure.
func hopeless(c check.Check, f *collect.Forecast) bool {
	reads := c.Reads()
	return len(reads) > 0 && !slices.ContainsFunc(reads, func(name snapshot.Name) bool {
		return !f.Outlook(name).Lost && !supports(c, name)
	}) && slices.ContainsFunc(reads, func(name snapshot.Name) bool { return f.Outlook(name).Lost })
}

// supports says that a section only tells which resources there are: no field of
// it decides.
func supports(c check.Check, name snapshot.Name) bool {
	return slices.Contains(c.Scans, name) && !slices.ContainsFunc(c.Fields, func(field string) bool {
		section, _, _ := strings.Cut(field, ".")
		return section == string(name)
	})
}
