package htmlreport

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"wxaudit/pkg/report"
)

// maxAnchor bounds an anchor, in bytes: what is longer is known by its hash.
const maxAnchor = 120

// slug writes a text with characters that stand as they are in an id, in a
// fragment and in a list of words. Different texts have different slugs.
func slug(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '(', c == ')':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "~%x~", c)
		}
	}
	if b.Len() > maxAnchor {
		sum := sha256.Sum256([]byte(s))
		return "~" + hex.EncodeToString(sum[:16])
	}
	return b.String()
}

// anchors gives out the ids of the page, each of them once.
type anchors struct{ used map[string]int }

// next is the id of one more thing that is called name. A report has no two
// findings of one id, but somebody may have written it by hand.
func (a *anchors) next(kind, name string) string {
	id := kind + "-" + slug(name)
	a.used[id]++
	if n := a.used[id]; n > 1 {
		return fmt.Sprintf("%s~~%d", id, n) // no slug ends like this
	}
	return id
}

// link is a name that leads to its part of the page; To is empty where the
// report has no such part.
type link struct {
	Text string
	To   string // "#" and the id
	Mark *mark  // the status of what it leads to; nil where it has none
}

// places knows where in the page the parts of a report are.
type places struct {
	checks   map[string]string // by id
	groups   map[string]string // the findings of a check, by its id
	controls map[string]string // by citation
	marks    map[string]mark   // the status of a check, by its id
}

func (p *places) check(id string) link {
	l := link{Text: report.Harmless(id, maxName)}
	if to, ok := p.checks[id]; ok {
		m := p.marks[id]
		l.To, l.Mark = "#"+to, &m
	}
	return l
}

func (p *places) allChecks(ids []string) []link {
	all := make([]link, 0, len(ids))
	for _, id := range ids {
		all = append(all, p.check(id))
	}
	return all
}

func (p *places) control(citation string) link {
	l := link{Text: report.Harmless(citation, maxName)}
	if to, ok := p.controls[citation]; ok {
		l.To = "#" + to
	}
	return l
}
