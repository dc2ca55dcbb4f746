package markdown

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

func (p *page) header(r *report.Report) {
	name := "an organisation without a name"
	if r.Organization.Name != "" {
		name = prose(r.Organization.Name, maxName)
	}
	p.line("# Webex audit of ", name, "\n")
	p.line(fmt.Sprintf("As of %s · organisation %s · run %s (%s) · wxaudit %s", r.Run.AsOf.UTC().Format("2006-01-02 15:04 UTC"),
		code(r.Organization.ID, maxMessage), code(r.Run.ID, maxName), prose(r.Run.Mode, maxName), code(r.Tool.Version, maxName)))
}

// verdict says first what must not be overlooked.
func (p *page) verdict(r *report.Report) {
	p.line("")
	by, total := r.Summary.ByStatus, r.Coverage.Checks
	if total == 0 {
		p.line("- **No check ran, so nothing is known.**")
		return
	}
	if n := r.Run.EditedFiles; n > 0 {
		p.line("- **The recording was edited (", check.Count(n, "file"), "): this shows what would be, not what was.**")
	}
	if all := r.Run.Selection.Catalogue; total < all {
		p.line(fmt.Sprintf("- **Only %d of %s ran: this is not the whole checklist.**", total, check.Count(all, "check")))
	}
	if by.Fail > 0 {
		p.line(fmt.Sprintf("- **%d of %s failed.**", by.Fail, check.Count(total, "check")))
	}
	if n := r.Summary.Waived; n > 0 {
		p.line("- Of them waived: ", fmt.Sprint(n), ". The failure is accepted for a time, and stays a failure.")
	}
	if by.Unknown > 0 {
		p.line(fmt.Sprintf("- **%d of %s could not be decided; what is not known has not passed.**", by.Unknown, check.Count(total, "check")))
	}
	if n := report.FailedInPart(r); n > 0 {
		p.line("- Failed and known only in part: ", check.Count(n, "check"), ".")
	}
	if by.Fail == 0 && by.Unknown == 0 {
		p.line("- Nothing failed, and everything that was asked could be decided.")
	}
	if rest := counts(by.Warn, "to look at", by.Pass, "passed", by.NotApplicable-r.Coverage.Disabled, "had nothing to judge",
		r.Coverage.Disabled, "disabled by the policy"); rest != "" {
		p.line("- ", rest, ".")
	}
	if h := r.History; h != nil {
		p.line(fmt.Sprintf("- Since the audit of %s: %s, %d gone.", h.PreviousAsOf.UTC().Format("2006-01-02 15:04 UTC"),
			check.Count(h.New, "new finding"), len(h.Closed)))
	}
}

// severities is a table of what failed.
func (p *page) severities(r *report.Report) {
	sev := r.Summary.FailedBySeverity
	checks := []int{sev.Critical, sev.High, sev.Medium, sev.Low, sev.Info}
	failed := map[finding.Severity]int{}
	total := 0
	for _, f := range r.Findings {
		if f.Status == finding.Fail {
			failed[f.Severity]++
			total++
		}
	}
	if total == 0 && r.Summary.ByStatus.Fail == 0 {
		return
	}
	p.title("Failed, by severity")
	p.line("| severity | checks | findings |\n| --- | ---: | ---: |")
	for i, s := range finding.Severities {
		if checks[i] > 0 || failed[s] > 0 {
			p.line(fmt.Sprintf("| %s | %d | %d |", s, checks[i], failed[s]))
		}
	}
}

// coverage says how much was decided, on what evidence.
func (p *page) coverage(r *report.Report) {
	p.title("Coverage")
	c := r.Coverage
	text := fmt.Sprintf("%d of %s decided", c.Decided, check.Count(c.Checks, "check"))
	if by := counts(c.ByRank.API, "on documented APIs", c.ByRank.ControlHub, "on what Control Hub itself reads", c.ByRank.Capture, "on captures",
		c.ByRank.AuditLog, "on the audit log", c.ByRank.Attestation, "on attestations"); by != "" {
		text += ": " + by
	}
	p.line(text + ".")
	for _, c := range r.Checks {
		if c.Scope != "" { // it is one for all
			p.line("\nPHI scope: " + prose(c.Scope, maxMessage))
			break
		}
	}
	for _, s := range r.Run.SignIns {
		if s.Warning != "" {
			p.line("\n**Warning:** " + prose(s.Warning, maxMessage))
		}
	}
}
