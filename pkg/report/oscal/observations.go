package oscal

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// attestation is the rank of evidence that somebody vouches for; see package
// snapshot.
const attestation = "attestation"

// observations yields one for each entry of the report.
func (d *document) observations() iter.Seq[observation] {
	return func(yield func(observation) bool) {
		i := 0
		for e := range report.Entries(d.report) {
			if !yield(d.observation(i, e)) {
				return
			}
			i++
		}
	}
}

func (d *document) observationID(entry int) string { return d.id("observation", fmt.Sprint(entry)) }

func (d *document) observation(i int, e report.Entry) observation {
	c := e.Check
	o := observation{
		UUID: d.observationID(i), Title: prose(cmp.Or(c.Title, c.ID)), Types: []string{"finding"}, Methods: []string{"TEST"},
		Origins: []origin{{[]actor{{"tool", d.toolID()}}}},
	}
	var collected time.Time
	vouched := false
	add := func(source, field, value, rank string, at time.Time) {
		o.Evidence = append(o.Evidence, newEvidence(source, field, value, rank, at))
		vouched = vouched || rank == attestation
		if at.After(collected) {
			collected = at
		}
	}
	if f := e.Finding; f != nil {
		o.Description = prose(cmp.Or(f.Message, string(f.Status)))
		o.Props = answer(f.CheckID, f.Status, f.Severity, f.Reason)
		o.Props = append(o.Props, prop("finding-id", f.ID))
		if f.Waiver != nil {
			o.Props = append(o.Props, prop("waiver", f.Waiver.ID))
		}
		if !f.FirstSeen.IsZero() {
			o.Props = append(o.Props, prop("first-seen", moment(f.FirstSeen)))
		}
		o.Subjects = []subject{{d.itemID(f.Resource), "inventory-item", title(f.Resource)}}
		for _, ev := range f.Evidence {
			add(ev.Source, ev.Field, report.Word(ev.Value), ev.Rank, ev.ReadAt)
		}
	} else {
		o.Types = []string{"control-objective"}
		o.Description = prose(cmp.Or(c.Message, string(c.Status)))
		o.Props = answer(c.ID, c.Status, c.Severity, c.Reason)
		o.Subjects = []subject{{d.lasting("component"), "component", prose("Webex organisation " + d.report.Organization.Name)}}
		for _, ev := range c.Evidence {
			add(ev.Source, ev.Field, values(ev), ev.Rank, ev.ReadAt)
		}
	}
	if vouched { // somebody's signed word was read, and nothing tested
		o.Methods = []string{"EXAMINE"}
	}
	if collected.IsZero() {
		collected = d.report.Run.AsOf
	}
	o.Collected = moment(collected)
	return o
}

func answer(check string, status finding.Status, severity finding.Severity, reason string) []property {
	props := []property{prop("check-id", check), prop("status", string(status)), prop("severity", string(severity))}
	if reason != "" {
		props = append(props, prop("reason", reason))
	}
	return props
}

func newEvidence(source, field, v, rank string, at time.Time) evidence {
	e := evidence{Description: prose(source), Props: []property{prop("source", source), prop("rank", rank)}}
	if field != "" {
		e.Description = prose(source + " " + field + " = " + v)
		e.Props = append(e.Props, prop("field", field), prop("value", v))
	}
	if !at.IsZero() {
		e.Props = append(e.Props, prop("read-at", moment(at)))
	}
	return e
}

// values says how often each value was seen.
func values(e report.Evidence) string {
	var parts []string
	for _, v := range e.Values {
		parts = append(parts, fmt.Sprintf("%s × %d", report.Word(v.Value), v.Count))
	}
	if e.OtherValues > 0 {
		parts = append(parts, fmt.Sprintf("others × %d", e.OtherValues))
	}
	return strings.Join(parts, ", ")
}
