package htmlreport

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// fact is something about the run.
type fact struct {
	Term, Value string
	Code        bool
}

func facts(r *report.Report) []fact {
	var all []fact
	say := func(term, value string) {
		if value != "" {
			all = append(all, fact{Term: term, Value: value})
		}
	}
	code := func(term, value string) {
		if value != "" {
			all = append(all, fact{term, value, true})
		}
	}
	run, in, sel := r.Run, r.Run.Inputs, r.Run.Selection
	say("Organisation", full(r.Organization.Name))
	code("Organisation id", full(r.Organization.ID))
	say("Internal domains", strings.Join(harmless(r.Organization.InternalDomains), ", "))
	say("PHI scope", scope(r))
	say("Judged by the clock", at(run.AsOf).Text)
	say("Day of the organisation", run.Day.String())
	say("Mode", mode(run.Mode))
	say("Started", at(run.StartedAt).Text)
	say("Finished", at(run.FinishedAt).Text+took(run))
	code("Run", full(run.ID))
	say("Requests", strconv.Itoa(run.Requests))
	say("Edited files of the recording", number(run.EditedFiles))
	say("Checks", fmt.Sprintf("%d of the catalogue's %d", r.Coverage.Checks, sel.Catalogue))
	say("Chosen checks", nonempty(sel.Only))
	say("Checks left out", nonempty(sel.Skip))
	say("Documented APIs only", yes(sel.DocumentedOnly))
	say("Failures count from severity", full(sel.FailOn))
	code("Policy (SHA-256)", orNone(in.PolicySHA256))
	code("Attestations (SHA-256)", orNone(in.AttestationsSHA256))
	say("Attestations in the register", strconv.Itoa(in.Attestations))
	say("A missing attestation fails", yes(in.StrictAttestations))
	if in.CapturedAt != nil {
		say("Browser capture", at(*in.CapturedAt).Text)
	}
	for _, s := range run.SignIns {
		say("Sign-in "+report.Harmless(s.Profile, maxName), signIn(s))
	}
	say("Written by", report.Harmless(strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version), maxName))
	say("Report schema", full(r.SchemaVersion))
	return all
}

// scope is the PHI scope rule, which is one for all checks.
func scope(r *report.Report) string {
	for _, c := range r.Checks {
		if c.Scope != "" {
			return full(c.Scope)
		}
	}
	return ""
}

func mode(m string) string {
	switch m {
	case "live":
		return "live: Webex was asked"
	case "replay":
		return "replay: a recording was judged"
	default:
		return full(m)
	}
}

func took(run report.Run) string {
	if d := run.FinishedAt.Sub(run.StartedAt).Round(time.Second); d > 0 {
		return " (took " + d.String() + ")"
	}
	return ""
}

func signIn(s report.SignIn) string {
	words := full(s.Kind)
	if s.DaysLeft != nil {
		words += ", " + check.Count(*s.DaysLeft, "day") + " left"
	}
	if s.RefreshExpiresAt != nil {
		words += ", to be renewed before " + at(*s.RefreshExpiresAt).Text
	} else if s.AccessExpiresAt != nil {
		words += ", ends " + at(*s.AccessExpiresAt).Text
	}
	return words
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func nonempty(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return listed(harmless(words))
}

func orNone(hash string) string {
	if hash == "" {
		return "none was given"
	}
	return full(hash)
}

// vendorClaim is something that Cisco has said about its services.
type vendorClaim struct {
	Anchor, Says, AsOf, Age, Covers, Excludes, Source string
}

func (p *page) vendorClaims(r *report.Report) []vendorClaim {
	var all []vendorClaim
	for _, v := range r.VendorAssertions {
		all = append(all, vendorClaim{
			Anchor: p.ids.next("vendor", v.ID), Says: upper(full(v.Says)), AsOf: full(v.AsOf), Age: ago(v.AgeDays),
			Covers: nonempty(v.Covers), Excludes: nonempty(v.Excludes), Source: full(v.Source),
		})
	}
	return all
}

// glossary explains words of one kind.
type glossary struct {
	Title string
	Words []explained
}

type explained struct {
	Mark  *mark
	Term  string
	Means string
}

func word[K comparable](all map[K]mark, k K, means string) explained {
	return labelled(all[k], means)
}

func labelled(m mark, means string) explained { return explained{Mark: &m, Term: m.Word, Means: means} }

func standings() []explained {
	var all []explained
	for _, s := range standing {
		all = append(all, labelled(s.mark, s.means))
	}
	return all
}

var theGlossary = []glossary{
	{"Statuses of checks and findings", []explained{
		word(statuses, finding.Fail, "The setting, or the statement of a person, is not as the checklist asks."),
		word(statuses, finding.Unknown, "It could not be read, or only a person can say. It is never counted as passed."),
		word(statuses, finding.Warn, "Untidy or unclear; a person should look."),
		word(statuses, finding.Pass, "Everything that was looked at is as the checklist asks."),
		word(statuses, finding.NotApplicable, "Nothing of the kind is there."),
		{Term: "Waived", Means: "The failure is accepted for a time, by name and with another measure. It stays a failure."},
	}},
	{"Severities", []explained{
		word(severities, finding.Critical, "Outsiders can reach PHI now, or no contract holds it."),
		word(severities, finding.High, "One mistake away from that, or records lost for good."),
		word(severities, finding.Medium, "A layer of protection is missing."),
		word(severities, finding.Low, "Hygiene."),
		word(severities, finding.Info, "Worth a note, never a failure."),
	}},
	{"Rows of the regulation", []explained{
		word(states, hipaa.StateFail, "A check of the row failed."),
		word(states, hipaa.StateUnknown, "Something about the row was not learnt, or only people can say it."),
		word(states, hipaa.StateWarn, "A check of the row found something to look at."),
		word(states, hipaa.StateSupported, "Every check of the row that had something to judge speaks for it. That is evidence for an assessment, not the assessment."),
		word(states, hipaa.StateVendor, "Cisco's part, and no check contradicts it."),
		word(states, hipaa.StateNotAssessed, "No check gave evidence, for or against."),
		{Term: "Addressable", Means: "Not optional: assess it, then implement it, or document why not and use an equivalent measure (45 CFR 164.306(d)(3))."},
		{Term: "Satisfies / supports", Means: "A check satisfies a row where a person vouches for the row itself. Every other check supports it and can never take that person's place."},
	}},
	{"Waivers and attestations", append([]explained{
		labelled(waiverStates[report.WaiverInForce], "It accepts a failure for a time."),
		labelled(waiverStates[report.WaiverEnded], "Its last day is over: what it covered counts in full again."),
		labelled(waiverStates[report.WaiverNotBegun], "Its first day is still to come: it covers nothing."),
	}, standings()...)},
	{"Ranks of evidence, the strongest first", []explained{
		{Term: ranks["api"], Means: "Read with a request that Cisco documents."},
		{Term: ranks["control_hub"], Means: "Read with a request known from Cisco's own clients or support documents."},
		{Term: ranks["capture"], Means: "From a capture of the administrator's own session."},
		{Term: ranks["audit_log"], Means: "The setting is not shown; its last logged change stands in."},
		{Term: ranks["attestation"], Means: "A person's signed statement from the register, with its date."},
	}},
}
