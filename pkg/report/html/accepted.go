package htmlreport

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// waiver is an accepted deviation with the failures that it covers.
type waiver struct {
	Anchor, ID, Reason, Measure, Owner, Approvers, Ticket string
	Expires, Left                                         string
	Soon                                                  bool
	Findings                                              []link
	More                                                  int
}

// mostCovered is how many findings a waiver lists; the findings themselves say
// which waiver covers them.
const mostCovered = 50

// soon is how many days before its end a waiver is marked.
const soon = 30

func waiverKey(w *finding.Waiver) string {
	return fmt.Sprintf("%q", []string{w.ID, w.Reason, w.Measure, w.Owner, strings.Join(w.Approvers, "\n"), w.Ticket, w.Expires.String()})
}

// accepted collects the waivers. It needs the places of the findings.
func (p *page) accepted(r *report.Report) {
	p.waivers = map[string]*waiver{}
	today := finding.DayOf(r.Run.AsOf, time.UTC)
	for i, f := range r.Findings {
		if f.Waiver == nil {
			continue
		}
		w := p.waivers[waiverKey(f.Waiver)]
		if w == nil {
			w = newWaiver(p.ids.next("waiver", f.Waiver.ID), f.Waiver, today)
			p.waivers[waiverKey(f.Waiver)] = w
			p.Waivers = append(p.Waivers, w)
		}
		if len(w.Findings) == mostCovered {
			w.More++
			continue
		}
		m := markOf(f)
		w.Findings = append(w.Findings, link{
			Text: report.Harmless(f.CheckID, maxName) + ": " + resourceName(f.Resource), To: "#" + p.at[i], Mark: &m,
		})
	}
}

func newWaiver(anchor string, w *finding.Waiver, today finding.Day) *waiver {
	out := &waiver{
		Anchor: anchor, ID: full(w.ID), Reason: full(w.Reason), Measure: full(w.Measure), Owner: full(w.Owner),
		Approvers: listed(harmless(w.Approvers)), Ticket: full(w.Ticket), Expires: w.Expires.String(),
	}
	if !w.Expires.IsZero() {
		days := w.Expires.Since(today)
		out.Left, out.Soon = plural(days, "day")+" left", days < soon
		if days < 0 {
			out.Left = plural(-days, "day") + " past its end"
		}
	}
	return out
}

func harmless(all []string) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, report.Harmless(s, maxName))
	}
	return out
}

// attestation is a statement that a check rests on.
type attestation struct {
	Check     link
	Statement string
	Answers   []count
	Signed    stamp
	Age       string
}

// doubt is a finding about a statement: it ended, is missing, or speaks against
// the organisation.
type doubt struct {
	Finding link
	Says    string
}

const rankAttestation = "attestation"

// attested collects the statements of people, and what is wrong with them.
func (p *page) attested(r *report.Report) {
	for _, c := range r.Checks {
		for _, e := range c.Evidence {
			if e.Rank != rankAttestation {
				continue
			}
			a := attestation{
				Check: p.places.check(c.ID), Statement: full(strings.TrimPrefix(e.Source, "attestation ")),
				Answers: newCheckEvidence(e).Values, Signed: on(e.ReadAt),
			}
			if !e.ReadAt.IsZero() {
				a.Age = ago(max(0, int(r.Run.AsOf.Sub(e.ReadAt)/(24*time.Hour))))
			}
			p.Attested = append(p.Attested, a)
		}
	}
	for i, f := range r.Findings {
		if !aboutStatement(f) || f.Status == finding.NotApplicable {
			continue
		}
		m := markOf(f)
		d := doubt{link{Text: report.Harmless(f.CheckID, maxName), To: "#" + p.at[i], Mark: &m}, full(f.Message)}
		if f.Reason == "not_attested" {
			p.Missing = append(p.Missing, d)
		} else {
			p.Doubts = append(p.Doubts, d)
		}
	}
}

func aboutStatement(f finding.Finding) bool {
	if f.Reason == "not_attested" {
		return true
	}
	for _, e := range f.Evidence {
		if e.Rank == rankAttestation {
			return true
		}
	}
	return false
}
