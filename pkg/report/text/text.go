// Package text writes a report as a summary for a terminal: what failed, worst
// first, what could not be decided and what would decide it, how much of the
// checklist that covers, and how to put it right.
//
// It leaves things out for brevity and says so where it does; the JSON report
// has them all. Nothing that Webex sent can move the cursor, change a colour,
// begin a line or reverse the reading direction.
package text

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// Options says what the terminal can show.
type Options struct {
	// Color allows ECMA-48 colours.
	Color bool
	// Width is the number of columns; 0 means that lines are not broken, so
	// that every finding is one line for grep.
	Width int
}

// How much of a text is shown, in characters.
const (
	maxName    = 80
	maxMessage = 300
	maxRemedy  = 600
)

// maxAlike is how many findings are shown of one check, severity and status,
// and how many answers of one reason.
const maxAlike = 5

// Write writes the summary.
func Write(w io.Writer, r *report.Report, o Options) error {
	p := &page{w: bufio.NewWriter(w), color: o.Color, width: o.Width}
	p.header(r)
	p.verdict(r)
	p.first(r)
	p.findings(r)
	p.unknowns(r)
	p.areas(r)
	p.remedies(r)
	p.coverage(r)
	p.raw("\n")
	p.line(0, styled(words("Passing checks are evidence for a risk analysis, not a legal judgement. The JSON report has every finding with its evidence."), dim)...)
	return p.w.Flush()
}

// hangHead is the indent behind the first line of what the head of the page says:
// whatever an organisation is called, its name begins no line.
const hangHead = 2

func (p *page) header(r *report.Report) {
	name := cmp.Or(report.Harmless(r.Organization.Name, maxName), "organisation")
	p.line(hangHead, slices.Concat(
		[]word{{text: "wxaudit", style: bold}}, words(report.Harmless(r.Tool.Version, maxName)+" ·"),
		styled(words(name), bold), words("("+report.Harmless(r.Organization.ID, maxName)+")"))...)
	p.line(hangHead, words(fmt.Sprintf("as of %s · %s · %s · run %s", r.Run.AsOf.UTC().Format("2006-01-02 15:04 UTC"),
		report.Harmless(r.Run.Mode, maxName), plural(r.Run.Requests, "request"), report.Harmless(r.Run.ID, maxName)))...)
	if d := r.Run.FinishedAt.Sub(r.Run.StartedAt).Round(time.Second); d > 0 {
		p.line(hangHead, words(fmt.Sprintf("started %s, took %s", r.Run.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"), d))...)
	}
	p.basis(r)
	for _, s := range r.Run.SignIns {
		if s.Warning != "" {
			p.line(hangHead, styled(words("Warning: "+report.Harmless(s.Warning, maxMessage)+"."), yellow)...)
		}
	}
}

func (p *page) verdict(r *report.Report) {
	p.raw("\n")
	by, total := r.Summary.ByStatus, r.Coverage.Checks
	if total == 0 {
		p.line(0, styled(words("No check ran, so nothing is known."), yellow)...)
		return
	}
	if n := r.Run.EditedFiles; n > 0 {
		p.line(0, styled(words(fmt.Sprintf("The recording was edited (%s): this shows what would be, not what was.", plural(n, "file"))), yellow)...)
	}
	if all := r.Run.Selection.Catalogue; total < all {
		p.line(0, styled(words(fmt.Sprintf("Only %d of %s ran: this is not the whole checklist.", total, plural(all, "check"))), yellow)...)
	}
	if by.Fail > 0 {
		sev := r.Summary.FailedBySeverity
		p.line(0, styled(words(fmt.Sprintf("%d of %s failed: %s.", by.Fail, plural(total, "check"), counts(
			sev.Critical, "critical", sev.High, "high", sev.Medium, "medium", sev.Low, "low", sev.Info, "info"))), bold+";"+red)...)
	}
	if n := r.Summary.Waived; n > 0 {
		p.line(0, words(fmt.Sprintf("%s waived: the failure is accepted for a time, and stays a failure.", are(n, "failed check")))...)
	}
	if by.Unknown > 0 {
		p.line(0, styled(words(fmt.Sprintf("%d of %s could not be decided; what is not known has not passed.", by.Unknown, plural(total, "check"))), yellow)...)
	}
	if n := report.FailedInPart(r); n > 0 {
		p.line(0, styled(words(fmt.Sprintf("%s known only in part.", are(n, "failed check"))), yellow)...)
	}
	if by.Fail == 0 && by.Unknown == 0 {
		p.line(0, styled(words("Nothing failed, and everything that was asked could be decided."), green)...)
	}
	if h := r.History; h != nil {
		p.line(0, words(fmt.Sprintf("Since the audit of %s: %s, %d closed.", h.PreviousAsOf.UTC().Format("2006-01-02 15:04 UTC"),
			plural(h.New, "new finding"), len(h.Closed)))...)
	}
	if rest := counts(by.Warn, "to look at", by.Pass, "passed", by.NotApplicable-r.Coverage.Disabled, "had nothing to judge",
		r.Coverage.Disabled, "disabled by the policy"); rest != "" {
		p.line(0, words(rest+".")...)
	}
}

// findings lists what failed or is to be looked at, one line each.
func (p *page) findings(r *report.Report) {
	type group struct {
		check    string
		status   finding.Status
		severity finding.Severity
	}
	hang := 16 // behind the severity and the status
	if p.width > 0 && p.width < 60 {
		hang = 4
	}
	sizes := map[group]int{}
	shown := map[group]int{}
	of := func(f finding.Finding) group { return group{f.CheckID, f.Status, f.Severity} }
	for _, f := range r.Findings {
		sizes[of(f)]++
	}
	titled := false
	for _, f := range r.Findings {
		if f.Status == finding.Unknown || f.Status == finding.NotApplicable {
			continue
		}
		if !titled {
			p.title("Findings")
			titled = true
		}
		g := of(f)
		if shown[g]++; shown[g] > maxAlike {
			if shown[g] == sizes[g] {
				p.more(hang, fmt.Sprintf("… and %d more of %s (see the JSON report)", sizes[g]-maxAlike, report.Harmless(f.CheckID, maxName)))
			}
			continue
		}
		p.line(hang, append([]word{
			{text: string(f.Severity), style: severityStyle(f.Severity), columns: 9},
			{text: string(f.Status), style: statusStyle(f.Status), columns: 5},
			{text: report.Harmless(f.CheckID, maxName), style: bold},
		}, words(waived(f)+told(f))...)...)
	}
}

// waived says that a failure is an accepted one, and until when.
func waived(f finding.Finding) string {
	if f.Waiver == nil {
		return ""
	}
	return fmt.Sprintf("WAIVED (FAIL) by %s until %s: ", report.Harmless(f.Waiver.ID, maxName), f.Waiver.Expires)
}

// told says what was found, and about what unless the message says so itself.
func told(f finding.Finding) string {
	message := report.Harmless(f.Message, maxMessage)
	if name := resource(f.Resource); f.Resource.Name == "" || !strings.Contains(message, name) {
		return name + ": " + message
	}
	return message
}

// resource names what a finding is about; a name that could be PHI was never
// there, so the id stands in.
func resource(r finding.Resource) string {
	if r.Name != "" {
		return report.Harmless(r.Name, maxName)
	}
	kind := strings.ReplaceAll(report.Harmless(r.Type, maxName), "_", " ")
	if r.ID == "" || r.ID == r.Type {
		return kind
	}
	return kind + " " + report.Harmless(r.ID, maxName)
}

func severityStyle(s finding.Severity) string {
	switch s {
	case finding.Critical:
		return bold + ";" + red
	case finding.High:
		return red
	case finding.Medium:
		return yellow
	default:
		return cyan
	}
}

func statusStyle(s finding.Status) string {
	if s == finding.Fail {
		return red
	}
	return yellow
}

// styled gives all words one style.
func styled(ws []word, style string) []word {
	ws = slices.Clone(ws)
	for i := range ws {
		ws[i].style = style
	}
	return ws
}
