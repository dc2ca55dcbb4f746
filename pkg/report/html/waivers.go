package htmlreport

import (
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// waiver is an accepted deviation with the failures that it covers.
type waiver struct {
	Anchor, ID, Reason, Measure, Owner, Approvers, Ticket string
	State                                                 mark
	Check                                                 link
	Resources                                             string
	Starts, Ends                                          string
	Left                                                  string
	Soon                                                  bool
	Findings                                              []link
	More                                                  int
	Nothing                                               string // why it covers nothing
}

// mostCovered is how many findings a waiver lists; the findings themselves say
// which waiver covers them.
const mostCovered = 50

// soon is how many days before its end a waiver is marked.
const soon = 30

var waiverStates = map[report.WaiverState]mark{
	report.WaiverInForce:  {"held", "In force", "·"},
	report.WaiverEnded:    {"warn", "Ended", "!"},
	report.WaiverNotBegun: {"off", "Not begun", "○"},
}

// waiverKey is what a waiver is known by: its id is unique in the policy, and it
// is about one check.
type waiverKey struct{ id, check string }

// theWaivers collects all waivers of the policy, with the findings that each of
// them covers. It needs the places of the findings.
func (p *page) theWaivers(r *report.Report) {
	p.waivers = map[waiverKey]*waiver{}
	today := today(r)
	for _, w := range r.Waivers {
		p.addWaiver(w, today)
	}
	for i, f := range r.Findings {
		if f.Waiver == nil {
			continue
		}
		w := p.waivers[waiverKey{f.Waiver.ID, f.CheckID}]
		if w == nil { // in a report that somebody wrote by hand
			w = p.addWaiver(unlisted(f), today)
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

// unlisted is the waiver of a finding, as far as the finding knows it.
func unlisted(f finding.Finding) report.Waiver {
	w := f.Waiver
	return report.Waiver{
		ID: w.ID, Check: f.CheckID, Reason: w.Reason, Measure: w.Measure, Owner: w.Owner, Approvers: w.Approvers,
		Ticket: w.Ticket, Expires: w.Expires, State: report.WaiverInForce,
	}
}

func (p *page) addWaiver(w report.Waiver, today finding.Day) *waiver {
	out := &waiver{
		Anchor: p.ids.next("waiver", w.ID), ID: full(w.ID), Reason: full(w.Reason), Measure: full(w.Measure), Owner: full(w.Owner),
		Approvers: listed(harmless(w.Approvers)), Ticket: full(w.Ticket), Check: p.places.check(w.Check),
		Resources: covers(w.Resources), Starts: w.Starts.String(), Ends: w.Expires.String(),
	}
	known, ok := waiverStates[w.State]
	if !ok {
		known = mark{"unknown", spaced(string(w.State)), "?"}
	}
	out.State = known
	switch w.State {
	case report.WaiverEnded:
		out.Left, out.Soon = ended(w.Expires, today), true
		out.Nothing = "nothing: it has ended, and what it covered counts in full again"
	case report.WaiverNotBegun:
		out.Left = begins(w.Starts, today)
		out.Nothing = "nothing: it has not begun"
	default:
		out.Left, out.Soon = left(w.Expires, today)
		out.Nothing = "nothing: no failure of this audit is what it is about"
	}
	if key := (waiverKey{w.ID, w.Check}); p.waivers[key] == nil {
		p.waivers[key] = out
	}
	p.Waivers = append(p.Waivers, out)
	return out
}

// covers says which resources a waiver is for; "*" in the policy is all of them.
func covers(patterns []string) string {
	if slices.Equal(patterns, []string{"*"}) {
		return "all that the check looks at (*)"
	}
	return listed(harmless(patterns))
}

// today is the day of the audit where the organisation is; in UTC where the report
// does not say.
func today(r *report.Report) finding.Day {
	if r.Run.Day.IsZero() {
		return finding.DayOf(r.Run.AsOf, time.UTC)
	}
	return r.Run.Day
}

// left says how long something still counts whose last day that is, and whether
// it ends soon.
func left(end, today finding.Day) (words string, isSoon bool) {
	if end.IsZero() {
		return "", false
	}
	days := max(0, end.Since(today))
	if days == 0 {
		return "its last day", true
	}
	return check.Count(days, "day") + " left", days <= soon
}

func ended(end, today finding.Day) string {
	if end.IsZero() {
		return ""
	}
	return check.Count(max(1, today.Since(end)), "day") + " past its end"
}

func begins(start, today finding.Day) string {
	if start.IsZero() {
		return ""
	}
	return "begins in " + check.Count(max(1, start.Since(today)), "day")
}

func harmless(all []string) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, report.Harmless(s, maxName))
	}
	return out
}
