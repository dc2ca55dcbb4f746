package report

import (
	"cmp"
	"slices"
	"time"

	"wxaudit/pkg/finding"
)

// History is how the findings compare with an earlier audit of the same
// organisation. It holds no names: what was found is in findings, and what is
// gone is known by its ids.
type History struct {
	// PreviousRun is the id of the audit before this one, and PreviousAsOf the
	// clock that it was judged by.
	PreviousRun  string    `json:"previous_run"`
	PreviousAsOf time.Time `json:"previous_as_of"`
	// New counts the findings that were not open then; see Finding.FirstSeen for
	// which they are.
	New int `json:"new"`
	// Closed are the findings that were open then and are gone, sorted by id.
	Closed []Closed `json:"closed"`
}

// Closed is a finding of an earlier audit that this one would have seen, and did
// not: its check was decided for every resource.
type Closed struct {
	ID        string           `json:"id"`
	CheckID   string           `json:"check_id"`
	Severity  finding.Severity `json:"severity"`
	Resource  finding.Resource `json:"resource"` // without its name
	FirstSeen time.Time        `json:"first_seen"`
}

// Memory is what one audit leaves to the next.
type Memory struct {
	Organization string    `json:"organization"` // its id, as in the report
	Run          string    `json:"run"`
	AsOf         time.Time `json:"as_of"`
	// Open are the findings that failed, warned or were unknown, sorted by id.
	Open []Closed `json:"open"`
}

// Remember compares the report with what an earlier audit left, marks every
// finding with the time it was first seen, and returns what the next audit
// should know. before is nil on the first audit, which has no History.
//
// A finding is closed only if its check answered for every resource this time:
// what was not looked at, or not learnt, stays open.
func Remember(r *Report, before *Memory) Memory {
	earlier := openIn(before)
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status == finding.NotApplicable {
			continue // a note, which nothing can close
		}
		f.FirstSeen = r.Run.AsOf
		if o, again := earlier[f.ID]; again && o.FirstSeen.Before(r.Run.AsOf) { // or the clock of that audit was wrong
			f.FirstSeen = o.FirstSeen.UTC()
		}
	}
	h, now := compare(r, before, earlier)
	if h != nil {
		r.History = h
	}
	return now
}

// openIn has the findings that a memory has as open, by id.
func openIn(m *Memory) map[string]Closed {
	open := map[string]Closed{}
	if m != nil {
		for _, o := range m.Open {
			open[o.ID] = o
		}
	}
	return open
}

// compare finds what is new and closed since a memory, which has those findings
// as open; without one the history is nil. It uses earlier up.
func compare(r *Report, before *Memory, earlier map[string]Closed) (*History, Memory) {
	h := &History{Closed: []Closed{}}
	now := Memory{Organization: r.Organization.ID, Run: r.Run.ID, AsOf: r.Run.AsOf, Open: []Closed{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status == finding.NotApplicable {
			continue
		}
		if _, again := earlier[f.ID]; !again {
			h.New++
		}
		delete(earlier, f.ID)
		now.Open = append(now.Open, Closed{
			ID: f.ID, CheckID: f.CheckID, Severity: f.Severity, FirstSeen: f.FirstSeen,
			Resource: finding.Resource{Type: f.Resource.Type, ID: f.Resource.ID},
		})
	}
	decided := decidedWhole(r)
	for _, o := range earlier {
		if decided[o.CheckID] {
			h.Closed = append(h.Closed, o)
		} else {
			now.Open = append(now.Open, o)
		}
	}
	byID := func(a, b Closed) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(now.Open, byID)
	slices.SortFunc(h.Closed, byID)
	if before == nil {
		return nil, now
	}
	h.PreviousRun, h.PreviousAsOf = before.Run, before.AsOf.UTC()
	return h, now
}

// decidedWhole has the checks that answered for every resource. A check that
// left the catalogue, was not selected or is disabled answered for none.
func decidedWhole(r *Report) map[string]bool {
	whole := make(map[string]bool, len(r.Checks))
	for _, c := range r.Checks {
		whole[c.ID] = !c.Disabled && c.Status != finding.Unknown && c.Unknown == 0 && c.Partial == 0
	}
	return whole
}
