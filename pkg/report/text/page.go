package text

import (
	"bufio"
	"strings"
)

// colours, as ECMA-48 numbers.
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
)

// word is a piece of a line that is never broken unless it is longer than the
// line. Its text is harmless already.
type word struct {
	text    string
	style   string // ECMA-48 numbers, or empty
	columns int    // the next word of the line begins behind at least so many
}

// words splits a harmless text at its spaces.
func words(s string) []word {
	var ws []word
	for _, f := range strings.Fields(s) {
		ws = append(ws, word{text: f})
	}
	return ws
}

// page writes lines that fit.
type page struct {
	w     *bufio.Writer
	color bool
	width int    // columns; 0 means that lines are not broken
	style string // the colour that is on
}

// minText is the least room for text beside an indent: on a narrower terminal
// lines are longer than the screen, which is still better than one letter a
// line.
const minText = 16

// line writes words with one space between them. Lines that follow the first
// are indented by hang columns.
func (p *page) line(hang int, ws ...word) {
	room := p.width
	if room > 0 {
		room = max(room, hang+minText)
	}
	column, fill := 0, 0
	for i, w := range ws {
		n := width(w.text)
		switch {
		case i == 0:
		case room > 0 && column+fill+1+n > room && column > hang:
			p.breakLine(hang)
			column = hang
		default:
			if p.style != w.style {
				p.paint("")
			}
			p.raw(strings.Repeat(" ", fill+1))
			column += fill + 1
		}
		fill = max(0, w.columns-n)
		for room > 0 && column+n > room { // longer than any line: cut it
			head, tail := cut(w.text, room-column)
			p.styled(head, w.style)
			p.breakLine(hang)
			column, w.text = hang, tail
			n = width(tail)
		}
		p.styled(w.text, w.style)
		column += n
	}
	p.paint("")
	p.raw("\n")
}

func (p *page) breakLine(hang int) {
	p.paint("")
	p.raw("\n" + strings.Repeat(" ", hang))
}

// cut splits a text so that the first part takes at most columns, and at least
// one character.
func cut(s string, columns int) (head, tail string) {
	for i, r := range s {
		columns -= width(string(r))
		if columns < 0 && i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func (p *page) styled(s, style string) {
	p.paint(style)
	p.raw(s)
}

// paint changes the colour; the empty style is that of the terminal.
func (p *page) paint(style string) {
	if !p.color || style == p.style {
		return
	}
	if p.style != "" {
		p.raw("\x1b[0m")
	}
	if style != "" {
		p.raw("\x1b[" + style + "m")
	}
	p.style = style
}

// raw writes; an error stays in the bufio.Writer until the flush.
func (p *page) raw(s string) { _, _ = p.w.WriteString(s) }

// title opens a part of the report.
func (p *page) title(s string) {
	p.raw("\n")
	p.line(0, word{text: s, style: bold})
}

// more says that something was left out, at that indent.
func (p *page) more(indent int, s string) {
	p.line(indent, append([]word{{columns: indent - 1}}, styled(words(s), dim)...)...)
}
