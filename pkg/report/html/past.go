package htmlreport

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/report"
)

// past compares with the audit before.
type past struct {
	Run    string
	AsOf   stamp
	New    int
	Tells  bool   // which they are
	Groups []link // the checks with new findings
	Closed []closed
}

// closed is a finding that is gone.
type closed struct {
	Anchor   string
	ID       string
	Check    link
	Severity mark
	About    string
	First    stamp
}

func (p *page) history(r *report.Report) {
	h := r.History
	if h == nil {
		return
	}
	p.History = &past{Run: full(h.PreviousRun), AsOf: at(h.PreviousAsOf), New: h.New, Tells: p.tellsNew}
	for _, g := range p.Groups {
		if g.New > 0 {
			m := g.Status
			p.History.Groups = append(p.History.Groups, link{Text: check.Count(g.New, "new finding") + " of " + g.ID, To: "#" + g.Anchor, Mark: &m})
		}
	}
	for _, c := range h.Closed {
		p.History.Closed = append(p.History.Closed, closed{
			Anchor: p.ids.next("closed", c.ID), ID: full(c.ID), Check: p.places.check(c.CheckID), Severity: severityMark(c.Severity), About: resourceName(c.Resource), First: at(c.FirstSeen),
		})
	}
}
