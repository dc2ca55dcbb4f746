package main

import (
	"io"
	"math"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

// preflightVersion is the version of the JSON shape: fields may be added within
// the first number, and none changes its meaning or goes.
const preflightVersion = "1.0.0"

// preflightJSON is what wxaudit preflight --format json writes;
// preflight.schema.json describes it.
type preflightJSON struct {
	SchemaVersion string         `json:"schema_version"`
	Tool          namedVersion   `json:"tool"`
	AsOf          time.Time      `json:"as_of"`
	Organization  idAndName      `json:"organization"`
	SignIns       []signInJSON   `json:"sign_ins"`
	Requests      int            `json:"requests"`
	Estimate      estimateJSON   `json:"estimate"`
	Warnings      []string       `json:"warnings"`
	Summary       map[string]int `json:"summary"`
	Checks        []prospectJSON `json:"checks"`
	Remedies      []remedyJSON   `json:"remedies"`
	Sections      []outlookJSON  `json:"sections"`
	Probes        []probeJSON    `json:"probes"`
}

type namedVersion struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type idAndName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// signInJSON is report.SignIn with whose it is. Roles are null where they are not
// known.
type signInJSON struct {
	report.SignIn
	Account string   `json:"account"`
	Type    string   `json:"type"`
	Roles   []string `json:"roles"`
	Scopes  []string `json:"scopes"`
}

type estimateJSON struct {
	Low       int     `json:"low"`
	High      int     `json:"high"`
	AtLeast   bool    `json:"at_least"`
	PerSecond float64 `json:"requests_per_second"`
	// Minutes are rounded to tenths.
	Minutes float64 `json:"minutes"`
}

type prospectJSON struct {
	ID      string          `json:"id"`
	Title   string          `json:"title"`
	Verdict prospectVerdict `json:"verdict"`
	// Statements are those that a person must, or may, attest.
	Statements []string  `json:"statements"`
	Lacks      []gapJSON `json:"lacks"`
}

// gapJSON is snapshot.Gap, with a name of its own for the schema to hold it to.
type gapJSON struct {
	Reason  snapshot.Reason `json:"reason"`
	Cause   snapshot.Cause  `json:"cause,omitempty"`
	Detail  string          `json:"detail"`
	Scope   string          `json:"scope,omitempty"`
	Role    string          `json:"role,omitempty"`
	Officer bool            `json:"officer,omitempty"`
	Option  snapshot.Option `json:"option,omitempty"`
}

type remedyJSON struct {
	Kind   check.RemedyKind `json:"kind"`
	What   string           `json:"what"`
	Text   string           `json:"text"`
	Checks []string         `json:"checks"`
}

type outlookJSON struct {
	Section snapshot.Name `json:"section"`
	State   string        `json:"state"`
	Lacks   []gapJSON     `json:"lacks"`
}

type probeJSON struct {
	Request  string          `json:"request"`
	Of       string          `json:"of,omitempty"`
	Site     string          `json:"site,omitempty"`
	State    collect.State   `json:"state"`
	Why      string          `json:"why,omitempty"`
	Gap      *gapJSON        `json:"gap,omitempty"`
	Sections []snapshot.Name `json:"sections"`
}

func writePreflightJSON(w io.Writer, f *flight) error {
	return writeIndented(w, f.json())
}

func (f *flight) json() preflightJSON {
	estimate := f.forecast.Estimate
	out := preflightJSON{
		SchemaVersion: preflightVersion,
		Tool:          namedVersion{"wxaudit", f.version},
		AsOf:          f.at.UTC().Truncate(time.Second),
		Organization:  idAndName{f.forecast.Organization.ID, f.forecast.Organization.Name},
		SignIns:       []signInJSON{},
		Requests:      f.forecast.Requests,
		Estimate: estimateJSON{
			Low: estimate.Low, High: estimate.High, AtLeast: estimate.AtLeast, PerSecond: f.perSecond,
			Minutes: math.Round(estimate.Time(f.perSecond).Minutes()*10) / 10,
		},
		Warnings: append([]string{}, f.warnings...),
		Summary:  map[string]int{"checks": len(f.prospects)},
		Checks:   []prospectJSON{},
		Remedies: []remedyJSON{},
		Sections: []outlookJSON{},
		Probes:   []probeJSON{},
	}
	for _, s := range f.signedIn {
		out.SignIns = append(out.SignIns, signInJSON{
			SignIn: s.ends(f.at), Account: s.who.Email, Type: s.who.Type, Roles: s.who.Roles, Scopes: append([]string{}, s.grant.Scopes...),
		})
	}
	for _, v := range []prospectVerdict{decidable, untested, inPart, undecidable, byWord} {
		out.Summary[string(v)] = f.count(v)
	}
	for _, p := range f.prospects {
		line := prospectJSON{ID: p.check.ID, Title: p.check.Title, Verdict: p.verdict, Statements: []string{}, Lacks: gapsJSON(p.holes)}
		for _, st := range p.check.Statements {
			line.Statements = append(line.Statements, st.ID)
		}
		out.Checks = append(out.Checks, line)
	}
	for _, r := range f.remedies {
		out.Remedies = append(out.Remedies, remedyJSON{r.Kind, r.What, r.Text, r.checks})
	}
	for _, o := range f.forecast.Outlooks {
		var gaps []snapshot.Gap
		for _, h := range o.Holes {
			gaps = append(gaps, h.Gap)
		}
		out.Sections = append(out.Sections, outlookJSON{o.Section, stateOf(o), gapsJSON(gaps)})
	}
	for _, p := range f.forecast.Probes {
		line := probeJSON{Request: "GET " + p.Endpoint.Path, Of: p.Of, Site: p.Site, State: p.State, Why: p.Why, Sections: slices.Concat([]snapshot.Name{}, p.Fills, p.Parts)}
		if p.Gap != nil {
			line.Gap = &gapsJSON([]snapshot.Gap{*p.Gap})[0]
		}
		out.Probes = append(out.Probes, line)
	}
	return out
}

// ends is until when somebody's tokens last.
func (s signedInAs) ends(at time.Time) report.SignIn {
	return report.NewSignIn(s.profile, string(s.grant.Kind), s.grant.AccessExpiry, s.grant.RefreshExpiry, s.grant.Renewable(), at)
}

func gapsJSON(gaps []snapshot.Gap) []gapJSON {
	all := []gapJSON{}
	for _, g := range gaps {
		all = append(all, gapJSON(g))
	}
	return all
}

// stateOf is what becomes of a section, in one word: readable, untested, in_part
// or missing.
func stateOf(o collect.Outlook) string {
	sure := slices.ContainsFunc(o.Holes, func(h collect.Hole) bool { return h.Sure })
	switch {
	case o.Readable():
		return "readable"
	case o.Lost && sure:
		return "missing"
	case sure:
		return "in_part"
	default:
		return "untested"
	}
}
