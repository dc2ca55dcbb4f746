package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"wxaudit/pkg/report/text"
)

// writePreflightText writes the result for people, folded to the width of a
// terminal and not folded elsewhere, so that grep finds whole lines.
func writePreflightText(w io.Writer, width int, f *flight) error {
	p := &plainPage{w: bufio.NewWriter(w), width: width}
	p.line(0, "Preflight of %s", orUnknown(f.forecast.Organization.Name, "an organisation whose name cannot be read"))
	p.line(0, "")
	for _, s := range f.signedIn {
		p.signIn(f, s)
	}
	p.line(2, "A run sends %s requests and takes %s at %s a second; this preflight sent %d.",
		howMany(f), howLong(f), plainNumber(f.perSecond), f.forecast.Requests)
	p.line(0, "")
	p.summary(f)
	p.verdicts(f, undecidable, "Cannot be decided")
	p.verdicts(f, inPart, "Can be decided in part: a failure is found, but that there is none cannot be said")
	p.verdicts(f, untested, "Could not be tried")
	p.remedies(f)
	return p.w.Flush()
}

// signIn says who has signed in, and until when.
func (p *plainPage) signIn(f *flight, s signedInAs) {
	roles := "roles not shown"
	if s.who.Roles != nil {
		roles = orUnknown(strings.Join(s.who.Roles, ", "), "no role")
	}
	p.line(2, "Profile %s: %s (%s)", s.profile, orUnknown(s.who.Email, "an account whose address is not shown"), roles)
	p.line(4, "access token: %s", until(s.grant.AccessExpiry, f.at))
	if s.grant.Renewable() {
		p.line(4, "refresh token: %s", until(s.grant.RefreshExpiry, f.at))
	}
	if warning := s.ends(f.at).Warning; warning != "" {
		p.line(4, "warning: %s", warning)
	}
	p.line(0, "")
}

func (p *plainPage) summary(f *flight) {
	p.line(2, "Of %s, %d can be decided, %d in part, %d cannot, %d could not be tried; %d are for people to attest.",
		checkCount(len(f.prospects)), f.count(decidable), f.count(inPart), f.count(undecidable), f.count(untested), f.count(byWord))
}

// verdicts lists the checks of one verdict with what they lack.
func (p *plainPage) verdicts(f *flight, v prospectVerdict, title string) {
	if f.count(v) == 0 {
		return
	}
	p.line(0, "")
	p.line(0, "%s", title)
	for _, one := range f.prospects {
		if one.verdict != v {
			continue
		}
		p.line(2, "%s", one.check.ID)
		for i, g := range one.holes {
			if i == mostHoles {
				p.line(6, "and %d more", len(one.holes)-i)
				break
			}
			p.line(6, "%s", g.Detail)
		}
	}
}

// mostHoles is how many reasons are shown with one check.
const mostHoles = 3

// titles say what helps.
var titles = map[remedyKind]string{
	remedyScope:   "Add a scope to the integration, and sign in again",
	remedyRole:    "Use the token of somebody with another role",
	remedyOfficer: "Let a compliance officer sign in as well",
	remedyApp:     "Only a service app may read",
	remedyCapture: "Only Control Hub shows",
	remedyLicence: "Only a licence or a switch of Control Hub shows",
	remedyOption:  "Run with other options",
	remedyTry:     "Only the run will tell",
}

func (p *plainPage) remedies(f *flight) {
	kind := remedyKind("")
	for _, r := range f.remedies {
		if r.kind != kind {
			kind = r.kind
			p.line(0, "")
			p.line(0, "%s", titles[kind])
		}
		p.line(2, "%s", r.text)
		p.line(6, "%s: %s", checkCount(len(r.checks)), strings.Join(r.checks, ", "))
	}
}

func howMany(f *flight) string {
	e := f.forecast.Estimate
	switch {
	case e.AtLeast:
		return fmt.Sprintf("%d to %d or more", e.Low, e.High)
	case e.Low == e.High:
		return fmt.Sprintf("about %d", e.Low)
	default:
		return fmt.Sprintf("%d to %d", e.Low, e.High)
	}
}

func howLong(f *flight) string {
	minutes := int(math.Ceil(f.forecast.Estimate.Time(f.perSecond).Minutes()))
	if minutes <= 1 {
		return "about a minute"
	}
	return fmt.Sprintf("about %d minutes", minutes)
}

func plainNumber(n float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0") }

func orUnknown(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// plainPage writes lines. Everything in them is made harmless: names come from
// Webex.
type plainPage struct {
	w     *bufio.Writer
	width int // columns; 0 means that lines are not folded
}

// line writes a text with an indent, under which it is folded.
func (p *plainPage) line(indent int, format string, args ...any) {
	said := text.Harmless(fmt.Sprintf(format, args...), 4000)
	at := 0
	for _, word := range strings.Fields(said) {
		n := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			at = indent + n
			_, _ = p.w.WriteString(strings.Repeat(" ", indent) + word)
		case p.width > 0 && at+1+n > max(p.width, indent+16):
			at = indent + 2 + n
			_, _ = p.w.WriteString("\n" + strings.Repeat(" ", indent+2) + word)
		default:
			at += 1 + n
			_, _ = p.w.WriteString(" " + word)
		}
	}
	_ = p.w.WriteByte('\n') // Flush tells of errors
}
