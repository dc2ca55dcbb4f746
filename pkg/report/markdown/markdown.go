// Package markdown writes a report as GitHub Flavored Markdown for tickets, wikis
// and pull requests: the verdict, what failed, what is not known and what would
// decide it, waivers, and the rows of the regulation by their state.
//
// It is a summary of at most 60,000 bytes, since GitHub takes 65,536 characters
// for an issue or a comment. What is left out is counted; the JSON report has it.
//
// Names and messages from outside cannot become links, images, HTML, tables,
// headings, mentions or references to issues.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"wxaudit/pkg/report"
)

// How much of a text is shown, in characters.
const (
	maxName    = 80
	maxMessage = 300
	maxRemedy  = 600
)

// How much of a section is shown, in bytes; together with what every report has,
// less than 60,000.
const (
	roomForFindings = 32_000
	roomForUnknown  = 9_000
	roomForSteps    = 8_000
	roomForWaivers  = 4_000
	roomForPolicy   = 3_000
)

// maxAlike is how many findings of a check are shown.
const maxAlike = 5

// Write writes the summary.
func Write(w io.Writer, r *report.Report) error {
	p := &page{w: bufio.NewWriter(w)}
	p.header(r)
	p.verdict(r)
	p.severities(r)
	p.coverage(r)
	p.findings(r)
	p.unknowns(r)
	p.waivers(r)
	p.policy(r)
	p.rows(r)
	p.line("")
	p.line("Passing checks are evidence for a risk analysis, not a legal judgement. The JSON report has every finding with its evidence.")
	return p.w.Flush()
}

// page keeps the first error, as bufio does.
type page struct{ w *bufio.Writer }

func (p *page) line(parts ...string) { p.w.WriteString(strings.Join(parts, "") + "\n") }

func (p *page) title(s string) { p.line("\n## " + s + "\n") }

// list writes items as long as there is room for them, and then how many there
// are besides.
func (p *page) list(items []string, room int, noun string) {
	for i, item := range items {
		if room -= len(item) + 1; room < 0 {
			p.line("\n", fmt.Sprintf("… and %s (see the JSON report)", more(len(items)-i, noun)))
			return
		}
		p.line(item)
	}
}

func more(n int, noun string) string {
	if n == 1 {
		return "1 more " + noun
	}
	return strconv.Itoa(n) + " more " + noun + "s"
}

// counts lists numbers with their words and leaves the noughts out; its arguments
// alternate.
func counts(pairs ...any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i].(int); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, pairs[i+1]))
		}
	}
	return strings.Join(parts, ", ")
}
