package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"wxaudit/pkg/check"
	"wxaudit/pkg/report"
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
	for _, warning := range f.warnings {
		p.line(2, "warning: %s", warning)
		p.line(0, "")
	}
	p.summary(f)
	p.remedies(f)
	p.verdicts(f, undecidable, "Cannot be decided")
	p.verdicts(f, inPart, "Can be decided in part: a failure is found, but that there is none cannot be said")
	p.verdicts(f, untested, "Could not be tried")
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
	p.line(2, "Of %s, the tokens decide %d, %d in part, %d not at all; %d could not be tried. %s",
		checkCount(len(f.prospects)), f.count(decidable), f.count(inPart), f.count(undecidable), f.count(untested), forPeople(f.count(byWord), len(f.prospects)))
}

// forPeople says how many of the checks rest on people's word. What a token
// decides may do so in part, so 0 is not the whole of it.
func forPeople(n, all int) string {
	said := fmt.Sprintf("%d are for people to attest", n)
	switch {
	case n == 0:
		return "Parts of them may be for people to attest."
	case n == 1:
		said = "1 is for people to attest"
	}
	if n < all {
		said += ", and so may be parts of others"
	}
	return said + "."
}

// verdicts lists what the checks of one verdict lack, and the checks below it.
func (p *plainPage) verdicts(f *flight, v prospectVerdict, title string) {
	if f.count(v) == 0 {
		return
	}
	p.line(0, "")
	p.line(0, "%s", title)
	var causes []string
	lack := map[string][]string{}
	for _, one := range f.prospects {
		if one.verdict != v {
			continue
		}
		for _, g := range one.holes {
			if lack[g.Detail] == nil {
				causes = append(causes, g.Detail)
			}
			if !slices.Contains(lack[g.Detail], one.check.ID) {
				lack[g.Detail] = append(lack[g.Detail], one.check.ID)
			}
		}
	}
	slices.SortStableFunc(causes, func(a, b string) int { return len(lack[b]) - len(lack[a]) })
	for _, cause := range causes {
		p.line(2, "%s", cause)
		p.line(6, "%s: %s", checkCount(len(lack[cause])), strings.Join(lack[cause], ", "))
	}
}

// titles say what helps.
var titles = map[check.RemedyKind]string{
	check.RemedyScope:        "Add these scopes to the integration, and sign in again",
	check.RemedySignIn:       "Sign in again",
	check.RemedyRole:         "Sign in as somebody with another role",
	check.RemedyOfficer:      "Let a compliance officer sign in as well: wxaudit login --profile compliance-officer",
	check.RemedyApp:          "Use a service app: nobody else can hold these scopes",
	check.RemedyCapture:      "Save what Control Hub shows as a HAR file, and read it with wxaudit import har",
	check.RemedyLicence:      "Look at the licences, and at the switches of Control Hub",
	check.RemedyOrganization: "Find out whose these are: no token of this organisation is shown them",
	check.RemedyOption:       "Run with other options",
	check.RemedyRetry:        "Try again later",
	check.RemedyTry:          "Only the run will tell",
}

// remedies says what to do, what helps most first.
func (p *plainPage) remedies(f *flight) {
	kind := check.RemedyKind("")
	for _, r := range f.remedies {
		if r.Kind != kind {
			kind = r.Kind
			p.line(0, "")
			p.line(0, "%s", titles[kind])
			if kind == check.RemedyScope && !f.scopesKnown {
				p.line(0, "(which scopes a token has is not known here: where it has one already, the role is missing)")
			}
		}
		p.line(2, "%s", r.Brief)
		p.line(6, "%s: %s", checkCount(len(r.checks)), strings.Join(r.checks, ", "))
	}
}

func howMany(f *flight) string {
	e := f.forecast.Estimate
	switch {
	case e.AtLeast:
		return fmt.Sprintf("at least %d, perhaps %d or more", e.Low, e.High)
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
	said := report.Harmless(fmt.Sprintf(format, args...), 4000)
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
