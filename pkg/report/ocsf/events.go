package ocsf

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// Events gives the events of a report, one at a time: the findings in the order
// of the report, the findings that are closed, the checks of which no finding
// failed, warned or is unknown, and last the heartbeat. Every finding and every
// check of the report is in at least one event, and no two have the same
// metadata.uid.
func Events(r *report.Report) iter.Seq[Event] {
	return events(r, r.History, func(f *finding.Finding) bool {
		return r.History != nil && !f.FirstSeen.IsZero() && f.FirstSeen.Before(r.Run.AsOf)
	})
}

// EventsFor gives the events of a report for one receiver: what is new, still
// open and closed is so since the last audit that it heard of.
func EventsFor(r *report.Report, told *report.Told) iter.Seq[Event] {
	return events(r, told.History, func(f *finding.Finding) bool { return told.Knows(f.ID) })
}

// events compares with a history, which is nil where there is none; again says
// whether a finding was open then.
func events(r *report.Report, h *report.History, again func(*finding.Finding) bool) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		m := newMaker(r, h, again)
		for i := range r.Findings {
			if !m.emit(m.finding(&r.Findings[i]), yield) {
				return
			}
		}
		for i := range m.gone {
			c := &m.gone[i]
			if _, noted := m.noted[c.ID]; !noted && !m.emit(m.closed(c), yield) {
				return
			}
		}
		for i := range r.Checks {
			if c := &r.Checks[i]; !m.open[c.ID] && !m.emit(m.check(c), yield) {
				return
			}
		}
		m.emit(m.heartbeat(), yield)
	}
}

// maker makes the events of one report. It holds nothing that grows with the
// findings.
type maker struct {
	report  *report.Report
	history *report.History
	again   func(*finding.Finding) bool // open in the audit before
	run     run
	count   int // of the events so far
	base    Event
	cut     bool // of base
	checks  map[string]*rule
	open    map[string]bool      // checks with a finding that failed, warned or is unknown
	gone    []report.Closed      // sorted by id
	noted   map[string]time.Time // those of them that are notes now: when first seen
}

func newMaker(r *report.Report, h *report.History, again func(*finding.Finding) bool) *maker {
	m := &maker{report: r, history: h, again: again, run: newRun(r.Organization.ID, r.Run.ID), open: map[string]bool{}, noted: map[string]time.Time{}}
	m.base, m.cut = base(r)
	m.checks = make(map[string]*rule, len(r.Checks))
	for i := range r.Checks {
		m.checks[r.Checks[i].ID] = newRule(&r.Checks[i])
	}
	if h != nil {
		m.gone = h.Closed
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status != finding.NotApplicable {
			m.open[f.CheckID] = true
		} else if i, found := m.wasOpen(f.ID); found {
			m.noted[f.ID] = m.gone[i].FirstSeen
		}
	}
	return m
}

// wasOpen finds a finding among those that the audit before had open and this
// one closes: a resource that was taken out of the PHI scope is a note now, and
// one event says both.
func (m *maker) wasOpen(id string) (at int, found bool) {
	return slices.BinarySearchFunc(m.gone, id, func(c report.Closed, id string) int { return cmp.Compare(c.ID, id) })
}

// emit completes an event with what depends on its place.
func (m *maker) emit(e Event, yield func(Event) bool) bool {
	m.count++
	e.Metadata.Sequence = m.count
	e.Metadata.UID = m.run.event(e.FindingInfo.UID)
	return yield(e)
}

// base is what all events of a report have.
func base(r *report.Report) (Event, bool) {
	var b bounder
	org := &Account{UID: identifier(r.Organization.ID, maxID), Name: b.text(r.Organization.Name, maxName)}
	e := Event{
		Time: r.Run.AsOf.UnixMilli(),
		Metadata: Metadata{
			CorrelationUID: identifier(r.Run.ID, maxID), EventCode: FindingCode, Version: Version,
			Product:  Product{Name: "wxaudit", VendorName: "wxaudit", Version: b.text(r.Tool.Version, maxWord)},
			Profiles: []string{"cloud"}, TenantUID: org.UID,
			LogName: "wxaudit", OriginalTime: r.Run.AsOf.UTC().Format(time.RFC3339), ProcessedTime: millis(r.Run.FinishedAt),
			Labels: []string{"mode:" + b.text(r.Run.Mode, maxWord)},
		},
		CategoryUID: 2, CategoryName: "Findings", ClassUID: classUID, ClassName: "Compliance Finding",
		Cloud: Cloud{Provider: "Webex", Org: org, Account: org},
	}
	if partial(r) {
		e.Metadata.Labels = append(e.Metadata.Labels, "partial:true")
	}
	if r.Run.EditedFiles > 0 {
		e.Metadata.Labels = append(e.Metadata.Labels, "edited:true")
	}
	return e, b.cut
}

// partial says whether the run left out checks, or reads that some depend on.
func partial(r *report.Report) bool {
	s := r.Run.Selection
	return len(s.Only) > 0 || len(s.Skip) > 0 || s.DocumentedOnly || r.Coverage.Checks < s.Catalogue
}

func (e *Event) do(a enum) {
	e.ActivityID, e.ActivityName = a.id, a.caption
	e.TypeUID, e.TypeName = e.ClassUID*100+a.id, e.ClassName+": "+a.caption
}

func (e *Event) grade(s enum) { e.SeverityID, e.Severity = s.id, s.caption }

func (e *Event) state(s enum) { e.StatusID, e.Status = s.id, s.caption }

func (e *Event) judge(v enum) { e.Compliance.StatusID, e.Compliance.Status = v.id, v.caption }

// millis is a time as OCSF writes it; 0, which is left out, for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
