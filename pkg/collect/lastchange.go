package collect

import (
	"strconv"

	"wxaudit/pkg/snapshot"
)

// lastChanges is the record as the admin audit log tells of it: each field with
// the value of its last change. A setting that was never changed is not in it,
// and nothing is when the log was not read whole: the last change could be in
// the rest. Of a change without a value that is understood nothing is known.
func lastChanges[T any](r *run, section snapshot.Name) snapshot.Record[T] {
	s := snapshot.Record[T]{Source: adminAuditEndpoint.source()}
	if r.s.AdminAudit.Missing() != nil {
		return s
	}
	newest := r.newestChanges(section)
	value := new(T)
	for _, f := range fieldsOf(value) {
		c := newest[f.name]
		if c.after == "" || !f.set(c.after) {
			continue
		}
		if s.Fields == nil {
			s.Fields = map[string]snapshot.Source{}
		}
		src := adminAuditEndpoint.readAt(c.at)
		src.Rank, src.Since = snapshot.RankAuditLog, r.s.AdminAudit.Source.Since
		s.Fields[f.name] = src
		s.Value = value
	}
	return s
}

// dropStale forgets of a capture what was changed since: even a log that was
// read in part shows that it is no longer so.
func dropStale[T any](r *run, section snapshot.Name, s *snapshot.Record[T]) {
	if s.Value == nil {
		return
	}
	newest := r.newestChanges(section)
	for _, f := range fieldsOf(s.Value) {
		if c, changed := newest[f.name]; changed && (c.at.IsZero() || !c.at.Before(s.SourceOf(f.name).ReadAt)) {
			f.value.SetZero()
		}
	}
}

// set gives a field the value of an audit event, as valueRule writes it; false
// when the field cannot have it.
func (f recordField) set(text string) bool {
	number, err := strconv.Atoi(text)
	switch v := f.value.Addr().Interface().(type) {
	case *snapshot.Tri:
		if text == "true" || text == "false" {
			*v = snapshot.TriFrom(text == "true")
		}
	case *snapshot.Opt[int]:
		if err == nil {
			*v = snapshot.Some(number)
		}
	case *snapshot.Retention:
		if err == nil {
			v.Days = snapshot.Some(number)
		}
	case *string:
		*v = text
	}
	return f.known()
}
