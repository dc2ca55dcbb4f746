package spool

import (
	"cmp"
	"slices"
	"time"
)

// Reason is why events were set aside for a sink.
type Reason struct {
	Text   string
	Events int
	// Lost counts those of them that cannot be offered once more, because their
	// lines could not be read.
	Lost int
	// Last is when the last of them was set aside.
	Last time.Time
}

// Reasons lists why events were set aside for a sink, the most frequent first.
func (s *Spool) Reasons(name string) ([]Reason, error) {
	runs, err := s.asideRuns(name)
	if err != nil {
		return nil, err
	}
	all := map[string]*Reason{}
	for _, run := range runs {
		err := readAsideFile(s.asidePath(run, name), func(a aside) {
			r := all[a.Reason]
			if r == nil {
				r = &Reason{Text: a.Reason}
				all[a.Reason] = r
			}
			r.Events += a.Count
			if !a.whole() {
				r.Lost += a.Count
			}
			if a.At.After(r.Last) {
				r.Last = a.At
			}
		})
		if err != nil {
			return nil, err
		}
	}
	var list []Reason
	for _, r := range all {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Text, b.Text))
	})
	return list, nil
}
