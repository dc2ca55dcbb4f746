package htmlreport

import (
	"cmp"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"wxaudit/pkg/report"
)

// page is what the templates show. Its texts are harmless already, and its
// findings are made one by one while they are written.
type page struct {
	Policy string // the Content-Security-Policy
	Style  template.CSS
	Script template.JS

	Title, Organization, OrganizationID string
	Tool                                string
	AsOf                                stamp

	Verdict  verdict
	Notices  []notice
	First    []*group
	Ring     []segment
	Severity []bar
	Areas    []bar
	Ranks    []bar
	Coverage report.Coverage // numbers only
	NotRun   int             // checks of the catalogue

	Groups   []*group
	Counted  map[string]int // findings by class of status and of severity
	Findings int
	Waived   int
	FAreas   []option
	FCites   []option

	Steps   []step
	Reasons []reason
	Gaps    []gap

	Matrix       []safeguard
	States       []segment
	StatesAlt    string
	ControlCount int

	Checks  []checkRow
	CAreas  []option
	Changed []checkRow // by the policy

	Waivers      []*waiver
	Statements   []*statement
	Standing     []choice // the states of the statements
	StandingSays string
	History      *past

	Facts    []fact
	Vendor   []vendorClaim
	Glossary []glossary

	ids        anchors
	places     places
	at         []string // the ids of the findings
	checkIDs   []string
	controlIDs []string
	waivers    map[waiverKey]*waiver
	tellsNew   bool
	asked      map[string][]link // statements, by the id of the check
}

// option is one choice of a filter.
type option struct {
	Key, Text string
	N         int
}

func newPage(r *report.Report) *page {
	p := &page{
		Policy: policy(), Style: template.CSS(style), Script: template.JS(script),
		Organization: cmp.Or(full(r.Organization.Name), "The organisation"), OrganizationID: full(r.Organization.ID),
		Tool: report.Harmless(strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version), maxName), AsOf: at(r.Run.AsOf),
		Findings: len(r.Findings), Counted: map[string]int{},
		ids: anchors{used: map[string]int{}},
		places: places{
			checks: map[string]string{}, groups: map[string]string{}, controls: map[string]string{}, marks: map[string]mark{},
		},
	}
	p.Title = report.Harmless(r.Organization.Name, 80)
	p.Coverage = r.Coverage
	p.Coverage.Steps = nil
	p.NotRun = notRun(r)
	p.tellsNew = tellsNew(r)
	p.place(r)
	p.findings(r)
	p.theWaivers(r)
	p.attested(r)
	p.checks(r)
	p.matrix(r)
	p.unknown(r)
	p.history(r)
	p.Ring, p.Severity, p.Areas, p.Ranks = ring(r), bySeverity(r), byArea(r), byRank(r.Coverage)
	p.Verdict, p.Notices = newVerdict(r), notices(r)
	p.first()
	p.options()
	p.Facts, p.Vendor, p.Glossary = facts(r), p.vendorClaims(r), theGlossary
	return p
}

// mostFirst is how many checks are named at the top.
const mostFirst = 5

// first picks the failed checks that are worst and that nobody accepted.
func (p *page) first() {
	for _, g := range p.Groups {
		if g.unwaived > 0 && len(p.First) < mostFirst {
			p.First = append(p.First, g)
		}
	}
}

// options are the areas and citations that filters can choose.
func (p *page) options() {
	for _, g := range p.Groups {
		p.FAreas = add(p.FAreas, g.AreaKey, g.Area, g.Total)
		for i, key := range strings.Fields(g.Cites) {
			p.FCites = add(p.FCites, key, g.Controls[i].Text, g.Total)
		}
	}
	for _, c := range p.Checks {
		p.CAreas = add(p.CAreas, c.AreaKey, c.Area, 1)
	}
	p.FCites = inMatrixOrder(p.FCites, p.Matrix)
}

func add(all []option, key, text string, n int) []option {
	for i := range all {
		if all[i].Key == key {
			all[i].N += n
			return all
		}
	}
	return append(all, option{key, text, n})
}

// inMatrixOrder sorts citations as the regulation does, others behind.
func inMatrixOrder(all []option, m []safeguard) []option {
	var out []option
	taken := map[string]bool{}
	for _, s := range m {
		for _, row := range s.Rows {
			for _, o := range all {
				if o.Text == row.Citation && !taken[o.Key] {
					taken[o.Key] = true
					out = append(out, o)
				}
			}
		}
	}
	for _, o := range all {
		if !taken[o.Key] {
			out = append(out, o)
		}
	}
	return out
}

// upper begins a text with a capital.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
