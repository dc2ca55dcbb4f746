package htmlreport

import (
	"iter"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// group is the findings of one check, and what they share.
type group struct {
	Anchor    string
	ID        string
	Check     link
	Title     string
	Area      string // in words
	AreaKey   string
	Cites     string // slugs, for the filter
	Controls  []link
	Severity  mark
	Status    mark
	Counts    string
	Total     int
	Many      bool // more than a browser should lay out when nobody looks
	Failed    int
	Waived    int
	New       int
	Message   string
	Remedy    string
	Rows      iter.Seq[row]
	unwaived  int // failures that nobody accepted
	positions []int
}

// many is the size from which the rows of a group are laid out only in sight.
const many = 300

// row is one finding.
type row struct {
	Anchor   string
	ID       string
	Status   mark
	Severity mark
	About    string // the resource, shortened
	Says     string // the message, shortened
	Whole    string // the message where Says was shortened
	Type     string
	Resource string // its id
	Reason   string
	New      bool
	First    stamp
	Waiver   *link
	Until    string
	Evidence []evidence
}

// evidence is one line of a table of evidence.
type evidence struct {
	Source, Field, Value, Rank string
	Read                       stamp
}

// findings has the groups in the order of their worst finding, and gives every
// finding its place in the page.
func (p *page) findings(r *report.Report) {
	find := map[string]*group{}
	seen := map[string]map[string]int{}
	p.at = make([]string, len(r.Findings))
	for i, f := range r.Findings {
		p.at[i] = p.ids.next("finding", f.ID)
		g := find[f.CheckID]
		if g == nil {
			g = &group{Anchor: p.ids.next("findings", f.CheckID), ID: report.Harmless(f.CheckID, maxName), Check: p.places.check(f.CheckID)}
			find[f.CheckID], seen[f.CheckID] = g, map[string]int{}
			p.places.groups[f.CheckID] = g.Anchor
			p.Groups = append(p.Groups, g)
			g.Severity = severityMark(f.Severity)
			p.describe(g, r, f.CheckID)
		}
		g.positions = append(g.positions, i)
		g.Total++
		m := markOf(f)
		seen[f.CheckID][m.Class]++
		p.Counted[m.Class]++
		p.Counted[severityMark(f.Severity).Class]++
		if f.Waiver != nil {
			g.Waived++
			p.Waived++
		} else if f.Status == finding.Fail {
			g.unwaived++
		}
		if p.isNew(r, f) {
			g.New++
		}
	}
	for id, g := range find {
		n := seen[id]
		g.Failed = n["fail"]
		g.Status, g.Many = worst(n), g.Total > many
		g.Counts = counts(n["fail"], "failed", n["unknown"], "not known", n["warn"], "to look at", n["na"], "noted", n["pass"], "passed")
		g.Rows = p.rows(r, g.positions)
	}
}

// describe takes from the check what its findings share.
func (p *page) describe(g *group, r *report.Report, id string) {
	i := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.ID == id })
	if i < 0 {
		g.Title = g.ID
		g.Area, g.AreaKey = "Other", "other"
		return
	}
	c := r.Checks[i]
	g.Title, g.Area, g.AreaKey = full(c.Title), areaWords(c.Area), slug(c.Area)
	g.Message, g.Remedy = full(c.Message), full(c.Remediation.Text)
	var cites []string
	for _, cite := range c.Controls {
		g.Controls = append(g.Controls, p.places.control(string(cite)))
		cites = append(cites, slug(string(cite)))
	}
	g.Cites = strings.Join(cites, " ")
}

func markOf(f finding.Finding) mark {
	if f.Status == finding.NotApplicable {
		return noteMark
	}
	return statusMark(f.Status)
}

func worst(n map[string]int) mark {
	for _, s := range finding.Statuses {
		if m := statuses[s]; n[m.Class] > 0 {
			if s == finding.NotApplicable {
				return noteMark
			}
			return m
		}
	}
	return noteMark
}

// isNew says that a finding was not open in the audit before.
func (p *page) isNew(r *report.Report, f finding.Finding) bool { return p.tellsNew && seenNow(r, f) }

func seenNow(r *report.Report, f finding.Finding) bool {
	return f.Status != finding.NotApplicable && f.FirstSeen.Equal(r.Run.AsOf)
}

// tellsNew says whether the findings show which of them are new. They do not
// where the audit before had the same clock, as one of the same recording has.
func tellsNew(r *report.Report) bool {
	if r.History == nil {
		return false
	}
	n := 0
	for _, f := range r.Findings {
		if seenNow(r, f) {
			n++
		}
	}
	return n == r.History.New
}

// rows makes the rows of a group one by one, as the page is written.
func (p *page) rows(r *report.Report, positions []int) iter.Seq[row] {
	return func(yield func(row) bool) {
		for _, i := range positions {
			if !yield(p.row(r, i)) {
				return
			}
		}
	}
}

func (p *page) row(r *report.Report, i int) row {
	f := r.Findings[i]
	out := row{
		Anchor: p.at[i], ID: report.Harmless(f.ID, maxName), Status: markOf(f), Severity: severityMark(f.Severity),
		About: resourceName(f.Resource), Says: report.Harmless(f.Message, maxSummary),
		Type: spaced(f.Resource.Type), Resource: full(f.Resource.ID),
		New: p.isNew(r, f), First: at(f.FirstSeen), Evidence: make([]evidence, 0, len(f.Evidence)),
	}
	if whole := full(f.Message); whole != out.Says {
		out.Whole = whole
	}
	if rest, named := strings.CutPrefix(out.Says, out.About+" "); named {
		out.Says = rest // the name stands before it
	}
	if f.Reason != "" {
		out.Reason = spaced(f.Reason) + ": " + report.ReasonMeans(f.Reason)
	}
	if f.Waiver != nil {
		out.Waiver = &link{Text: report.Harmless(f.Waiver.ID, maxName), To: "#" + p.waivers[waiverKey{f.Waiver.ID, f.CheckID}].Anchor}
		out.Until = f.Waiver.Expires.String()
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, evidence{
			Source: full(e.Source), Field: full(e.Field), Value: value(e.Value), Read: at(e.ReadAt), Rank: rankWords(e.Rank),
		})
	}
	return out
}

// resourceName names what a finding is about; a name that could be PHI was
// never there, so the id stands in.
func resourceName(r finding.Resource) string {
	if r.Name != "" {
		return report.Harmless(r.Name, maxName)
	}
	kind := spaced(r.Type)
	if r.ID == "" || r.ID == r.Type {
		return kind
	}
	return kind + " " + report.Harmless(r.ID, 40)
}
