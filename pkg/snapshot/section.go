package snapshot

import "time"

// Source says where a section came from, so that evidence can lead back.
type Source struct {
	// Path is the request, as "GET /v1/people": a template where ids or
	// addresses stood in it, and never with query values.
	Path string `json:"path,omitempty"`
	Rank Rank   `json:"rank,omitempty"`
	// ReadAt is when the last answer of the section came, in UTC.
	ReadAt time.Time `json:"read_at,omitzero"`
	// Since is the earliest moment that a list with a time window asked for.
	Since time.Time `json:"since,omitzero"`
	// InPlaceOf says why a better source could not be read; nil when this is the
	// best one.
	InPlaceOf *Gap `json:"in_place_of,omitempty"`
}

// Section is a list that was read, or the gap where it should be.
//
// Items is nil when nothing was read, and an empty slice when Webex answered
// with an empty list. When Items is not nil and Gap is set, the list is only
// part of what exists: a hit in it is a hit, but nothing may be concluded from
// what it does not hold.
type Section[T any] struct {
	Items  []T    `json:"items"`
	Gap    *Gap   `json:"gap,omitempty"`
	Source Source `json:"source,omitzero"`
}

// Missing returns the gap of the section: nil only when the whole list was read.
func (s Section[T]) Missing() *Gap {
	if s.Gap == nil && s.Items == nil {
		return notCollected
	}
	return s.Gap
}

// Origin returns where the section came from.
func (s Section[T]) Origin() Source { return s.Source }

// ItemGaps returns the gaps of single items, in order.
func (s Section[T]) ItemGaps() []*Gap {
	var gaps []*Gap
	for _, item := range s.Items {
		if g, ok := any(item).(interface{ ItemGap() *Gap }); ok && g.ItemGap() != nil {
			gaps = append(gaps, g.ItemGap())
		}
	}
	return gaps
}

// Len returns how many items were read.
func (s Section[T]) Len() int { return len(s.Items) }

// Record is a single object that was read, or the gap where it should be.
type Record[T any] struct {
	Value  *T     `json:"value"` // nil when it was not read
	Gap    *Gap   `json:"gap,omitempty"`
	Source Source `json:"source,omitzero"`
	// Fields has the sources of those fields that came from another source than
	// the record, by the JSON name of the field.
	Fields map[string]Source `json:"fields,omitempty"`
}

// SourceOf returns where a field came from, by its JSON name.
func (r Record[T]) SourceOf(field string) Source {
	if src, ok := r.Fields[field]; ok {
		return src
	}
	return r.Source
}

// Missing returns the gap of the record: nil only when it was read.
func (r Record[T]) Missing() *Gap {
	if r.Gap == nil && r.Value == nil {
		return notCollected
	}
	return r.Gap
}

// Origin returns where the record came from.
func (r Record[T]) Origin() Source { return r.Source }

// ItemGaps returns the gap of a part, where the record was put together from
// several and one could not be read.
func (r Record[T]) ItemGaps() []*Gap {
	if r.Value == nil {
		return nil
	}
	if g, ok := any(*r.Value).(interface{ ItemGap() *Gap }); ok && g.ItemGap() != nil {
		return []*Gap{g.ItemGap()}
	}
	return nil
}

// Len returns 1 when the record was read.
func (r Record[T]) Len() int {
	if r.Value == nil {
		return 0
	}
	return 1
}

var notCollected = &Gap{Reason: Error, Detail: "the section was not collected"}
