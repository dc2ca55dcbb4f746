package collect

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// recordReader reads a record through a client.
type recordReader[T any] func(context.Context, *webex.Client) snapshot.Record[T]

// climb reads a record from the best source that has it, field by field: from
// the service itself, from what the administrator's browser saw, and from the
// last change in the admin audit log. Sources that disagree are noted.
func climb[T any](ctx context.Context, r *run, name snapshot.Name, e Endpoint, read, readCapture recordReader[T]) snapshot.Record[T] {
	live := snapshot.Record[T]{Source: e.source(), Gap: r.leftOut(e)}
	if live.Gap == nil {
		live = read(ctx, r.o.Client)
	}
	var captured snapshot.Record[T]
	if r.o.Capture != nil {
		captured = captureOf(readCapture(ctx, r.o.Capture.Client), r.o.Capture)
	}
	if !whole(live) || captured.Value != nil || r.wants(snapshot.AdminAuditName) {
		r.section(ctx, snapshot.AdminAuditName)
	}
	dropStale(r, name, &captured)
	rungs := []snapshot.Record[T]{live, captured, lastChanges[T](r, name)}
	r.dispute(name, disagreements(name, rungs))
	return descend(e, rungs)
}

// whole says that every field of a record is known.
func whole[T any](s snapshot.Record[T]) bool {
	return s.Value != nil && !slices.ContainsFunc(fieldsOf(s.Value), func(f recordField) bool { return !f.known() })
}

// descend takes each field from the first rung that knows it. A record of which
// nothing is known keeps its gap. One that was not read and is known in part has
// none, but its source says why it was not read, for the fields that are not.
func descend[T any](e Endpoint, rungs []snapshot.Record[T]) snapshot.Record[T] {
	out := rungs[0]
	value := new(T)
	if out.Value != nil {
		*value = *out.Value
	}
	sources := maps.Clone(out.Fields)
	filled := false
	for i, f := range fieldsOf(value) {
		if f.known() {
			continue
		}
		for _, rung := range rungs[1:] {
			if rung.Value == nil || !fieldsOf(rung.Value)[i].known() {
				continue
			}
			f.value.Set(fieldsOf(rung.Value)[i].value)
			src := rung.SourceOf(f.name)
			src.InPlaceOf = firstGap(out.Gap, out.SourceOf(f.name).InPlaceOf, e.without(f.name))
			if sources == nil {
				sources = map[string]snapshot.Source{}
			}
			sources[f.name], filled = src, true
			break
		}
	}
	if !filled {
		return out
	}
	if out.Gap != nil {
		out.Source.InPlaceOf, out.Gap = out.Gap, nil
	}
	out.Value, out.Fields = value, sources
	return out
}

// without is the gap of a field that an answer lacked.
func (e Endpoint) without(field string) *snapshot.Gap {
	return &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("GET %s did not return %s", e.Path, field)}
}

// disagreements lists the fields on which two rungs differ, where the lesser one
// speaks of an earlier moment: nothing that the lesser source knows explains how
// the value became another.
func disagreements[T any](name snapshot.Name, rungs []snapshot.Record[T]) []snapshot.Contradiction {
	var all []snapshot.Contradiction
	for i, better := range rungs {
		for _, lesser := range rungs[i+1:] {
			if better.Value == nil || lesser.Value == nil {
				continue
			}
			others := fieldsOf(lesser.Value)
			for k, f := range fieldsOf(better.Value) {
				a, b := f.any(), others[k].any()
				from, to := lesser.SourceOf(f.name), better.SourceOf(f.name)
				if a == nil || b == nil || a == b || !from.ReadAt.Before(to.ReadAt) {
					continue
				}
				all = append(all, snapshot.Contradiction{Field: string(name) + "." + f.name, Better: to, Value: a, Lesser: from, Other: b})
			}
		}
	}
	return all
}

// dispute notes the contradictions of one section.
func (r *run) dispute(name snapshot.Name, found []snapshot.Contradiction) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.disputes[name] = found
}

// settle puts the contradictions of all sections into the snapshot, in order.
func (r *run) settle() {
	for _, name := range snapshot.Names() {
		r.s.Contradictions = append(r.s.Contradictions, r.disputes[name]...)
	}
}

// wants says whether a section was asked for by itself.
func (r *run) wants(name snapshot.Name) bool {
	return r.o.Want == nil || slices.Contains(r.o.Want, name)
}
